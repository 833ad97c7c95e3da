/**
 * A server on a real socket whose responses a test controls down to the bytes, and the real client over every HTTP client
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

/** The HTTP clients that the library supports on Node. */
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

/** Handles the socket once a request has arrived completely. */
export type Reply = (socket: Socket, request: Received) => void

export interface Server {
  /** Without a path. */
  readonly url: string
  readonly received: ReadonlyArray<Received>
  /** Waits until the first request has arrived completely. */
  readonly requested: Effect.Effect<void>
  /** Waits until the socket of the first request has closed. */
  readonly closed: Effect.Effect<void>
}

export const serve = Effect.fnUntraced(function*(reply: Reply) {
  const received: Array<Received> = []
  const requested = yield* Deferred.make<void>()
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
      Deferred.unsafeDone(requested, Effect.void)
      reply(socket, seen)
    })
  })
  const url = yield* listen(server)
  const self: Server = {
    url,
    received,
    requested: Deferred.await(requested),
    closed: Deferred.await(closed)
  }
  return self
})

/** The URL of a closed port. */
export const closedPort = Effect.map(Effect.scoped(serve(hang)), ({ url }) => ({ url }))

// ---------------------------------------------------------------------------------------------------------------------
// Replies
// ---------------------------------------------------------------------------------------------------------------------

/** Sends bytes and closes the connection. */
export const raw = (bytes: string): Reply => (socket) => socket.end(bytes)

/** Sends a complete response with a correct content-length. */
export const respondWith = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  raw(head(status, { ...headers, "content-length": String(Buffer.byteLength(body)) }) + body)

/** Sends a response that ends before its content-length. */
export const truncated = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  raw(head(status, { ...headers, "content-length": String(Buffer.byteLength(body) + 100) }) + body)

/** Sends the beginning of a response and resets the connection. */
export const resetAfter = (bytes: string): Reply => (socket) =>
  socket.write(bytes, () => setImmediate(() => socket.resetAndDestroy()))

/** Never responds. */
export function hang(): void {}

/** Sends the beginning of a response and nothing more. */
export const hangAfter = (bytes: string): Reply => (socket) => socket.write(bytes)

/** Sends a body of a given size in chunks, as fast as the client reads it. */
export const flood = (status: number, megabytes: number, sent: { megabytes: number }): Reply => (socket) => {
  const chunk = `100000\r\n${"x".repeat(1024 * 1024)}\r\n`
  const next = (error?: Error | null) => {
    if (error) {
      return
    }
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

/** The real client for a server; requires an HTTP client. */
export const client = ({ url }: Pick<Server, "url">, options: Http.Options = {}) =>
  Clerk.layer({
    secretKey: Redacted.make(secretKey),
    apiUrl: `${url}/v1`,
    retry: Retry.none,
    rateLimit: "none",
    ...options
  })

/** The failure of a call. Fails the test if the call succeeds, dies or is interrupted. */
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

/** The failure of a call that must be ClerkErrors. */
export const clerkErrorsOf = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<ClerkErrors, never, R> =>
  Effect.filterOrDieMessage(
    failureOf(self),
    (error): error is ClerkErrors => error instanceof ClerkErrors,
    "Expected ClerkErrors, got SDKError"
  )

/** The failure of a call that must be an SDKError with this reason. */
export const reasonOf = <Tag extends Errors.Reason["_tag"]>(tag: Tag) =>
<A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<SDKError & { readonly reason: Extract<Errors.Reason, { readonly _tag: Tag }> }, never, R> =>
  Effect.flatMap(failureOf(self), (error) =>
    error instanceof SDKError && error.reason._tag === tag
      ? Effect.succeed(error as never)
      : Effect.dieMessage(`Expected ${tag}, got ${error.message}`))
