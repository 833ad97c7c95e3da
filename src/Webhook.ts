/**
 * Verifies the webhooks that Clerk sends, and handles their events.
 *
 * ```ts
 * import { HttpRouter } from "@effect/platform"
 * import { Effect } from "effect"
 * import * as Webhook from "effect-clerk/Webhook"
 *
 * const handle = Webhook.handlers({
 *   "user.created": ({ data }) => Effect.log(`Welcome, ${data.fullName}`),
 *   "user.deleted": ({ data }) => Effect.log(`Good-bye, ${data.id}`)
 * })
 *
 * // CLERK_WEBHOOK_SIGNING_SECRET
 * const router = HttpRouter.empty.pipe(
 *   HttpRouter.post("/webhooks/clerk", Webhook.httpApp(handle)),
 *   Effect.provide(Webhook.layerConfig())
 * )
 * ```
 *
 * Clerk delivers an event at least once, in any order, and again for days after any response but a 2xx. See `WebhookDeliveries` for
 * handlers that must not run twice.
 *
 * @since 0.1.0
 */
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Array from "effect/Array"
import * as Clock from "effect/Clock"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { withoutFrames } from "./internal/errorClass.ts"
import * as Body from "./internal/webhook/body.ts"
import * as Event from "./internal/webhook/event.ts"
import * as Signature from "./internal/webhook/signature.ts"
import { isJsonObject } from "./Schema/wire/Json.ts"
import type { EventType, KnownEvent, WebhookEvent } from "./WebhookEvent.ts"

/**
 * The signing secrets of a webhook, imported.
 *
 * @since 0.1.0
 * @category models
 */
export interface Secrets {
  /** A signature by any of them is accepted. They cannot be exported. */
  readonly keys: ReadonlyArray<CryptoKey>
}

/**
 * The signing secrets of a webhook.
 *
 * @since 0.1.0
 * @category services
 */
export class WebhookSecrets extends Context.Tag("effect-clerk/WebhookSecrets")<WebhookSecrets, Secrets>() {}

/**
 * Signing secrets, `whsec_…`: several while one is replaced. An invalid one fails when the layer is built.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  ...secrets: Array.NonEmptyReadonlyArray<Redacted.Redacted>
): Layer.Layer<WebhookSecrets, ConfigError.ConfigError> => Layer.effect(WebhookSecrets, imported(secrets, "secret"))

/**
 * Signing secrets of the configuration, by default `CLERK_WEBHOOK_SIGNING_SECRET`: one, or several that are separated by spaces or commas.
 * An invalid one fails when the layer is built; the error does not contain it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  config: Config.Config<Redacted.Redacted> = Config.redacted(variable)
): Layer.Layer<WebhookSecrets, ConfigError.ConfigError> =>
  Layer.effect(
    WebhookSecrets,
    Effect.flatMap(config, (secrets) =>
      imported(
        Redacted.value(secrets).trim().split(/[\s,]+/).map((secret) => Redacted.make(secret)),
        variable
      ))
  )

const variable = "CLERK_WEBHOOK_SIGNING_SECRET"

const imported = (secrets: ReadonlyArray<Redacted.Redacted>, name: string) =>
  Effect.map(Effect.forEach(secrets, (secret) => Signature.importSecret(secret, [name])), (keys): Secrets => ({ keys }))

/**
 * Why a webhook is not accepted.
 *
 * - `missingHeader`: not all of the headers for the id, the time and the signature
 * - `stale`: sent longer ago than the tolerance, or in the future; it may be a replay
 * - `badSignature`: not signed with one of the secrets, or changed, for example parsed and written again
 * - `malformed`: signed, but not an event that can be decoded
 *
 * @since 0.1.0
 * @category schemas
 */
export const WebhookInvalidReason = Schema.Literal("missingHeader", "stale", "badSignature", "malformed")

