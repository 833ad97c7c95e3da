/**
 * What a transport error says: its innermost cause, without the request that it holds, and whether the request was sent.
 *
 * Errors are recognised by their properties, because a test runner may run a module in a realm whose `Error` is another class.
 */
import type * as HttpClientError from "@effect/platform/HttpClientError"
import { hasProperty, isString } from "effect/Predicate"
import * as Errors from "../../Errors.ts"
import { clip } from "../text.ts"
import type { Secrets } from "./secrets.ts"

/** The innermost cause, `connect ECONNREFUSED 127.0.0.1:1` rather than `fetch failed`, and what to do about a lasting fault. */
export const reason = (error: HttpClientError.HttpClientError, { hide }: Pick<Secrets, "hide">): Errors.Transport => {
  const causes = causesOf(error)
  // Of several addresses that were tried, the first.
  const [cause] = causes
  const name = textOf(cause, "name") ?? error.reason
  const message = isString(cause) ? cause : hasProperty(cause, "name") ? textOf(cause, "message") || name : name
  return new Errors.Transport({
    cause: {
      name: hide(name),
      message: hide(message.replace(openSsl, "$1")),
      code: hide(textOf(cause, "code") ?? "") || null
    },
    advice: causes.every(isLasting) ? adviceOf(cause)! : null
  })
}

/** The reason when `ClerkAuth` fails. */
export const withoutKey = (error: unknown, { hide }: Pick<Secrets, "hide">): Errors.Transport => {
  const clean = (text: string) => clip(hide(text.replace(secretLike, "<redacted>")), 1000)
  const name = textOf(error, "_tag") ?? textOf(error, "name")
  const why = [name, isString(error) ? error : textOf(error, "message")].filter(Boolean).join(": ") || unknown
  return new Errors.Transport({
    cause: {
      name: clean(name ?? unknown),
      message: clean(`ClerkAuth failed to provide the secret key: ${why}`),
      code: null
    }
  })
}

/** A key that is none of Clerk's. The fault is the program's, and no repeat mends it. */
export const withWrongKey = (problem: string): Errors.Transport =>
  new Errors.Transport({
    cause: { name: "InvalidSecretKey", message: "ClerkAuth provided a wrong secret key", code: null },
    advice: problem
  })

const unknown = "unknown error"

/** What may be a secret of a vault: a key of Clerk, a header, credentials and query of a URL, and long words with digits. */
const secretLike = /sk_(?:test|live)_\S+|(?:Bearer|Basic) \S+|\/\/[^\s/]*@|\?\S+=\S+|\b(?=[a-z+=-]*\d)[\w+=-]{32,}/gi

/** `write EPROTO 80FC448E177F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/…` */
const openSsl = /^.*?:error:\w+:[^:]*:[^:]*:([^:]*):[^]*$/

/** Whether the request was certainly not sent, so that a write cannot have happened: every cause has to say so. */
export const neverSent = (error: HttpClientError.HttpClientError): boolean =>
  error.reason === "InvalidUrl" || error.reason === "Encode" ||
  causesOf(error).every((cause) => isLasting(cause) || isWithoutConnection(cause))

/** A connection is opened by `connect` and `getaddrinfo` alone. The same code of a `read` or `write` is an error of an open one. */
const isWithoutConnection = (cause: unknown): boolean => {
  const syscall = textOf(cause, "syscall")
  return syscall === undefined
    ? connecting.has(textOf(cause, "code") ?? "") ||
      textOf(cause, "message")?.includes("before secure TLS connection was established") === true ||
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

/** Whether the same request fails in the same way again, before it is sent. */
export const isLasting = (cause: unknown): boolean => adviceOf(cause) !== undefined

const adviceOf = (cause: unknown): string | undefined => {
  const text = `${textOf(cause, "code") ?? ""} ${textOf(cause, "message") ?? ""}`
  return lasting.find(([pattern]) => pattern.test(text))?.[1]
}

/** Faults by code and message. fetch and `Headers` give no code, and `EPROTO` is the code of everything that OpenSSL reports. */
const lasting: ReadonlyArray<readonly [fault: RegExp, advice: string]> = [
  [
    /^(EPROTO|ERR_SSL_).* (.*version|.*handshake|.*certificate)|^\S*INVALID\S* invalid url|_PROTOCOL |^ (bad port|unknown scheme)/is,
    "Check the scheme and the port of apiUrl"
  ],
  [
    /^\S*(CERT|CRL|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH)|^ .*certificate/,
    "Check apiUrl, or let the runtime trust the certificate (NODE_EXTRA_CA_CERTS)"
  ],
  [
    /^\S*(INVALID_(ARG|CHAR|HTTP_TOKEN|HEADER_VALUE)) |^ .*(invalid header|ByteString)/s,
    "Check the headers that transformClient sets"
  ]
]

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
