import * as Persistence from "@effect/experimental/Persistence"
import { HttpApp, HttpRouter, KeyValueStore } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, DateTime, Deferred, Effect, Fiber, FiberId, Layer, Redacted, TestClock } from "effect"
import { User } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import * as Webhook from "effect-clerk/Webhook"
import * as WebhookDeliveries from "effect-clerk/WebhookDeliveries"
import { expectTypeOf } from "vitest"
import { interruptedAt } from "../support/interruptedAt.ts"

const now = DateTime.unsafeMake(1_700_000_000_000)
const ada = User.make({ id: "user_ada" as never, firstName: "Ada", createdAt: now, updatedAt: now })

const TestLive = Layer.provideMerge(
  Layer.unwrapEffect(Effect.map(ClerkTest.webhookSecret, (secret) => Layer.orDie(Webhook.layer(secret)))),
  ClerkTest.layer()
)

const reasonOf = (received: Webhook.Received, options?: Webhook.VerifyOptions) =>
  Webhook.verify(received, options).pipe(Effect.flip, Effect.map(({ reason }) => reason))

/** Sends a request to an HTTP app. */
const send = <R>(
  app: HttpApp.Default<never, R>,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>
) =>
  Effect.flatMap(Effect.runtime<Exclude<R, import("effect").Scope.Scope>>(), (runtime) =>
    Effect.promise(async () => {
      const handler = HttpApp.toWebHandlerRuntime(runtime)(app as never)
      const response = await handler(
        new Request("http://127.0.0.1/webhooks", { method: "POST", headers, body: body as BodyInit })
      )
      return response.status
    }))

