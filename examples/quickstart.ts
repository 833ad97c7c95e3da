import { FetchHttpClient } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { Effect } from "effect"
import { Clerk, Users } from "effect-clerk"

const program = Effect.gen(function*() {
  const ada = yield* Users.create({ emailAddress: ["ada@example.com"], firstName: "Ada" })
  yield* Users.updateMetadata({ userId: ada.id, publicMetadata: { plan: "pro" } })
  const user = yield* Users.get({ userId: ada.id })
  yield* Effect.log(user.fullName, user.primaryEmailAddress?.emailAddress, user.publicMetadata)
})

program.pipe(
  Effect.provide(Clerk.layerConfig()), // reads CLERK_SECRET_KEY
  Effect.provide(FetchHttpClient.layer), // or any other HttpClient, such as NodeHttpClient.layerUndici
  NodeRuntime.runMain
)
