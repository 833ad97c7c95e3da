/** The events that the in-memory Clerk delivers when users change. */
import * as Persistence from "@effect/experimental/Persistence"
import { HttpRouter, HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, Fiber, Layer, Logger, Redacted, Schedule, TestClock } from "effect"
import { Users } from "effect-clerk"
import { ClerkTest, type SignedWebhook } from "effect-clerk/testing"
import * as Webhook from "effect-clerk/Webhook"
import * as WebhookDeliveries from "effect-clerk/WebhookDeliveries"
import { createServer } from "node:http"

const TestLive = Layer.provideMerge(
  Layer.unwrapEffect(Effect.map(ClerkTest.webhookSecret, (secret) => Layer.orDie(Webhook.layer(secret)))),
  ClerkTest.layer({ users: [{ id: "user_ada", firstName: "Ada" }, { id: "user_bob", firstName: "Bob" }] })
)

/** A receiver that keeps what it gets, and refuses the first attempts. */
const receiver = (refuses = 0) => {
  const received: Array<SignedWebhook> = []
  return {
    received,
    receive: (webhook: SignedWebhook) =>
      Effect.suspend(() => {
        received.push(webhook)
        return received.length > refuses ? Effect.void : Effect.fail("busy")
      })
  }
}

/** One change of each kind. */
const changes = Effect.gen(function*() {
  const { id } = yield* Users.create({ username: "carol" })
  yield* Users.update({ userId: "user_ada", firstName: "Augusta" })
  yield* Users.delete({ userId: "user_bob" })
  return id
})

const typesOf = (webhooks: ReadonlyArray<SignedWebhook>) => webhooks.map(({ body }) => JSON.parse(body).type)

/** Returns when something waits for the clock. To sign a webhook takes real time, in which nothing waits. */
const waiting = TestClock.sleeps().pipe(
  Effect.zipLeft(Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))),
  Effect.repeat({ until: Chunk.isNonEmpty })
)

describe("ClerkTest.deliverEvents", () => {
  it.effect("posts each change as Clerk does", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1_700_000_000_500)
      yield* Users.delete({ userId: "user_bob" })
      yield* TestClock.adjust("3 seconds")
      const { receive, received } = receiver()
      const deliveries = yield* ClerkTest.deliverEvents(receive, { secret: Redacted.make("whsec_c2VjcmV0") })
      assert.deepStrictEqual(received, [{
        headers: {
          "content-type": "application/json",
          "svix-id": "msg_000000000000000000000000001",
          "svix-signature": "v1,XCZ8W7pRmLxvDFQcADVOU7JvwYqCZp7umzezLB5NL+o=",
          "svix-timestamp": "1700000003"
        },
        body: "{\"data\":{\"object\":\"user\",\"id\":\"user_bob\",\"slug\":null,\"external_id\":null,\"deleted\":true},"
          + "\"event_attributes\":{\"http_request\":{\"client_ip\":\"192.0.2.1\",\"user_agent\":\"in-memory\"}},"
          + "\"instance_id\":\"ins_in_memory\",\"object\":\"event\",\"timestamp\":1700000000000,\"type\":\"user.deleted\"}"
      }])
      assert.deepStrictEqual(deliveries, [
        { id: "msg_000000000000000000000000001", type: "user.deleted", attempts: 1, accepted: true }
      ])
    }).pipe(Effect.provide(TestLive)))

  it.effect("delivers the users that were created, updated and deleted in that order, once, and none that were seeded", () =>
    Effect.gen(function*() {
      const carol = yield* changes
      yield* ClerkTest.seed([{ id: "user_dan" }])
      yield* Effect.flip(Users.update({ userId: "user_nobody", firstName: "Nobody" }))
      const events: Array<unknown> = []
      const receive = (webhook: SignedWebhook) =>
        Effect.map(Webhook.verify(webhook), ({ event }) => {
          events.push([
            event.type,
            event.type === "user.updated" ? event.data.firstName : (event.data as { id: unknown }).id
          ])
        })
      yield* ClerkTest.deliverEvents(receive)
      assert.deepStrictEqual(events, [["user.created", carol], ["user.updated", "Augusta"], [
        "user.deleted",
        "user_bob"
      ]])
      assert.deepStrictEqual(yield* ClerkTest.deliverEvents(receive), [])
    }).pipe(Effect.provide(TestLive)))

  it.effect("delivers one event for each user of a bulk operation, and none for a read", () =>
    Effect.gen(function*() {
      yield* Users.bulkBan({ userIds: ["user_ada", "user_bob"] })
      yield* Users.list({})
      const { receive, received } = receiver()
      yield* ClerkTest.deliverEvents(receive)
      assert.deepStrictEqual(typesOf(received), ["user.updated", "user.updated"])
    }).pipe(Effect.provide(TestLive)))

  it.effect("shuffles events and their copies by a seed", () =>
    Effect.gen(function*() {
      const order = Effect.fnUntraced(function*(shuffleSeed: number) {
        yield* ClerkTest.reset
        yield* changes
        const { receive, received } = receiver()
        yield* ClerkTest.deliverEvents(receive, { shuffleSeed, copies: 2 })
        return received.map(({ headers }) => headers["svix-id"]!.slice(-1)).join("")
      })
      const orders = yield* Effect.forEach([1, 2, 3, 4], order)
      assert.deepStrictEqual(yield* Effect.forEach([1, 2, 3, 4], order), orders)
      assert.isAbove(new Set(orders).size, 1)
      // Ids are given in the order of delivery.
      orders.forEach((it) => assert.deepStrictEqual([...it].sort(), [..."112233"]))
    }).pipe(Effect.provide(TestLive)))

  it.effect("delivers an event again with the same id and body until it is accepted", () =>
    Effect.gen(function*() {
      yield* Users.update({ userId: "user_ada", firstName: "Augusta" })
      const { receive, received } = receiver(2)
      const fiber = yield* Effect.fork(ClerkTest.deliverEvents(receive, { retry: Schedule.spaced("5 seconds") }))
      yield* waiting
      yield* TestClock.adjust("5 seconds")
      yield* waiting
      yield* TestClock.adjust("5 seconds")
      const [delivery] = yield* Fiber.join(fiber)
      assert.include(delivery, { attempts: 3, accepted: true })
      assert.lengthOf(new Set(received.map(({ body, headers }) => headers["svix-id"] + body)), 1)
      assert.deepStrictEqual(received.map(({ headers }) => headers["svix-timestamp"]), ["0", "5", "10"])
      yield* Effect.forEach(received, (webhook) => Webhook.verify(webhook))
    }).pipe(Effect.provide(TestLive)))

  it.effect("keeps an event that a receiver never accepts for the next call", () =>
    Effect.gen(function*() {
      yield* Users.update({ userId: "user_ada", firstName: "Augusta" })
      const [refused] = yield* ClerkTest.deliverEvents(() => Effect.die("broken"))
      assert.include(refused, { attempts: 5, accepted: false })
      const [accepted] = yield* ClerkTest.deliverEvents(() => Effect.void)
      assert.include(accepted, { id: refused!.id, attempts: 1, accepted: true })
      assert.deepStrictEqual(yield* ClerkTest.deliverEvents(() => Effect.void), [])
    }).pipe(Effect.provide(TestLive)))

  it.effect("lets a receiver call Clerk, and delivers what it changes with the next call", () =>
    Effect.gen(function*() {
      yield* Users.update({ userId: "user_ada", firstName: "Augusta" })
      const ban = () => Users.ban({ userId: "user_ada" })
      assert.lengthOf(yield* ClerkTest.deliverEvents(ban), 1)
      assert.lengthOf(yield* ClerkTest.deliverEvents(() => Effect.void), 1)
    }).pipe(Effect.provide(TestLive)))

  it.effect("drops the events that reset undoes", () =>
    Effect.gen(function*() {
      yield* changes
      yield* ClerkTest.reset
      assert.deepStrictEqual(yield* ClerkTest.deliverEvents(() => Effect.void), [])
    }).pipe(Effect.provide(TestLive)))
})

