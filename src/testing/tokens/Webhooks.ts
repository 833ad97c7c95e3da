/**
 * Makes signed webhooks, as Clerk delivers them.
 */
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Signature from "../../internal/webhook/signature.ts"
import { dataSchemas, type EventType } from "../../WebhookEvent.ts"
import type { SignedWebhook, TokensControl } from "./Control.ts"
import { nowInSeconds } from "./Keys.ts"

export const secret = Redacted.make(`whsec_${Encoding.encodeBase64("in-memory webhook secret")}`)

/** A webhook before it is signed. */
export interface Message {
  readonly id: string
  readonly body: string
}

export const make = (nextId: Effect.Effect<string>): TokensControl["webhook"] =>
  Effect.fnUntraced(function*(type, data, options = {}) {
    const id = options.id ?? (yield* nextId)
    return yield* sign({ id, body: bodyOf(type, data, yield* nowInSeconds) }, options.secret ?? secret)
  })

/** The body of an event that happened at a time in seconds. */
export const bodyOf = (type: string, data: unknown, at: number): string =>
  JSON.stringify({
    data: Object.hasOwn(dataSchemas, type) ? encode(type as EventType, data) : data,
    event_attributes: { http_request: { client_ip: "192.0.2.1", user_agent: "in-memory" } },
    instance_id: "ins_in_memory",
    object: "event",
    timestamp: at * 1000,
    type
  })

/** Signs a message at the time of the `Clock`. */
export const sign = Effect.fnUntraced(function*(
  { body, id }: Message,
  secret: Redacted.Redacted
): Effect.fn.Return<SignedWebhook> {
  const timestamp = String(yield* nowInSeconds)
  const key = yield* Effect.orDie(Signature.importSecret(secret, ["secret"]))
  const signature = yield* Effect.promise(() =>
    crypto.subtle.sign("HMAC", key, Signature.content(id, timestamp, new TextEncoder().encode(body)))
  )
  return {
    headers: {
      "content-type": "application/json",
      "svix-id": id,
      "svix-signature": `v1,${Encoding.encodeBase64(new Uint8Array(signature))}`,
      "svix-timestamp": timestamp
    },
    body
  }
})

const encode = (type: EventType, data: unknown): unknown =>
  Schema.encodeUnknownSync(dataSchemas[type] as unknown as Schema.Schema<unknown, unknown>)(data)
