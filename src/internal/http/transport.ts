/**
 * The causes of transport errors, without the request that they hold.
 */
import type * as HttpClientError from "@effect/platform/HttpClientError"
import { hasProperty, isString } from "effect/Predicate"
import { hide, type Secrets } from "./secrets.ts"

export interface Cause {
  readonly name: string
  readonly message: string
  readonly code: string | null
}

/** The innermost cause: `connect ECONNREFUSED 127.0.0.1:1` rather than `fetch failed`. */
export const innermost = (
  error: HttpClientError.HttpClientError,
  secrets: Pick<Secrets, "all"> = { all: [] }
): Cause => {
  let cause: unknown = error.cause ?? error.description
  for (let depth = 0; hasCause(cause) && depth < maxDepth; depth++) {
    cause = cause.cause
  }
  if (!(cause instanceof Error)) {
    const message = typeof cause === "string" ? hide(cause, secrets) : error.reason
    return { name: error.reason, message, code: null }
  }
  // Several addresses were tried; each has its own error.
  const [first] = cause instanceof AggregateError ? cause.errors as ReadonlyArray<unknown> : []
  const named = cause.message === "" && first instanceof Error ? first : cause
  return {
    name: named.name,
    message: hide(named.message || named.name, secrets),
    code: codeOf(named) ?? codeOf(cause)
  }
}

/** The cause when `ClerkAuth` fails. Only its name, because its message may hold secrets of a vault. */
export const withoutKey = (error: unknown): Cause => ({
  name: nameOf(error),
  message: `ClerkAuth failed to provide the secret key: ${nameOf(error)}`,
  code: null
})

const nameOf = (error: unknown): string =>
  hasProperty(error, "_tag") && isString(error._tag)
    ? error._tag
    : error instanceof Error
    ? error.name
    : "unknown error"

/** A bound, because a cause can be its own cause. */
const maxDepth = 16

/** Whether the request was certainly not sent, so that a write cannot have happened. */
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
