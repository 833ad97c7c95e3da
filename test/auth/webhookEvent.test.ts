/** The schema of all events of webhooks. */
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Effect, Either, FastCheck as fc, Layer, Match, Schema } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import * as Webhook from "effect-clerk/Webhook"
import { dataSchemas, type EventType, type UnknownEvent, WebhookEvent } from "effect-clerk/WebhookEvent"
import { expectTypeOf } from "vitest"
import ada from "../fixtures/ada.json" with { type: "json" }

const TestLive = Layer.provideMerge(
  Layer.unwrapEffect(Effect.map(ClerkTest.webhookSecret, (secret) => Layer.orDie(Webhook.layer(secret)))),
  ClerkTest.layer()
)

const decode = Schema.decodeUnknownEither(WebhookEvent)
/** The JSON that Clerk sends of an event. */
const textOf = (event: WebhookEvent) => JSON.stringify(Schema.encodeSync(WebhookEvent)(event))

const types = Object.keys(dataSchemas) as ReadonlyArray<EventType>

describe("The schema of all events", () => {
  it("decodes the body that Clerk sends, with the user as a User", () => {
    const event = Either.getOrThrow(decode({ type: "user.created", object: "event", data: ada, timestamp: 1 }))
    assert.strictEqual(event.type === "user.created" && event.data.fullName, "Ada Lovelace")
  })

  it("decodes a type that is not known yet, and encodes it again", () => {
    for (const type of ["robot.created", "unknown", "constructor", ""]) {
      const event = Either.getOrThrow(decode({ type, data: { id: 1 } }))
      assert.deepStrictEqual(event, { type: "unknown", name: type, data: { id: 1 } })
      assert.deepStrictEqual(Schema.encodeSync(WebhookEvent)(event), { type, data: { id: 1 } })
    }
  })

  it.each(types)("does not take a %s that cannot be decoded for an unknown event", (type) => {
    assert.isTrue(Either.isLeft(decode({ type, data: [] })))
  })

  // Small values find the same bugs.
  it.each(types)("has %s, which round-trips and is what Webhook.verify returns", (type) =>
    fc.assert(
      fc.asyncProperty(
        Arbitrary.make(dataSchemas[type] as unknown as Schema.Schema<unknown, unknown>),
        async (data) => {
          // A number that JSON does not have, such as NaN, is sent as null.
          const event = Either.getOrThrow(decode(JSON.parse(textOf({ type, data } as WebhookEvent))))
          const sent = textOf(event)
          assert.strictEqual(textOf(Either.getOrThrow(decode(JSON.parse(sent)))), sent)
          const verified = await Effect.runPromise(
            Effect.flatMap(ClerkTest.webhook(type, data as never), Webhook.verify).pipe(Effect.provide(TestLive))
          )
          assert.strictEqual(textOf(verified.event), sent)
        }
      ),
      { numRuns: 3 }
    ))

  it("is a union by type for Match", () => {
    const name = Match.type<WebhookEvent>().pipe(
      Match.discriminator("type")("user.deleted", ({ data }) => {
        expectTypeOf(data.id).toEqualTypeOf<string | null>()
        return data.id
      }),
      Match.discriminator("type")("unknown", (event) => {
        expectTypeOf(event).toEqualTypeOf<UnknownEvent>()
        return event.name
      }),
      Match.orElse(({ type }) => type)
    )
    assert.strictEqual(name({ type: "unknown", name: "robot.created", data: {} }), "robot.created")
    assert.strictEqual(name({ type: "role.created", data: {} }), "role.created")
  })
})
