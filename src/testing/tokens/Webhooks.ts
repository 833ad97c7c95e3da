/**
 * Makes signed webhooks, as Clerk delivers them.
 */
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Signature from "../../internal/webhook/signature.ts"
import { dataSchemas, type EventType } from "../../WebhookEvent.ts"
import type { TokensControl } from "./Control.ts"
import { nowInSeconds } from "./Keys.ts"

export const secret = Redacted.make(`whsec_${Encoding.encodeBase64("in-memory webhook secret")}`)

export const make = (nextId: Effect.Effect<string>): TokensControl["webhook"] =>
  Effect.fnUntraced(function*(type, data, options = {}) {
    const id = options.id ?? (yield* nextId)
    const now = yield* nowInSeconds
    const timestamp = String(now)
    const body = JSON.stringify({
      data: Object.hasOwn(dataSchemas, type) ? encode(type as EventType, data) : data,
      event_attributes: { http_request: { client_ip: "192.0.2.1", user_agent: "in-memory" } },
      instance_id: "ins_in_memory",
      object: "event",
      timestamp: now * 1000,
      type
    })
    const key = yield* Effect.orDie(Signature.importSecret(options.secret ?? secret, ["secret"]))
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
