/**
 * A server on a real socket that answers what a test says, down to the bytes, and the real client over every HTTP client
 * that Effect has for Node.
 *
 * ```ts
 * const server = yield* serve(raw("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 7\r\n\r\n<html>!"))
 * const error = yield* failureOf(Users.get({ userId: "user_1" })).pipe(Effect.provide(client(server)))
 * ```
 */
import { FetchHttpClient, type HttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { Cause, Deferred, Effect, Exit, Layer, Redacted } from "effect"
import { Clerk, ClerkErrors, Errors, type Http, Retry, SDKError } from "effect-clerk"
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { Socket } from "node:net"
import { listen } from "./listen.ts"

/** The HTTP clients that people put the library over. */
export const httpClients: ReadonlyArray<readonly [name: string, layer: Layer.Layer<HttpClient.HttpClient>]> = [
  ["fetch", FetchHttpClient.layer],
  ["undici", NodeHttpClient.layerUndici],
  ["node:http", NodeHttpClient.layer]
]

export const secretKey = "sk_test_socket"

// ---------------------------------------------------------------------------------------------------------------------
// The server
// ---------------------------------------------------------------------------------------------------------------------

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the server does with the socket once a request has arrived whole. */
export type Reply = (socket: Socket, request: Received) => void

export interface Server {
  /** Without a path. */
  readonly url: string
  readonly received: ReadonlyArray<Received>
  /** When the first request has arrived whole. */
  readonly asked: Effect.Effect<void>
  /** When the socket of the first request has closed. */
  readonly closed: Effect.Effect<void>
}

export const serve = Effect.fnUntraced(function*(reply: Reply) {
  const received: Array<Received> = []
  const asked = yield* Deferred.make<void>()
  const closed = yield* Deferred.make<void>()
  const server = createServer((request) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const { headers, method = "", socket, url = "" } = request
      const seen = { method, url, headers, body: Buffer.concat(chunks).toString() }
      received.push(seen)
      socket.on("error", () => {})
      socket.once("close", () => Deferred.unsafeDone(closed, Effect.void))
      Deferred.unsafeDone(asked, Effect.void)
      reply(socket, seen)
    })
  })
  const url = yield* listen(server)
  const self: Server = {
    url,
    received,
    asked: Deferred.await(asked),
    closed: Deferred.await(closed)
  }
  return self
})

/** The address of a port that nobody listens at. */
export const closedPort = Effect.map(Effect.scoped(serve(hang)), ({ url }) => ({ url }))

// ---------------------------------------------------------------------------------------------------------------------
// Replies
// ---------------------------------------------------------------------------------------------------------------------

/** Bytes as they are, and the end of the connection. */
export const raw = (bytes: string): Reply => (socket) => socket.end(bytes)

/** A whole answer, with a length that is right. */
export const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  raw(head(status, { ...headers, "content-length": String(Buffer.byteLength(body)) }) + body)

/** The beginning of an answer that promises more than comes before the connection ends. */
export const truncated = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  raw(head(status, { ...headers, "content-length": String(Buffer.byteLength(body) + 100) }) + body)

/** The beginning of an answer, and then a reset. */
export const resetAfter = (bytes: string): Reply => (socket) =>
  socket.write(bytes, () => setImmediate(() => socket.resetAndDestroy()))

/** Nothing at all, for ever. */
export function hang(): void {}

/** The beginning of an answer, and nothing more for ever. */
export const hangAfter = (bytes: string): Reply => (socket) => socket.write(bytes)

/** A body of a given size in chunks, as fast as the other side takes it. */
export const flood = (status: number, megabytes: number, sent: { megabytes: number }): Reply => (socket) => {
  const chunk = `100000\r\n${"x".repeat(1024 * 1024)}\r\n`
  const next = () => {
    if (sent.megabytes === megabytes) {
      socket.end("0\r\n\r\n")
    } else if (!socket.destroyed) {
      sent.megabytes += 1
      socket.write(chunk, next)
    }
  }
  socket.write(head(status, { "transfer-encoding": "chunked" }), next)
}

export const head = (status: number, headers: Readonly<Record<string, string>> = {}): string =>
  [`HTTP/1.1 ${status} X`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n")

// ---------------------------------------------------------------------------------------------------------------------
// The client
// ---------------------------------------------------------------------------------------------------------------------

/** The real client, pointed at a server; the HTTP is left open. */
export const client = ({ url }: Pick<Server, "url">, options: Http.Options = {}) =>
  Clerk.layer({
    secretKey: Redacted.make(secretKey),
    apiUrl: `${url}/v1`,
    retry: Retry.none,
    rateLimit: "none",
    ...options
  })

/** How a call fails. That it succeeds, dies or is interrupted instead is itself a failure of the test. */
export const failureOf = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<Errors.ClerkErrors | SDKError, never, R> =>
  Effect.flatMap(Effect.exit(self), (exit) => {
    const error = Exit.isFailure(exit) && exit.cause._tag === "Fail" ? exit.cause.error : undefined
    return Errors.isError(error)
      ? Effect.succeed(error)
      : Effect.dieMessage(
        `Expected one typed failure, got ${Exit.isSuccess(exit) ? "a success" : Cause.pretty(exit.cause)}`
      )
  })

/** A failure of Clerk's own. */
export const clerkErrorsOf = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<ClerkErrors, never, R> =>
  Effect.filterOrDieMessage(
    failureOf(self),
    (error): error is ClerkErrors => error instanceof ClerkErrors,
    "Expected ClerkErrors, got SDKError"
  )

/** A failure for one reason. */
export const reasonOf = <Tag extends Errors.Reason["_tag"]>(tag: Tag) =>
<A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<SDKError & { readonly reason: Extract<Errors.Reason, { readonly _tag: Tag }> }, never, R> =>
  Effect.flatMap(failureOf(self), (error) =>
    error instanceof SDKError && error.reason._tag === tag
      ? Effect.succeed(error as never)
      : Effect.dieMessage(`Expected ${tag}, got ${error.message}`))
