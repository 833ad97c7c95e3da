/**
 * A way into the in-memory Clerk through any HTTP server of @effect/platform.
 */
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import type { Service } from "../Control.ts"
import { json } from "./Message.ts"
import { body as refusalBody, refuse } from "./Refusal.ts"

/** The app. */
export const make = ({ handle }: Pick<Service, "handle">) =>
  Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    const body = yield* read(request)
    const answer = body === undefined
      ? json(413, refusalBody(refuse("request_body_too_large"), ""))
      : yield* handle({ method: request.method, url: request.url, headers: request.headers, body })
    return answer.body.length === 0
      ? HttpServerResponse.empty(answer)
      : HttpServerResponse.uint8Array(answer.body, answer)
  }).pipe(Effect.catchTags({
    ConnectionLost: () => cut,
    // The body was cut off on its way here: nothing is carried out, and nobody is there to be told.
    RequestError: () => HttpServerResponse.empty({ status: 400 })
  }))

/** The body, if it is not far too large; it is read to its end all the same, so that the client reads the answer. */
const read = (request: HttpServerRequest.HttpServerRequest) =>
  Effect.suspend(() => {
    const chunks: Array<Uint8Array> = []
    let size = 0
    return request.stream.pipe(
      Stream.runForEach((chunk) =>
        Effect.sync(() => {
          size += chunk.length
          return size <= largest ? chunks.push(chunk) : chunks.splice(0)
        })
      ),
      Effect.map(() => size <= largest ? concat(chunks, size) : undefined)
    )
  })

/** More than any image that Clerk takes. */
const largest = 16 * 1024 * 1024

const concat = (chunks: ReadonlyArray<Uint8Array>, size: number): Uint8Array => {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

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