describe("Webhook.verify", () => {
  it.effect("returns the event with its user, from text or bytes, and headers in any spelling", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1_700_000_000_000)
      const { body, headers } = yield* ClerkTest.webhook("user.created", ada)
      const delivery = yield* Webhook.verify({ headers, body })
      assert.strictEqual(delivery.id, headers["svix-id"])
      assert.deepStrictEqual(delivery.event, { type: "user.created", data: ada })
      assert.deepStrictEqual(delivery.timestamp, now)
      assert.deepStrictEqual(delivery.happenedAt, now)
      assert.deepStrictEqual(delivery.attributes, { clientIp: "192.0.2.1", userAgent: "in-memory" })
      const renamed = (rename: (name: string) => string) =>
        Object.fromEntries(Object.entries(headers).map(([name, value]) => [rename(name), value]))
      for (
        const spelled of [
          renamed((name) => name.replace("svix-", "webhook-")),
          renamed((name) => name.toUpperCase()),
          new Headers(headers)
        ]
      ) {
        yield* Webhook.verify({ headers: spelled, body: new TextEncoder().encode(body) })
      }
    }).pipe(Effect.provide(TestLive)))

  it("fails with an error whose text has no stack trace", () => {
    const error = new Webhook.WebhookInvalid({ reason: "stale", description: "The webhook is too old" })
    assert.strictEqual(error.stack, String(error))
    assert.include(String(error), "The webhook is too old (stale)")
  })

  it.effect("B41: fails with badSignature when the body was parsed and written again, or changed", () =>
    Effect.gen(function*() {
      const { body, headers } = yield* ClerkTest.webhook("user.created", ada)
      const { data, ...rest } = JSON.parse(body)
      for (
        const changed of [
          JSON.stringify({ ...rest, data }),
          JSON.stringify(JSON.parse(body), null, 2),
          `${body} `,
          Buffer.from(body).toString("base64"),
          "",
          `\uFEFF${body}`
        ]
      ) {
        assert.strictEqual(yield* reasonOf({ headers, body: changed }), "badSignature")
      }
    }).pipe(Effect.provide(TestLive)))

  it.effect("fails with a reason for each header that does not hold", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1_700_000_000_000)
      const { body, headers } = yield* ClerkTest.webhook("user.created", ada)
      const signature = headers["svix-signature"]!
      const cases: ReadonlyArray<readonly [string, Record<string, string>]> = [
        ["missingHeader", { "svix-id": "" }],
        ["missingHeader", { "svix-timestamp": " " }],
        ["missingHeader", { "svix-signature": "" }],
        ["malformed", { "svix-timestamp": "1700000000.5" }],
        ["malformed", { "svix-timestamp": "now" }],
        ["stale", { "svix-timestamp": "1699999699" }],
        ["stale", { "svix-timestamp": "1700000301" }],
        ["badSignature", { "svix-timestamp": "1699999700" }],
        ["badSignature", { "svix-id": "msg_other" }],
        ["badSignature", { "svix-signature": signature.replace("v1,", "v2,") }],
        ["badSignature", { "svix-signature": signature.slice(3) }],
        ["badSignature", { "svix-signature": "v1," }],
        ["badSignature", { "svix-signature": `${"v1,AAAA ".repeat(100)}${signature}` }]
      ]
      for (const [reason, changes] of cases) {
        assert.strictEqual(
          yield* reasonOf({ headers: { ...headers, ...changes }, body }),
          reason,
          JSON.stringify(changes)
        )
      }
      yield* Webhook.verify({ headers: { ...headers, "svix-signature": `v1,AAAA v2,${signature} ${signature}` }, body })
      yield* TestClock.adjust("301 seconds")
      assert.strictEqual(yield* reasonOf({ headers, body }), "stale")
      yield* Webhook.verify({ headers, body }, { tolerance: "10 minutes" })
    }).pipe(Effect.provide(TestLive)))

  it.effect("names the variable of a config of the program's own in its error", () =>
    Effect.gen(function*() {
      const error = yield* Layer.build(Webhook.layerConfig(Config.redacted("MY_SECRET"))).pipe(
        Effect.scoped,
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["MY_SECRET", "canary"]]))),
        Effect.flip
      )
      assert.match(String(error), /^\(Invalid data at MY_SECRET: /)
    }))

  it.effect("accepts each of several secrets", () =>
    Effect.gen(function*() {
      const secrets = ["whsec_b2xkIHNlY3JldA==", "whsec_bmV3IHNlY3JldA=="]
      for (const secret of secrets) {
        const webhook = yield* ClerkTest.webhook("user.created", ada, { secret: Redacted.make(secret) })
        yield* Webhook.verify(webhook).pipe(
          Effect.provide(Webhook.layerConfig()),
          Effect.withConfigProvider(
            ConfigProvider.fromMap(new Map([["CLERK_WEBHOOK_SIGNING_SECRET", secrets.join(" ")]]))
          )
        )
        assert.strictEqual(yield* reasonOf(webhook), "badSignature")
      }
    }).pipe(Effect.provide(TestLive)))

  it.effect("fails when the layer is built with an invalid secret, which the error does not contain", () =>
    Effect.forEach(["whsec_", "", "whsec_not base64!", "sk_test_canary"], (secret) =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(Effect.scoped(Layer.build(Webhook.layer(Redacted.make(secret)))))
        assert.include(String(error), "Expected a signing secret of a webhook")
        assert.notMatch(String(error), /canary|not base64!/)
      })))

  it.effect("returns an event of a type that is not known yet", () =>
    Effect.gen(function*() {
      const unknown = yield* Webhook.verify(yield* ClerkTest.webhook("robot.created", { id: "rbt_1" }))
      assert.deepStrictEqual(unknown.event, { type: "unknown", name: "robot.created", data: { id: "rbt_1" } })
      const constructor = yield* Webhook.verify(yield* ClerkTest.webhook("constructor", {}))
      assert.strictEqual(constructor.event.type, "unknown")
    }).pipe(Effect.provide(TestLive)))
})

describe("Webhook.handlers", () => {
  it.effect("calls the handler of the type with its data, and default for the others", () =>
    Effect.gen(function*() {
      const seen: Array<string> = []
      const handle = Webhook.handlers({
        "user.created": ({ data }) => {
          expectTypeOf(data).toEqualTypeOf<User>()
          return Effect.sync(() => seen.push(`created ${data.id}`))
        },
        "user.deleted": ({ data }) => Effect.fail(`deleted ${data.id}`),
        default: (event, { id }) => Effect.sync(() => seen.push(`${event.type} ${id}`))
      })
      expectTypeOf(handle).toEqualTypeOf<Webhook.Handler<string>>()
      const deliver = (type: "user.created" | "user.updated") =>
        Effect.flatMap(ClerkTest.webhook(type, ada, { id: "msg_1" }), Webhook.verify).pipe(Effect.flatMap(handle))
      yield* deliver("user.created")
      yield* deliver("user.updated")
      assert.deepStrictEqual(seen, ["created user_ada", "user.updated msg_1"])
      // @ts-expect-error: there is no such event.
      Webhook.handlers({ "user.create": () => Effect.void })
    }).pipe(Effect.provide(TestLive)))
})

