/** The compiler checks these, in `npm run check`. */
import { describe, it } from "@effect/vitest"
import type { Effect, HashMap, Layer, Option } from "effect"
import { type ClerkErrors, type SDKError, type User, UserCache, UserLoader, Users } from "effect-clerk"
import { expectTypeOf } from "vitest"

type Failure = ClerkErrors | SDKError

describe("batching", () => {
  it("does not change the type of get", () => {
    expectTypeOf(Users.get).toEqualTypeOf<(input: { readonly userId: string }) => Effect.Effect<User, Failure, Users>>()
  })

  it("returns a HashMap from getMany, and an Option from the find methods", () => {
    expectTypeOf(Users.getMany).returns.toEqualTypeOf<Effect.Effect<HashMap.HashMap<string, User>, Failure, Users>>()
    expectTypeOf(Users.findByEmailAddress).returns.toEqualTypeOf<Effect.Effect<Option.Option<User>, Failure, Users>>()
    expectTypeOf(Users.findByExternalId).returns.toEqualTypeOf<Effect.Effect<Option.Option<User>, Failure, Users>>()
  })

  it("has layers from users to users", () => {
    expectTypeOf(UserLoader.layer).returns.toEqualTypeOf<Layer.Layer<Users, never, Users>>()
    expectTypeOf(UserCache.layerMemory).returns.toEqualTypeOf<Layer.Layer<Users | UserCache.UserCache, never, Users>>()
  })
})
