import { FetchHttpClient } from "@effect/platform"
import { Effect } from "effect"
import { Clerk, Users } from "effect-clerk"

const program = Effect.gen(function*() {
  const ada = yield* Users.create({ emailAddress: ["ada@example.com"], firstName: "Ada" })
  yield* Users.updateMetadata({ userId: ada.id, publicMetadata: { plan: "pro" } })
  return yield* Users.get({ userId: ada.id })
})

program.pipe(
  Effect.tap((user) => Effect.log(user.fullName, user.primaryEmailAddress?.emailAddress, user.publicMetadata)),
  Effect.provide(Clerk.layerConfig()), // reads CLERK_SECRET_KEY
  Effect.provide(FetchHttpClient.layer), // or NodeHttpClient.layerUndici: the HTTP is your choice
  Effect.runPromise
)
