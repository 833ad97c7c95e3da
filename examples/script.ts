// Prints the newest users of an instance: CLERK_SECRET_KEY=sk_test_… npx tsx examples/script.ts
import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { Clerk, Users } from "effect-clerk"

Users.list({ limit: 5 }).pipe(
  Effect.tap(Effect.forEach((user) => Console.log(user.id, user.fullName, user.primaryEmailAddress?.emailAddress))),
  Effect.provide(Clerk.layerConfig()),
  Effect.provide(FetchHttpClient.layer),
  NodeRuntime.runMain
)
