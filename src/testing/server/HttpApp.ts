/**
 * The in-memory Clerk as an HTTP app for any server of @effect/platform.
 */
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import * as Content from "../../internal/http/content.ts"
import type { ConnectionLost, HttpRequest, HttpResponse } from "./HttpMessage.ts"
import { maxBodyBytes } from "./InMemoryServer.ts"

export const make = (handle: (request: HttpRequest) => Effect.Effect<HttpResponse, ConnectionLost>) =>
  Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    const body = yield* read(request)
    const response = yield* handle({ method: request.method, url: request.url, headers: request.headers, body })
    return response.body.length === 0
      ? HttpServerResponse.empty(response)
      : HttpServerResponse.uint8Array(response.body, response)
  }).pipe(Effect.catchTags({
    ConnectionLost: () => closeConnection,
    // The client closed the connection within the body, so the request is not carried out and the response is not read.
    RequestError: () => HttpServerResponse.empty({ status: 400 })
  }))

/** The body, of which no more is kept than makes it too large. It is read to its end, so that the client reads the response. */
const read = (request: HttpServerRequest.HttpServerRequest) =>
  Effect.suspend(() => {
    const chunks: Array<Uint8Array> = []
    let size = 0
    return request.stream.pipe(
      Stream.runForEach((chunk) =>
        Effect.sync(() => {
          if (size <= maxBodyBytes) {
            size += chunk.length
            chunks.push(chunk)
          }
        })
      ),
      Effect.map(() => Content.join(chunks))
    )
  })

/** Resets the connection where the server exposes its socket, as Node does; other servers send an empty 502. */
const closeConnection = Effect.map(HttpServerRequest.HttpServerRequest, ({ source }) => {
  if (Predicate.hasProperty(source, "socket") && Predicate.hasProperty(source.socket, "destroy")) {
    const { socket } = source
    const destroy = Predicate.hasProperty(socket, "resetAndDestroy") ? socket.resetAndDestroy : socket.destroy
    if (Predicate.isFunction(destroy)) {
      destroy.call(socket)
    }
  }
  return HttpServerResponse.empty({ status: 502 })
})
