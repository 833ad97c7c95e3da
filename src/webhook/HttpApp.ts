/**
 * HTTP apps that receive webhooks. They are exported by `Webhook`.
 *
 * @since 0.1.0
 */
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Body from "../internal/webhook/body.ts"
import type { WebhookEvent } from "../WebhookEvent.ts"
import type { Handler } from "./Handlers.ts"
import type { WebhookSecrets } from "./Secrets.ts"
import { verify, type VerifyOptions } from "./Verify.ts"

/**
 * Options of `httpApp`.
 *
 * @since 0.1.0
 * @category models
 */
export interface HttpAppOptions extends VerifyOptions {
  /** The largest body in bytes, 1 MB by default. */
  readonly maxBodySize?: number | undefined
}

/**
 * An HTTP app that receives webhooks, for `HttpRouter.post` or any server. It reads the raw bytes, verifies them and calls the handler.
 *
 * Responds with 204 when the event was handled, 400 when it is not Clerk's, 413 when it is too large, and 500 when the handler failed, so
 * that Clerk sends it again. Failures of handlers are logged.
 *
 * @since 0.1.0
 * @category constructors
 */
export const httpApp = <E, R>(
  handler: Handler<E, R>,
  { maxBodySize = 1_048_576, ...options }: HttpAppOptions = {}
): Effect.Effect<
  HttpServerResponse.HttpServerResponse,
  never,
  R | WebhookSecrets | HttpServerRequest.HttpServerRequest
> =>
  Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    const body = yield* Body.read(request, maxBodySize)
    if (body === undefined) {
      return HttpServerResponse.empty({ status: 413 })
    }
    const delivery = yield* verify({ headers: request.headers, body }, options)
    return yield* Effect.matchCauseEffect(handler(delivery), {
      onFailure: (cause) =>
        Effect.as(
          Effect.logError(`The handler of ${nameOf(delivery.event)} failed for the webhook ${delivery.id}`, cause),
          HttpServerResponse.empty({ status: 500 })
        ),
      onSuccess: () => Effect.succeed(HttpServerResponse.empty({ status: 204 }))
    })
  }).pipe(
    Effect.catchTags({
      // The sender closed the connection, so no response is read.
      RequestError: () => Effect.succeed(HttpServerResponse.empty({ status: 400 })),
      WebhookInvalid: (error) =>
        Effect.as(
          Effect.logWarning(`A webhook was refused: ${error.message}`),
          HttpServerResponse.empty({ status: 400 })
        )
    })
  )

/**
 * Makes `httpApp` with the services that it requires, for a router whose routes must require none, such as that of an `HttpApi`.
 *
 * ```ts
 * import { HttpApiBuilder } from "@effect/platform"
 * import { Effect } from "effect"
 * import * as Webhook from "effect-clerk/Webhook"
 *
 * const WebhooksLive = HttpApiBuilder.Router.use((router) =>
 *   Effect.flatMap(Webhook.makeHttpApp(Webhook.handlers({})), (app) => router.post("/webhooks/clerk", app))
 * )
 * ```
 *
 * @since 0.1.0
 * @category constructors
 */
export const makeHttpApp = <E, R>(
  handler: Handler<E, R>,
  options?: HttpAppOptions
): Effect.Effect<
  Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest>,
  never,
  R | WebhookSecrets
> =>
  Effect.map(Effect.context<R | WebhookSecrets>(), (context) =>
    Effect.mapInputContext(
      httpApp(handler, options),
      (request: Context.Context<HttpServerRequest.HttpServerRequest>) => Context.merge(context, request)
    ))

const nameOf = (event: WebhookEvent): string => event.type === "unknown" ? event.name : event.type
