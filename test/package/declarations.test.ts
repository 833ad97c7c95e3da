import { assert, describe, it } from "@effect/vitest"
import { publicProperties } from "../support/declarations.ts"

// `ClerkTest.use` is a part of every `Effect.Tag`.
const properties = publicProperties().filter(({ name }) => name !== "typeof testing/index.ClerkTest.use")

describe("the built declarations", () => {
  it("have a sentence for every property of every public type", () => {
    assert.deepStrictEqual(
      properties.filter(({ documentation }) => !/^.{10,}[.…:](\s|$)/s.test(documentation)).map(({ name }) => name),
      []
    )
  })

  it("have at least 700 properties, of the types that programs use most", () => {
    const names = properties.map(({ name }) => name)
    assert.isAtLeast(names.length, 700)
    assert.includeMembers(names, [
      "Clerk.LayerConfigOptions.apiUrl",
      "Clerk.Options.secretKey",
      "Errors.SDKError.reason",
      "Http.Options.rateLimit",
      "RateLimit.Rule.limit",
      "Retry.Policy.budget",
      "Retry.make(options).budget",
      "Schema/User.User.banned",
      "Schema/User.User.unknownFields",
      "Schema/UserChanges.MetadataChanges.publicMetadata",
      "Schema/UserChanges.NewUser.emailAddress",
      "Schema/UserChanges.NewUser.firstName",
      "Schema/UserChanges.UserChanges.firstName",
      "Schema/UserChanges.UserChanges.primaryEmailAddressId",
      "Schema/UserFilters.CountFilters.userId",
      "Schema/UserFilters.ListFilters.emailAddressQuery",
      "Schema/UserFilters.ListFilters.orderBy",
      "UserCache.Options.timeToLive",
      "UserCache.layerMemory(options).capacity",
      "UserLoader.layer(options).window",
      "Schema/UserFilters.StreamFilters.partitions",
      "testing/index.Options.users",
      "testing/index.UserSeed.firstName"
    ])
  })
})
