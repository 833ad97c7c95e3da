import { FetchHttpClient } from "@effect/platform"
import { Config, Effect, Layer } from "effect"
import { Clerk } from "effect-clerk"
import { layerRedis } from "effect-clerk/RateLimitRedis"

// All machines that use the secret key share one rate limit.
const RateLimitLive = Layer.unwrapEffect(Effect.map(Config.redacted("REDIS_URL"), (url) => layerRedis({ url })))

export const ClerkLive = Clerk.layerConfig().pipe(
  Layer.provide(RateLimitLive),
  Layer.provide(FetchHttpClient.layer)
)
