/** An HTTP client without a network: it records each request and returns the response of a function. */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { Effect, Layer } from "effect"

export interface Request {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const offline = (respond: (request: Request) => Response) => {
  const sent: Array<Request> = []
  const client = HttpClient.make((request, url) =>
    Effect.sync(() => {
      const body = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : ""
      const received = { method: request.method, url: url.href, headers: { ...request.headers }, body }
      sent.push(received)
      return HttpClientResponse.fromWeb(request, respond(received))
    })
  )
  return { sent, layer: Layer.succeed(HttpClient.HttpClient, client) }
}
