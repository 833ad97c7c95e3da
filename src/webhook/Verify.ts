/**
 * Verifies a webhook and decodes its event. It is exported by `Webhook`.
 *
 * @since 0.1.0
 */
import * as Array from "effect/Array"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { withoutFrames } from "../internal/errorClass.ts"
import * as Event from "../internal/webhook/event.ts"
import * as Signature from "../internal/webhook/signature.ts"
import { isJsonObject } from "../Schema/wire/Json.ts"
import type { WebhookEvent } from "../WebhookEvent.ts"
import { WebhookSecrets } from "./Secrets.ts"

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
