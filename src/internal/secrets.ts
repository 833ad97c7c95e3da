/**
 * What an error must not tell, though an answer may echo it: the secret key and the secrets of the input.
 */
import * as Redacted from "effect/Redacted"
import { ClerkError } from "../Schema/ErrorBody.ts"
import { isJsonObject, type JsonObject } from "../Schema/Json.ts"

export interface Secrets {
  readonly key: ReadonlyArray<string>
  readonly all: ReadonlyArray<string>
}

/** The secrets of a request: its key, and what is redacted in its input. */
export const of = (key: Redacted.Redacted, input: unknown): Secrets => {
  const values = isJsonObject(input) ? Object.values(input).flat() : []
  const read = (secret: Redacted.Redacted<unknown>) => String(Redacted.value(secret))
  return { key: spellings(read(key)), all: [key, ...values.filter(Redacted.isRedacted)].map(read).flatMap(spellings) }
}

/** A text in which the secrets no longer stand. */
export const hide = (text: string, { all }: Pick<Secrets, "all">): string =>
  Array.from(all)
    // One secret can be a part of another.
    .sort((left, right) => right.length - left.length)
    .reduce((done, secret) => done.replaceAll(secret, "<redacted>"), text)

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

/** A secret as it stands in a text, in JSON, in JSON within JSON, and in HTML. To hide single characters would tell them. */
const spellings = (secret: string): ReadonlyArray<string> =>
  secret.length < 4
    ? []
    : Array.from(new Set([secret, json(secret), json(json(secret)), html(secret), html(json(secret))]))

const json = (text: string): string => JSON.stringify(text).slice(1, -1)

const html = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\"": "&quot;",
  "'": "&#39;"
}
