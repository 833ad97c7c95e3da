/**
 * Rate limits that machines share through Redis. This is the only module that imports `ioredis`.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 * import { Clerk } from "effect-clerk"
 * import { layerRedis } from "effect-clerk/RateLimitRedis"
 *
 * const ClerkLive = Clerk.layerConfig().pipe(
 *   Layer.provide(layerRedis({ url: "redis://127.0.0.1:6379" })),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * A bucket is one key with an expiry. Time is that of Redis, so the clocks of the machines may differ.
 *
 * @since 0.1.0
 */
import * as RateLimiter from "@effect/experimental/RateLimiter"
import * as ConfigError from "effect/ConfigError"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { Redis, type RedisOptions } from "ioredis"
import * as RateLimit from "./RateLimit.ts"

/**
 * The options of `ioredis`, and the rules.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options extends RedisOptions {
  /** Such as `redis://:password@127.0.0.1:6379/0`. */
  readonly url?: string | Redacted.Redacted | undefined
  /** By default Clerk's own, for the key of each request. */
  readonly rules?: ReadonlyArray<RateLimit.Rule> | undefined
}

/**
 * A rate limiter in Redis. While Redis does not respond, the rules are kept in memory.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerRedis = (
  { rules, ...options }: Options
): Layer.Layer<RateLimit.RateLimit, ConfigError.ConfigError> =>
  Layer.provide(RateLimit.layerStore(rules), layerStore(options))

/**
 * Used instead of `@effect/experimental/RateLimiter/Redis`, whose keys never expire and whose client prints errors. It supports what
 * `RateLimit` needs: token buckets that do not overflow.
 */
const layerStore = (
  options: Omit<Options, "rules">
): Layer.Layer<RateLimiter.RateLimiterStore, ConfigError.ConfigError> =>
  Layer.scoped(
    RateLimiter.RateLimiterStore,
    Effect.map(acquire(options), (redis) => ({
      tokenBucket: ({ key, limit, refillRate, tokens }) =>
        Effect.tryPromise({
          try: () => redis.eval(tokenBucket, 1, key, tokens, Duration.toMillis(refillRate), limit),
          catch: (cause) => new RateLimiter.RateLimitStoreError({ message: "Redis does not respond", cause })
        }).pipe(Effect.map(Number)),
      fixedWindow: () => new RateLimiter.RateLimitStoreError({ message: "This store keeps token buckets only" })
    }))
  )

const acquire = ({ url, ...options }: Omit<Options, "rules">) =>
  Effect.acquireRelease(
    Effect.try({
      try: () => {
        // A call should not wait for an unavailable Redis.
        const patience: RedisOptions = { maxRetriesPerRequest: 0 }
        const redis = url === undefined
          ? new Redis({ ...patience, ...options })
          : new Redis(Redacted.isRedacted(url) ? Redacted.value(url) : url, { ...patience, ...options })
        // Commands fail by themselves; without a listener ioredis prints errors.
        return redis.on("error", () => {})
      },
      catch: () => ConfigError.InvalidData(["url"], "Expected the address of a Redis, such as redis://127.0.0.1:6379")
    }),
    (redis) => Effect.sync(() => redis.disconnect())
  )

/**
 * Stores the time at which the bucket will be full, at most the time to fill an empty bucket: more only seems right after the clock was
 * set back. Returns the tokens that are left, or a negative number of those that are missing.
 */
const tokenBucket = `
local tokens, refill, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call("TIME")
local now = time[1] * 1000 + time[2] / 1000
local full = math.min(math.max(now, tonumber(redis.call("GET", KEYS[1]) or now)), now + limit * refill)
local left = limit - (full - now) / refill - tokens
if left >= 0 then
  full = full + tokens * refill
end
redis.call("SET", KEYS[1], string.format("%.3f", full), "PX", math.ceil(full - now) + 1)
return string.format("%.6f", left)
`
