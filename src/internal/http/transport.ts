/**
 * What a transport error says: its innermost cause, without the request that it holds, and whether the request was sent.
 *
 * Errors are recognised by their properties, because a test runner may run a module in a realm whose `Error` is another class.
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
  // Of several addresses that were tried, the first.
  const [cause] = causesOf(error)
  const name = textOf(cause, "name") ?? error.reason
  const message = isString(cause) ? cause : hasProperty(cause, "name") ? textOf(cause, "message") || name : name
  return { name: hide(name, secrets), message: hide(message, secrets), code: textOf(cause, "code") ?? null }
}

/** The cause when `ClerkAuth` fails. Only its name, because its message may hold secrets of a vault. */
export const withoutKey = (error: unknown): Cause => {
  const name = textOf(error, "_tag") ?? textOf(error, "name") ?? "unknown error"
  return { name, message: `ClerkAuth failed to provide the secret key: ${name}`, code: null }
}

/** Whether the request was certainly not sent, so that a write cannot have happened: every cause has to say so. */
export const neverSent = (error: HttpClientError.HttpClientError): boolean =>
  error.reason === "InvalidUrl" || error.reason === "Encode" || causesOf(error).every(isWithoutConnection)

/** A connection is opened by `connect` and `getaddrinfo` alone. The same code of a `read` or `write` is an error of an open one. */
const isWithoutConnection = (cause: unknown): boolean => {
  const syscall = textOf(cause, "syscall")
  return syscall === undefined
    ? connecting.has(textOf(cause, "code") ?? "") ||
      hasProperty(cause, "socket") && hasProperty(cause.socket, "bytesWritten") && cause.socket.bytesWritten === 0
    : syscall === "connect" || syscall === "getaddrinfo"
}

/** Codes of errors that name no system call, as those of undici and Bun. */
const connecting = new Set([
  "ConnectionRefused",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENOTFOUND",
  "ERR_SOCKET_CONNECTION_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT"
])

/** The ends of the chains of causes: several where several addresses were tried. */
const causesOf = (error: HttpClientError.HttpClientError): ReadonlyArray<unknown> => {
  const seen = new Set<unknown>([error.cause ?? error.description])
  const ends: Array<unknown> = []
  for (const cause of seen) {
    // A cause can be its own cause.
    const inner = seen.size > maxCauses ? [] : innerOf(cause).filter((each) => !seen.has(each))
    inner.forEach((each) => seen.add(each))
    if (inner.length === 0) {
      ends.push(cause)
    }
  }
  return ends
}

const maxCauses = 100

const innerOf = (cause: unknown): ReadonlyArray<unknown> =>
  hasProperty(cause, "errors") && Array.isArray(cause.errors) && cause.errors.length > 0
    ? cause.errors
    : hasProperty(cause, "cause") && cause.cause !== undefined && cause.cause !== null
    ? [cause.cause]
    : []

const textOf = (value: unknown, property: "_tag" | "code" | "message" | "name" | "syscall"): string | undefined =>
  hasProperty(value, property) && isString(value[property]) ? value[property] : undefined
