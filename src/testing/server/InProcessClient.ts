/**
 * An HTTP client that sends its requests to an in-memory Clerk in the same fiber, without a network.
 */
import type * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { InMemoryServer } from "./InMemoryServer.ts"

/** The host of a request is ignored. */
export const make = ({ handle }: Pick<InMemoryServer, "handle">): HttpClient.HttpClient =>
  HttpClient.make((request, url) =>
    bytesOf(request).pipe(
      Effect.flatMap((body) =>
        handle({ method: request.method, url: `${url.pathname}${url.search}`, headers: request.headers, body })
      ),
      Effect.map(({ body, headers, status }) =>
        HttpClientResponse.fromWeb(
          request,
          new Response(statusesWithoutBody.has(status) ? null : body as BodyInit, { status, headers })
        )
      ),
      Effect.mapError((error) =>
        error._tag === "ConnectionLost"
          ? new HttpClientError.RequestError({
            request,
            reason: "Transport",
            cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" })
          })
          : error
      )
    )
  )

const statusesWithoutBody = new Set([204, 205, 304])

const bytesOf = (
  request: HttpClientRequest.HttpClientRequest
): Effect.Effect<Uint8Array, HttpClientError.RequestError> => {
  const { body } = request
  switch (body._tag) {
    case "Empty":
      return Effect.succeed(new Uint8Array())
    case "Uint8Array":
      return Effect.succeed(body.body)
    default:
      return Effect.tryPromise({
        try: async () => new Uint8Array(await new Response(webBody(body)).arrayBuffer()),
        catch: (cause) => new HttpClientError.RequestError({ request, reason: "Encode", cause })
      })
  }
}

const webBody = (body: HttpBody.FormData | HttpBody.Raw | HttpBody.Stream): BodyInit =>
  body._tag === "FormData"
    ? body.formData
    : body._tag === "Stream"
    ? Stream.toReadableStream(body.stream)
    : body.body as BodyInit
