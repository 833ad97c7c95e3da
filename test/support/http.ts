/** An HTTP client without a network: it keeps what it was asked to send and answers what a test says at that moment. */
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
      const seen = { method: request.method, url: url.href, headers: { ...request.headers }, body }
      sent.push(seen)
      return HttpClientResponse.fromWeb(request, respond(seen))
    })
  )
  return { sent, layer: Layer.succeed(HttpClient.HttpClient, client) }
}
