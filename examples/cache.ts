import { FetchHttpClient } from "@effect/platform"
import { Layer } from "effect"
import { Clerk, UserCache, UserLoader } from "effect-clerk"

// For a server that gets a user in each request: from memory, else in one list with the other gets of these 5 ms.
export const ClerkLive = UserCache.layerMemory({ timeToLive: "30 seconds", staleOnError: "10 minutes" }).pipe(
  Layer.provide(UserLoader.layer({ window: "5 millis" })),
  Layer.provide(Clerk.layerConfig()),
  Layer.provide(FetchHttpClient.layer)
)
