/**
 * Reads the raw body of the request of a webhook.
 */
import type * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Content from "../http/content.ts"

/** The body, or undefined when it is larger than the limit in bytes; then the rest is not read. */
export const read = Effect.fnUntraced(function*(request: HttpServerRequest.HttpServerRequest, limit: number) {
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    return undefined
  }
  const chunks: Array<Uint8Array> = []
  let size = 0
  yield* request.stream.pipe(
    Stream.takeWhile((chunk) => {
      size += chunk.length
      return size <= limit
    }),
    Stream.runForEach((chunk) => Effect.sync(() => chunks.push(chunk)))
  )
  return size > limit ? undefined : Content.join(chunks)
})