const webhookInvalid = {
  /** Why it is not accepted. */
  reason: WebhookInvalidReason,
  /** A sentence for logs. It contains nothing of the webhook but names of headers and fields. */
  description: Schema.String
}

/**
 * A webhook that is not accepted.
 *
 * @since 0.1.0
 * @category errors
 */
export class WebhookInvalid
  extends Schema.TaggedError<WebhookInvalid>("effect-clerk/WebhookInvalid")("WebhookInvalid", webhookInvalid)
{
  constructor(props: Schema.Struct.Constructor<typeof webhookInvalid>, options?: Schema.MakeOptions) {
    super(props, options)
    withoutFrames(this)
  }

  /** The description with the reason. */
  override get message(): string {
    return `${this.description} (${this.reason})`
  }
}

/**
 * A webhook as it was received.
 *
 * @since 0.1.0
 * @category models
 */
export interface Received {
  /** The headers, with names in any case: `svix-id`, `svix-timestamp`, `svix-signature`, or the same with `webhook-`. */
  readonly headers: Headers | { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  /** The raw body. A body that was parsed and written again has another signature. */
  readonly body: Uint8Array | string
}

/**
 * An event that Clerk delivered.
 *
 * @since 0.1.0
 * @category models
 */
export interface Delivery {
  /** The id of the message, which is the same when it is delivered again. */
  readonly id: string
  /** When this attempt was sent. */
  readonly timestamp: DateTime.Utc
  /** The event, of which `type` tells the kind. */
  readonly event: WebhookEvent
  /** When the event happened; null when Clerk does not say. */
  readonly happenedAt: DateTime.Utc | null
  /** The id of the instance, `ins_…`; null when Clerk does not say. */
  readonly instanceId: string | null
  /** The request that caused the event. */
  readonly attributes: {
    /** The address of the client; null when Clerk does not say. */
    readonly clientIp: string | null
    /** The user agent of the client; null when Clerk does not say. */
    readonly userAgent: string | null
  }
}

/**
 * Options of `verify`.
 *
 * @since 0.1.0
 * @category models
 */
export interface VerifyOptions {
  /** How long ago, and how far in the future, a webhook may have been sent; 5 minutes by default. */
  readonly tolerance?: Duration.DurationInput | undefined
}

/**
 * Verifies a webhook and decodes its event. Fields of the data that cannot be decoded are left out, and logged as a warning.
 *
 * Fails with `WebhookInvalid`; its `reason` says why.
 *
 * @see https://clerk.com/docs/guides/development/webhooks/syncing
 *
 * @since 0.1.0
 * @category operations
 */
export const verify = Effect.fnUntraced(function*(
  { body, headers }: Received,
  { tolerance = "5 minutes" }: VerifyOptions = {}
): Effect.fn.Return<Delivery, WebhookInvalid, WebhookSecrets> {
  const { keys } = yield* WebhookSecrets
  const [id, timestamp, signatures] = headersOf(headers)
  if (id === "" || timestamp === "" || signatures === "") {
    return yield* invalid("missingHeader", "Expected the headers svix-id, svix-timestamp and svix-signature")
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    return yield* invalid("malformed", "The header svix-timestamp is not a number of seconds")
  }
  const now = Math.floor((yield* Clock.currentTimeMillis) / 1000)
  if (Math.abs(now - Number(timestamp)) > Duration.toSeconds(tolerance)) {
    return yield* invalid("stale", "The webhook was not sent within the tolerance")
  }
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body
  if (!(yield* Signature.isValid(keys, signatures, Signature.content(id, timestamp, bytes)))) {
    return yield* invalid("badSignature", "The webhook is not signed with a secret of this endpoint")
  }
  return yield* decode(id, Number(timestamp), bytes)
})

const invalid = (reason: typeof WebhookInvalidReason.Type, description: string) =>
  Effect.fail(new WebhookInvalid({ reason, description }))

const headersOf = (headers: Received["headers"]): readonly [string, string, string] => {
  const entries: Iterable<readonly [string, unknown]> = headers instanceof Headers
    ? headers.entries()
    : Object.entries(headers)
  const byName = new Map(Array.fromIterable(entries).map(([name, value]) => [name.toLowerCase(), value]))
  const get = (name: string) => {
    const value = byName.get(`svix-${name}`) ?? byName.get(`webhook-${name}`)
    return typeof value === "string" ? value.trim() : ""
  }
  return [get("id"), get("timestamp"), get("signature")]
}

const decode = Effect.fnUntraced(function*(id: string, timestamp: number, bytes: Uint8Array) {
  const body = yield* Effect.orElse(
    Effect.try((): unknown => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))),
    () => invalid("malformed", "The body is not JSON")
  )
  if (!isJsonObject(body) || typeof body["type"] !== "string") {
    return yield* invalid("malformed", "The body is not an event")
  }
  const { event_attributes: attributes, instance_id, timestamp: happenedAt, type } = body
  const decoded = Event.decode(type, body["data"])
  if (Either.isLeft(decoded)) {
    const [issue] = decoded.left
    return yield* invalid("malformed", `The data of the event cannot be decoded: ${issue?.path}: ${issue?.message}`)
  }
  const { event, issues } = decoded.right
  if (issues.length > 0) {
    yield* Effect.logWarning(
      `${type} of the webhook ${id} is without ${issues.length} parts that cannot be decoded: ${issues[0]!.path}: ${
        issues[0]!.message
      }`
    )
  }
  const request = isJsonObject(attributes) && isJsonObject(attributes["http_request"]) ? attributes["http_request"] : {}
  return {
    id,
    timestamp: DateTime.unsafeMake(timestamp * 1000),
    event,
    happenedAt: typeof happenedAt === "number" && Math.abs(happenedAt) <= 8.64e15
      ? DateTime.unsafeMake(happenedAt)
      : null,
    instanceId: text(instance_id),
    attributes: { clientIp: text(request["client_ip"]), userAgent: text(request["user_agent"]) }
  } satisfies Delivery
})

