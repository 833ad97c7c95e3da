/** A request runs in a child fiber. These tests check that the caller does not notice it. */
import { FetchHttpClient, HttpClient, HttpClientError, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Context, Effect, Exit, Fiber, FiberRef, Layer, Option, Redacted, Scheduler, TestClock } from "effect"
import { Clerk, type Http, Retry, Users } from "effect-clerk"
import { vi } from "vitest"
import { userAda } from "../../fixtures/index.ts"
import { hang, json, ok, play, type Script, scripted, summary } from "../../support/script.ts"
import { tracing } from "../../support/tracing.ts"

const get = Users.get({ userId: "user_1" })

/** Records the value of an effect in the fiber that sends a request. */
const observed = <A>(look: Effect.Effect<A>) => {
  const found: Array<A> = []
  const script: Script = [(request) => Effect.zipRight(Effect.map(look, (it) => found.push(it)), ok(request))]
  return { found, layer: scripted(script).layer }
}

class Tenant extends Context.Reference<Tenant>()("test/Tenant", { defaultValue: () => "nobody" }) {}

describe("A request in a child fiber", () => {
  it.effect("times out although the call is uninterruptible", () =>
    Effect.gen(function*() {
      const played = yield* play([hang], Effect.uninterruptible(get), { retry: Retry.none })
      assert.deepStrictEqual(summary(played), { what: "Timeout", attempts: 1, outcomeUnknown: false })
      assert.strictEqual(played.took, 30_000)
    }))

  it.live("clears its timer, so that the process can exit", () =>
    Effect.gen(function*() {
      const set = vi.spyOn(globalThis, "setTimeout")
      const cleared = vi.spyOn(globalThis, "clearTimeout")
      const timers = () => set.mock.results.filter((_, call) => set.mock.calls[call]![1] === 30_000)
      const soon = Effect.repeatN(Effect.promise(() => new Promise((resolve) => setImmediate(resolve))), 3)
      const { layer } = scripted([ok, () => Effect.zipRight(soon, Effect.interrupt), hang])
      yield* Effect.gen(function*() {
        yield* get
        yield* Effect.exit(get)
        const fiber = yield* Effect.fork(get)
        yield* soon
        yield* Fiber.interrupt(fiber)
      }).pipe(Effect.provide(layer))
      yield* soon
      assert.isAtLeast(timers().length, 3)
      assert.isTrue(timers().every(({ value }) => cleared.mock.calls.some(([timer]) => timer === value)))
    }).pipe(Effect.ensuring(Effect.sync(() => vi.restoreAllMocks()))))

  it.effect("inherits the services, fiber references and scheduler of the call", () =>
    Effect.gen(function*() {
      const { found, layer } = observed(Effect.all([
        Tenant,
        FiberRef.get(FiberRef.currentConcurrency),
        FiberRef.get(FiberRef.currentScheduler)
      ]))
      const scheduler = Scheduler.make((run) => queueMicrotask(run), Scheduler.defaultShouldYield)
      yield* get.pipe(
        Effect.provideService(Tenant, "acme"),
        Effect.locally(FiberRef.currentConcurrency, 7),
        Effect.withScheduler(scheduler),
        Effect.provide(layer)
      )
      assert.deepStrictEqual(found, [["acme", 7, scheduler]])
    }))

  it.effect("keeps the RequestInit of the program but does not follow redirects", () =>
    Effect.gen(function*() {
      const { found, layer } = observed(Effect.serviceOption(FetchHttpClient.RequestInit))
      yield* get.pipe(
        Effect.provideService(FetchHttpClient.RequestInit, { redirect: "follow", cache: "no-store" }),
        Effect.provide(layer)
      )
      assert.deepStrictEqual(found.map(Option.getOrThrow), [{ redirect: "manual", cache: "no-store" }])
    }))

  it.effect("keeps the RequestInit of the fetch layer but does not follow redirects", () =>
    Effect.gen(function*() {
      const inits: Array<RequestInit | undefined> = []
      const fetch: typeof globalThis.fetch = async (_, init) => {
        inits.push(init)
        return Response.json(userAda())
      }
      const http = FetchHttpClient.layer.pipe(
        Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch)),
        Layer.provide(Layer.succeed(FetchHttpClient.RequestInit, { redirect: "follow", cache: "no-store" }))
      )
      const clerk = (options: Http.Options) => Clerk.layer({ secretKey: Redacted.make("sk_test_1"), ...options })
      yield* get.pipe(Effect.provide(Layer.provide(clerk({}), http)))
      yield* get.pipe(
        Effect.provide(Layer.provide(clerk({ transformClient: HttpClient.retryTransient({ times: 1 }) }), http)),
        Effect.provideService(FetchHttpClient.RequestInit, { cache: "reload" })
      )
      assert.deepStrictEqual(inits.map((init) => [init?.redirect, init?.cache]), [
        ["manual", "no-store"],
        ["manual", "reload"]
      ])
    }))

  it.effect("is traced under the span of the call when the client adds spans", () =>
    Effect.gen(function*() {
      const { layer: tracer } = tracing()
      const parents: Array<unknown> = []
      const { layer } = scripted([ok], {
        transformClient: HttpClient.transform((effect) =>
          Effect.flatMap(Effect.withSpan(effect, "mine"), (response) =>
            Effect.as(
              Effect.tap(Effect.currentSpan, (span) => Effect.sync(() => parents.push(span.name))),
              response
            ))
            .pipe(Effect.orDie)
        )
      })
      yield* get.pipe(Effect.provide(Layer.merge(layer, tracer)))
      assert.deepStrictEqual(parents, ["Clerk.users.get"])
    }))

  it.effect("is interrupted with the call, which waits for its finalizers", () =>
    Effect.gen(function*() {
      const events: Array<string> = []
      const script: Script = [() =>
        Effect.onInterrupt(Effect.never, () => Effect.delay(Effect.sync(() => events.push("cleaned up")), "1 second"))]
      const fiber = yield* Effect.fork(Effect.provide(get, scripted(script).layer))
      yield* TestClock.adjust("1 second")
      const interruption = yield* Effect.fork(
        Effect.zipRight(
          Fiber.interrupt(fiber),
          Effect.sync(() =>
            events.push("interrupted")
          )
        )
      )
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(interruption)
      assert.deepStrictEqual(events, ["cleaned up", "interrupted"])
    }))

  it.effect("propagates a defect and an interruption of the client", () =>
    Effect.gen(function*() {
      const died = yield* Effect.exit(Effect.provide(get, scripted([() => Effect.die("no client")]).layer))
      assert.isTrue(Exit.isFailure(died) && Cause.isDie(died.cause))
      const gaveUp = yield* Effect.exit(Effect.provide(get, scripted([() => Effect.interrupt]).layer))
      assert.isTrue(Exit.isInterrupted(gaveUp))
    }))

  it.effect("propagates a defect of the client's finalizer after an interruption and after a timeout", () =>
    Effect.gen(function*() {
      const dies: Script = [() => Effect.onInterrupt(Effect.never, () => Effect.die("cleaning up failed"))]
      const fiber = yield* Effect.fork(Effect.provide(get, scripted(dies).layer))
      yield* TestClock.adjust("1 second")
      const interrupted = yield* Fiber.interrupt(fiber)
      const late = yield* Effect.fork(Effect.provide(get, scripted(dies, { retry: Retry.none }).layer))
      yield* TestClock.adjust("30 seconds")
      const timedOut = yield* Fiber.await(late)
      for (const exit of [interrupted, timedOut]) {
        assert.isTrue(Exit.isFailure(exit) && Cause.isDie(exit.cause))
        assert.include(String(exit), "cleaning up failed")
      }
    }))

  it.effect("times out when the client turns its interruption into an error", () =>
    Effect.gen(function*() {
      const request = HttpClientRequest.get("http://localhost")
      const error = new HttpClientError.RequestError({ request, reason: "Transport" })
      const fails: Script = [() => Effect.catchAllCause(Effect.never, () => Effect.fail(error))]
      const played = yield* play(fails, get, { retry: Retry.none })
      assert.deepStrictEqual(summary(played), { what: "Timeout", attempts: 1, outcomeUnknown: false })
    }))

  it.effect("succeeds when the client responds synchronously", () =>
    Effect.gen(function*() {
      const played = yield* play([json(200, { id: "user_1", created_at: 1, updated_at: 1 })], get)
      assert.strictEqual(summary(played), "success")
    }))
})