describe("ClerkTest.deliverEvents to a URL", () => {
  it.scopedLive("keeps a table in step through a server that fails at first, whatever the order and the copies", () =>
    Effect.gen(function*() {
      const table = new Map<string, string | null>()
      let failures = 2
      const handle = WebhookDeliveries.once(Webhook.handlers({
        "user.created": ({ data }) => Effect.sync(() => void table.set(data.id, data.username)),
        "user.updated": ({ data }) => Effect.sync(() => void table.set(data.id, data.username)),
        "user.deleted": ({ data }) => Effect.sync(() => void table.delete(data.id!)),
        default: () => Effect.void
      }))
      const flaky: Webhook.Handler<unknown, WebhookDeliveries.WebhookDeliveries> = (delivery) =>
        Effect.suspend((): Effect.Effect<void, unknown, WebhookDeliveries.WebhookDeliveries> =>
          failures-- > 0 ? Effect.fail("busy") : handle(delivery)
        )
      const router = HttpRouter.empty.pipe(HttpRouter.post("/webhooks/clerk", Webhook.httpApp(flaky)))
      yield* Layer.build(HttpServer.serve(router))
      const carol = yield* changes
      const address = yield* HttpServer.addressFormattedWith(Effect.succeed)
      const deliveries = yield* ClerkTest.deliverEvents(new URL("/webhooks/clerk", address), {
        copies: 2,
        shuffleSeed: 7
      })
      assert.isTrue(deliveries.every(({ accepted }) => accepted))
      assert.strictEqual(deliveries.reduce((sum, { attempts }) => sum + attempts, 0), 8)
      assert.deepStrictEqual([...table].sort(), [["user_ada", null], [carol, "carol"]].sort())
      yield* Users.ban({ userId: carol })
      assert.include((yield* ClerkTest.deliverEvents(`${address}/nowhere`))[0], { accepted: false, attempts: 5 })
      assert.include((yield* ClerkTest.deliverEvents("http://127.0.0.1:1/"))[0], { accepted: false, attempts: 5 })
    }).pipe(Effect.provide([
      TestLive,
      Logger.remove(Logger.defaultLogger),
      WebhookDeliveries.layerPersistence().pipe(Layer.provide(Persistence.layerMemory)),
      NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })
    ])))
})