const text = (value: unknown): string | null => typeof value === "string" && value !== "" ? value : null

/**
 * A handler of deliveries.
 *
 * @since 0.1.0
 * @category models
 */
export type Handler<E = never, R = never> = (delivery: Delivery) => Effect.Effect<void, E, R>

/**
 * Handlers by type of event. `default` gets every event that has no handler, also those of unknown types.
 *
 * @since 0.1.0
 * @category models
 */
export type Handlers =
  & {
    readonly [Type in EventType]?: (
      event: Extract<KnownEvent, { readonly type: Type }>,
      delivery: Delivery
    ) => Effect.Effect<unknown, unknown, unknown>
  }
  & {
    /** Handles events that have no handler of their own; by default they are accepted and ignored. */
    readonly default?: (event: WebhookEvent, delivery: Delivery) => Effect.Effect<unknown, unknown, unknown>
  }

type Result<Some> = Some[keyof Some] extends infer Handle
  ? Handle extends (...args: never) => infer Out ? Extract<Out, Effect.Effect<unknown, unknown, unknown>> : never
  : never

/**
 * Makes one handler of handlers by type of event. Events without a handler go to `default`, or are ignored.
 *
 * @since 0.1.0
 * @category combinators
 */
export const handlers = <const Some extends Handlers>(
  some: Some & { readonly [Name in Exclude<keyof Some, EventType | "default">]: never }
): Handler<Effect.Effect.Error<Result<Some>>, Effect.Effect.Context<Result<Some>>> =>
(delivery) => {
  const { event } = delivery
  const handler = event.type !== "unknown" && Object.hasOwn(some, event.type) ? some[event.type] : undefined
  const handled = (handler ?? some.default) as Handlers["default"]
  return (handled === undefined ? Effect.void : Effect.asVoid(handled(event, delivery))) as never
}

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
