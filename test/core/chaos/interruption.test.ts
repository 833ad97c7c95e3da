/** Interrupting a call ends it at once at every stage and leaves no fiber, timer or socket. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Exit, Fiber, Layer, Option, Supervisor, TestClock } from "effect"
import { Auth, Clerk, type Http, Retry, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { interruptedAt } from "../../support/interruptedAt.ts"
import { client, hangAfter, head, httpClients, serve } from "../../support/server.ts"
import { tracing } from "../../support/tracing.ts"

const get = Users.get({ userId: "user_ada" })

/** Interrupts a blocked call and asserts that it ends without time passing and leaves no fiber. */
const interrupted = Effect.fnUntraced(function*<A, E, R>(
  call: Effect.Effect<A, E, R>,
  stuck: Effect.Effect<void>
) {
  const supervisor = yield* Supervisor.track
  const fiber = yield* Effect.fork(Effect.supervised(call, supervisor))
  yield* stuck
  assert.isTrue(Option.isNone(yield* Fiber.poll(fiber)))
  const before = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
  assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
  assert.strictEqual(yield* Effect.clockWith((clock) => clock.currentTimeMillis), before)
  assert.lengthOf(yield* supervisor.value, 0, "fibers left")
})

describe("An interrupted call to the in-memory Clerk", () => {
  interface Phase {
    readonly secretKey?: Auth.Service["secretKey"]
    readonly options?: Http.Options
    /** Runs before the call. */
    readonly before?: Effect.Effect<unknown, never, ClerkTest | Users>
    /** How many requests are sent in all. */
    readonly sent: number
  }

  const oneInTwoSeconds = [{ per: "instance", limit: 6, window: "6 seconds", burst: 1 }] as const
  const refusedFor = (seconds: number) => ({ status: 429, headers: { "retry-after": String(seconds) } })

  const phases: ReadonlyArray<readonly [phase: string, Phase]> = [
    ["waiting for the secret key", { secretKey: Effect.never, sent: 0 }],
    ["waiting for the rate limiter", {
      options: { rateLimit: oneInTwoSeconds },
      before: Effect.exit(get),
      sent: 1
    }],
    ["paused by the 429 of another call", {
      options: { rateLimit: oneInTwoSeconds },
      before: Effect.zipRight(ClerkTest.fault(refusedFor(60)), Effect.exit(Retry.with(get, Retry.none))),
      sent: 1
    }],
    ["waiting for the response", { before: ClerkTest.fault({ delay: "10 seconds" }), sent: 1 }],
    ["sleeping before a retry", { before: ClerkTest.fault(refusedFor(10)), sent: 1 }]
  ]

  it.effect.each(phases)(
    "ends at once while %s",
    ([, { before = Effect.void, options, secretKey, sent }]) =>
      Effect.gen(function*() {
        const clerk = yield* ClerkTest
        const auth = Layer.succeed(Auth.ClerkAuth, { secretKey: secretKey ?? Effect.succeed(clerk.secretKey) })
        const layer = Layer.provide(Clerk.layerWithAuth({ rateLimit: "none", ...options }), auth)
        yield* Effect.gen(function*() {
          yield* before
          yield* interrupted(get, TestClock.adjust("1 second"))
          yield* TestClock.adjust("1 hour")
          assert.lengthOf(yield* clerk.requests, sent)
        }).pipe(Effect.provide(layer))
      }).pipe(Effect.provide(ClerkTest.layerHttpClient({ users: [{ id: "user_ada" }] })))
  )

  it.effect("ends its span at whichever operation it is interrupted", () => {
    const { layer, spans } = tracing()
    return Effect.gen(function*() {
      const users = yield* Users
      for (let operation = 1; operation <= 40; operation++) {
        yield* Fiber.await(yield* interruptedAt(users.get({ userId: "user_ada" }), operation))
      }
      assert.isAbove(spans.length, 20)
      assert.deepStrictEqual(spans.filter(({ status }) => status === undefined), [])
    }).pipe(Effect.provide([ClerkTest.layer(), layer]))
  })

  it.effect("lets the next call in the queue of the rate limiter move up", () =>
    Effect.gen(function*() {
      const [first, second, third] = yield* Effect.forEach([1, 2, 3], () => Effect.fork(Effect.timed(get)))
      yield* Fiber.join(first!)
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(second!)
      yield* TestClock.adjust("1 second")
      const [waited] = yield* Fiber.join(third!)
      assert.strictEqual(Duration.toMillis(waited), 2000)
    }).pipe(
      Effect.provide(ClerkTest.layer({ rateLimit: oneInTwoSeconds, users: [{ id: "user_ada" }] }))
    ))
})

describe.each(httpClients)("An interrupted call over %s", (_, http) => {
  const json = { "content-type": "application/json" }
  const halves: ReadonlyArray<readonly [of: string, bytes: string]> = [
    ["a body with content-length", `${head(200, { ...json, "content-length": "1000" })}{"id":"user_ada"`],
    ["a chunked body", `${head(200, { ...json, "transfer-encoding": "chunked" })}4\r\n{"id\r\n`],
    ["an error body", `${head(422, { ...json, "transfer-encoding": "chunked" })}4\r\n{"er\r\n`]
  ]

  it.scoped.each(halves)(
    "ends at once and closes its socket after reading half of %s",
    ([, bytes]) =>
      Effect.gen(function*() {
        const server = yield* serve(hangAfter(bytes))
        const layer = Layer.provide(client(server, { retry: Retry.standard }), http)
        yield* interrupted(Effect.provide(get, layer), Effect.zipRight(server.requested, TestClock.adjust("1 second")))
        yield* server.closed
        yield* TestClock.adjust("1 hour")
        assert.lengthOf(server.received, 1)
      })
  )
})
