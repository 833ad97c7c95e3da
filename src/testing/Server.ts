/**
 * A way into the in-memory Clerk through any HTTP server of @effect/platform.
 */
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type { Service } from "./Control.ts"

/** The app. */
export const make = ({ handle }: Pick<Service, "handle">) =>
  Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    const body = new Uint8Array(yield* request.arrayBuffer)
    const answer = yield* handle({ method: request.method, url: request.url, headers: request.headers, body })
    return answer.body.length === 0
      ? HttpServerResponse.empty(answer)
      : HttpServerResponse.uint8Array(answer.body, answer)
  }).pipe(Effect.catchTags({
    ConnectionLost: () => cut,
    // The body was cut off on its way here: nothing is carried out, and nobody is there to be told.
    RequestError: () => HttpServerResponse.empty({ status: 400 })
  }))

/** Cuts the connection where the server has sockets, as that of Node does; an empty 502 is the nearest thing elsewhere. */
const cut = Effect.map(HttpServerRequest.HttpServerRequest, ({ source }) => {
  if (Predicate.hasProperty(source, "socket") && Predicate.hasProperty(source.socket, "destroy")) {
    const { socket } = source
    const destroy = Predicate.hasProperty(socket, "resetAndDestroy") ? socket.resetAndDestroy : socket.destroy
    if (Predicate.isFunction(destroy)) {
      destroy.call(socket)
    }
  }
  return HttpServerResponse.empty({ status: 502 })
})
