/**
 * Why no answer came, in a form that holds nothing of the request.
 */
import type * as HttpClientError from "@effect/platform/HttpClientError"
import { hasProperty, isString } from "effect/Predicate"
import { hide, type Secrets } from "./secrets.ts"

export interface Cause {
  readonly name: string
  readonly message: string
  readonly code: string | null
}

/** The cause beneath all wrappings: `connect ECONNREFUSED 127.0.0.1:1` rather than `fetch failed`. */
export const innermost = (
  error: HttpClientError.HttpClientError,
  secrets: Pick<Secrets, "all"> = { all: [] }
): Cause => {
  let cause: unknown = error.cause ?? error.description
  for (let depth = 0; hasCause(cause) && depth < deepest; depth++) {
    cause = cause.cause
  }
  if (!(cause instanceof Error)) {
    const message = typeof cause === "string" ? hide(cause, secrets) : error.reason
    return { name: error.reason, message, code: null }
  }
  // Several addresses were tried, and each failed in its own way.
  const [first] = cause instanceof AggregateError ? cause.errors as ReadonlyArray<unknown> : []
  const told = cause.message === "" && first instanceof Error ? first : cause
  return {
    name: told.name,
    message: hide(told.message || told.name, secrets),
    code: codeOf(told) ?? codeOf(cause)
  }
}

/** The cause when the secret key cannot be had: only its name, since a vault's words may hold secrets of its own. */
export const withoutKey = (error: unknown): Cause => ({
  name: nameOf(error),
  message: `the secret key could not be had from ClerkAuth: ${nameOf(error)}`,
  code: null
})

const nameOf = (error: unknown): string =>
  hasProperty(error, "_tag") && isString(error._tag)
    ? error._tag
    : error instanceof Error
    ? error.name
    : "unknown error"

/** A cause can be its own cause. */
const deepest = 16

/** Whether the request provably never left: a write cannot have happened. */
export const neverSent = (error: HttpClientError.HttpClientError): boolean =>
  error.reason === "InvalidUrl" || error.reason === "Encode" || notConnected.has(innermost(error).code ?? "")

const notConnected = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT"
])

const hasCause = (value: unknown): value is { readonly cause: unknown } =>
  value instanceof Error && value.cause !== undefined && value.cause !== null

const codeOf = (error: Error): string | null => "code" in error && typeof error.code === "string" ? error.code : null
