/** A program that calls Clerk as often as the rate limiter permits, for some seconds after the server lets it start. */
import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { Array, Effect, Layer, Redacted } from "effect"
import { Clerk, type RateLimit, Users } from "effect-clerk"
import { layerRedis } from "effect-clerk/RateLimitRedis"

/** The only argument of the program, as JSON. */
export interface Task {
  readonly apiUrl: string
  readonly redisUrl: string
  readonly rules: ReadonlyArray<RateLimit.Rule>
  readonly seconds: number
}

const { apiUrl, redisUrl, rules, seconds } = JSON.parse(process.argv[2]!) as Task

const get = (userId: string) => Users.get({ userId })

const program = Effect.gen(function*() {
  // Opens all connections beforehand.
  yield* Effect.forEach(Array.range(1, 50), () => get("user_1"), { concurrency: 50, discard: true })
  yield* get("user_begin")
  const calls = Effect.replicateEffect(Effect.forever(Users.count()), 50, { concurrency: "unbounded", discard: true })
  yield* Effect.timeoutOption(calls, `${seconds} seconds`)
})

const ClerkLive = Clerk.layer({ secretKey: Redacted.make("sk_test_canary_of_caller"), apiUrl }).pipe(
  Layer.provide(layerRedis({ url: redisUrl, rules })),
  Layer.provide(FetchHttpClient.layer)
)

NodeRuntime.runMain(Effect.provide(program, ClerkLive))
