/**
 * Redacts the secret key and the secrets of the input from the texts of errors, since a response may echo them.
 */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { ClerkError } from "../../Schema/wire/ErrorBody.ts"
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"

export interface Secrets {
  readonly key: ReadonlyArray<string>
  readonly all: ReadonlyArray<string>
}

/** The redacted values of an input, read before `Redacted.unsafeWipe` can remove them. */
export const inInput = (input: unknown): ReadonlyArray<string> =>
  isJsonObject(input)
    ? Object.values(input).flat().filter(Redacted.isRedacted).flatMap((secret) => Option.toArray(read(secret)))
    : []

const read = Option.liftThrowable((secret: Redacted.Redacted<unknown>) => String(Redacted.value(secret)))

/** Spells out the secrets of a request when an error needs them. */
export type Lazy = () => Secrets

export const lazy = (key: string, input: ReadonlyArray<string>): Lazy => () => ({
  key: spellings(key),
  all: [key, ...input].flatMap(spellings)
})

/** Replaces the secrets in a text. */
export const hide = (text: string, secrets: Pick<Secrets, "all">): string =>
  longestFirst(secrets).reduce((done, secret) => done.replaceAll(secret, "<redacted>"), text)

/** Replaces the secrets in a text that may end within one. */
export const hideInPart = (text: string, secrets: Secrets): string =>
  longestFirst(secrets).reduce(withoutBeginning, hide(text, secrets))

// One secret can be a part of another.
const longestFirst = ({ all }: Pick<Secrets, "all">) =>
  Array.from(all).sort((left, right) => right.length - left.length)

const withoutBeginning = (text: string, secret: string): string => {
  for (let length = Math.min(secret.length - 1, text.length); length >= minLength; length--) {
    if (text.endsWith(secret.slice(0, length))) {
      return `${text.slice(0, -length)}<redacted>`
    }
  }
  return text
}

/** Replaces the secrets in all strings of an object, at every depth. */
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
 * Replaces the secrets in an error. From codes and names only the key is removed: the code `incorrect_password` stays, even if the
 * password was `password`.
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

/** A secret as plain text, in JSON (as JavaScript and Go write it), in JSON within JSON, in HTML and in a URL. */
const spellings = (secret: string): ReadonlyArray<string> => {
  const inJson = [secret, json(secret), go(secret), json(json(secret))]
  const forms = inJson.map(form)
  return secret.length < minLength
    ? []
    : Array.from(
      new Set([...inJson, ...inJson.map(html), ...forms, ...forms.map((text) => text.replaceAll("+", "%20"))])
    )
}

/** Shorter secrets are not replaced: the gaps would reveal them. */
const minLength = 4

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
