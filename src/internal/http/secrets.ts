/**
 * What an error must not tell, though an answer may echo it: the secret key and the secrets of the input.
 */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { ClerkError } from "../../Schema/wire/ErrorBody.ts"
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"

export interface Secrets {
  readonly key: ReadonlyArray<string>
  readonly all: ReadonlyArray<string>
}

/** What is redacted in an input, read before it can be wiped. */
export const inInput = (input: unknown): ReadonlyArray<string> =>
  isJsonObject(input)
    ? Object.values(input).flat().filter(Redacted.isRedacted).flatMap((secret) => Option.toArray(read(secret)))
    : []

const read = Option.liftThrowable((secret: Redacted.Redacted<unknown>) => String(Redacted.value(secret)))

/** The secrets of a request, in all their spellings: for errors only, since it takes a while. */
export const of = (key: string, input: ReadonlyArray<string>): Secrets => ({
  key: spellings(key),
  all: [key, ...input].flatMap(spellings)
})

/** A text in which the secrets no longer stand. */
export const hide = (text: string, secrets: Pick<Secrets, "all">): string =>
  longestFirst(secrets).reduce((done, secret) => done.replaceAll(secret, "<redacted>"), text)

/** The same for a text that may have been cut off within a secret. */
export const hideInPart = (text: string, secrets: Secrets): string =>
  longestFirst(secrets).reduce(withoutBeginning, hide(text, secrets))

// One secret can be a part of another.
const longestFirst = ({ all }: Pick<Secrets, "all">) =>
  Array.from(all).sort((left, right) => right.length - left.length)

const withoutBeginning = (text: string, secret: string): string => {
  for (let length = Math.min(secret.length - 1, text.length); length >= shortest; length--) {
    if (text.endsWith(secret.slice(0, length))) {
      return `${text.slice(0, -length)}<redacted>`
    }
  }
  return text
}

/** The same at every depth. */
export const hideIn = (object: JsonObject, secrets: Secrets): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, hideInValue(value, secrets)]))

const hideInValue = (value: unknown, secrets: Secrets): unknown =>
  typeof value === "string" ?
    hide(value, secrets)
    : Array.isArray(value) ?
    value.map((item) => hideInValue(item, secrets))
    : isJsonObject(value) ?
    hideIn(value, secrets)
    : value

/**
 * An error in which the secrets no longer stand. What Clerk names in it stays, but for the key: the code
 * `incorrect_password` is no secret, even if somebody's password is `password`.
 */
export const hideInError = (error: ClerkError, secrets: Secrets): ClerkError => {
  const name = (text: string) => hide(text, { all: secrets.key })
  return new ClerkError({
    code: name(error.code),
    message: hide(error.message, secrets),
    longMessage: error.longMessage === null ? null : hide(error.longMessage, secrets),
    meta: {
      ...hideIn(error.meta, secrets),
      ...error.paramName !== null && { param_name: name(error.paramName) }
    },
    clerkTraceId: error.clerkTraceId === null ? null : name(error.clerkTraceId)
  })
}

/** A secret as it stands in a text, in JSON (of JavaScript, and of Go), in JSON within JSON, in HTML, and in an address. */
const spellings = (secret: string): ReadonlyArray<string> => {
  const inJson = [secret, json(secret), go(secret), json(json(secret))]
  const forms = inJson.map(form)
  return secret.length < shortest
    ? []
    : Array.from(
      new Set([...inJson, ...inJson.map(html), ...forms, ...forms.map((text) => text.replaceAll("+", "%20"))])
    )
}

/** To hide single characters would tell them. */
const shortest = 4

const go = (text: string): string =>
  json(text).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)

const form = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1)

const json = (text: string): string => JSON.stringify(text).slice(1, -1)

const html = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\"": "&quot;",
  "'": "&#39;"
}
