import { FetchHttpClient } from "@effect/platform"
import { Layer } from "effect"
import { Clerk, UserCache, UserLoader } from "effect-clerk"

// A server whose requests each get a user: from memory, else together with what other requests want in these 5 ms.
export const ClerkLive = UserCache.layerMemory({ timeToLive: "30 seconds", staleOnError: "10 minutes" }).pipe(
  Layer.provide(UserLoader.layer({ window: "5 millis" })),
  Layer.provide(Clerk.layerConfig()),
  Layer.provide(FetchHttpClient.layer)
)