describe("Webhook.httpApp", () => {
  it.effect("responds with 204, 400, 413 or 500", () =>
    Effect.gen(function*() {
      let fails = false
      const app = HttpRouter.empty.pipe(
        HttpRouter.post(
          "/webhooks",
          Webhook.httpApp(() => Effect.suspend(() => fails ? Effect.dieMessage("broken") : Effect.void), {
            maxBodySize: 10_000
          })
        ),
        Effect.orDie
      )
      const { body, headers } = yield* ClerkTest.webhook("user.created", ada)
      assert.strictEqual(yield* send(app, body, headers), 204)
      assert.strictEqual(yield* send(app, `${body} `, headers), 400)
      assert.strictEqual(yield* send(app, "", headers), 400)
      assert.strictEqual(yield* send(app, body, {}), 400)
      assert.strictEqual(yield* send(app, "x".repeat(10_001), headers), 413)
      fails = true
      assert.strictEqual(yield* send(app, body, headers), 500)
    }).pipe(Effect.provide(TestLive)))
})

describe.each([
  ["a KeyValueStore", WebhookDeliveries.layerKeyValueStore().pipe(Layer.provide(KeyValueStore.layerMemory))],
  ["a Persistence", WebhookDeliveries.layerPersistence().pipe(Layer.provide(Persistence.layerMemory))]
])("WebhookDeliveries in %s", (_, DeliveriesLive) => {
  it.effect("runs a handler again only when it failed, or after the time to live", () =>
    Effect.gen(function*() {
      let runs = 0
      let fails = true
      const handle = WebhookDeliveries.once(() =>
        Effect.suspend(() => (runs++, fails ? Effect.fail("no") : Effect.void))
      )
      const deliver = (id: string) =>
        Effect.flatMap(ClerkTest.webhook("user.created", ada, { id }), Webhook.verify).pipe(
          Effect.flatMap(handle),
          Effect.either
        )
      yield* deliver("msg_1")
      fails = false
      yield* deliver("msg_1")
      yield* deliver("msg_1")
      assert.strictEqual(runs, 2)
      yield* deliver("msg_2")
      assert.strictEqual(runs, 3)
      yield* TestClock.adjust("7 days")
      yield* deliver("msg_1")
      assert.strictEqual(runs, 4)
    }).pipe(Effect.provide([TestLive, DeliveriesLive])))

  it.effect("runs the handler again after an interruption at any moment", () =>
    Effect.gen(function*() {
      const service = yield* WebhookDeliveries.WebhookDeliveries
      for (let operation = 1; operation <= 12; operation++) {
        const id = `msg_${operation}`
        yield* interruptedAt(service.once(id, Effect.never), operation)
        let runs = 0
        const second = yield* Effect.fork(service.once(id, Effect.sync(() => void runs++)))
        yield* Effect.repeatN(Effect.yieldNow(), 200)
        assert.strictEqual(runs, 1, `interrupted at operation ${operation}`)
        yield* Fiber.interruptAsFork(second, FiberId.none)
      }
    }).pipe(Effect.provide(DeliveriesLive)))

  it.effect("lets a second delivery of the same message wait for the first, and run when that failed", () =>
    Effect.gen(function*() {
      const service = yield* WebhookDeliveries.WebhookDeliveries
      const gate = yield* Deferred.make<void, "first failed">()
      let runs = 0
      const first = yield* Effect.fork(service.once("msg_1", Deferred.await(gate)))
      const second = yield* Effect.fork(service.once("msg_1", Effect.sync(() => void runs++)))
      yield* Effect.yieldNow()
      assert.strictEqual(runs, 0)
      yield* Deferred.fail(gate, "first failed")
      assert.strictEqual(yield* Effect.flip(Fiber.join(first)), "first failed")
      yield* Fiber.join(second)
      assert.strictEqual(runs, 1)
    }).pipe(Effect.provide(DeliveriesLive)))
})
