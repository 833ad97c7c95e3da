import { FetchHttpClient } from "@effect/platform"
import { Config, Effect, LayerMap } from "effect"
import { Clerk, Users } from "effect-clerk"

// One layer per instance, built on first use. Each has a secret key and a rate limiter of its own.
class Instances extends LayerMap.Service<Instances>()("Instances", {
  lookup: (name: "EU" | "US") => Clerk.layerConfig({ secretKey: Config.redacted(`CLERK_SECRET_KEY_${name}`) }),
  dependencies: [FetchHttpClient.layer],
  idleTimeToLive: "5 minutes"
}) {}

export const program = Effect.gen(function*() {
  const eu = yield* Users.count().pipe(Effect.provide(Instances.get("EU")))
  const us = yield* Users.count().pipe(Effect.provide(Instances.get("US")))
  return eu.totalCount + us.totalCount
}).pipe(Effect.provide(Instances.Default))
