import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Effect, FastCheck as fc, Schema } from "effect"
import { TotalCount, User, userOperations } from "effect-clerk"
import { deepStrictEqual } from "node:assert"
import { bail } from "../../../src/internal/schema/combinators.ts"
import { compile } from "../../../src/internal/schema/compile.ts"
import { decoder } from "../../../src/internal/schema/decode.ts"
import { invitation, membership, token, userAda, userGrace } from "../../fixtures/index.ts"
import { all, mutate, mutations } from "../../support/oddities.ts"
import { sameAsSchema } from "../../support/sameAsSchema.ts"
import { schemas } from "../../support/schemas.ts"

// A list of users is a tree of some thousand values: small ones find the same faults.
fc.configureGlobal({ baseSize: "xsmall", numRuns: 50 })

const made = "made by the compiled decoder"

/** What travels, of any value of a schema; an image is no JSON, and never answered. */
const wireOf = (schema: Schema.Schema.AnyNoContext) => {
  const encode = Schema.encodeSync(schema)
  return Arbitrary.make(schema).map((value): unknown => JSON.parse(JSON.stringify(encode(value)) ?? "null"))
}

const withoutImages = schemas.filter(([name]) => !/image/i.test(name))

describe("what Clerk sends", () => {
  it("is known by more than sixty schemas", () => {
    assert.isAbove(withoutImages.length, 60)
  })

  it.effect.each(withoutImages)(
    "%s: a value is what the schema makes of it, and made without its help",
    ([, schema]) =>
      Effect.sync(() => {
        fc.assert(fc.property(wireOf(schema), (wire) => {
          assert.strictEqual(sameAsSchema(schema, wire), made)
        }))
      })
  )

  it.each([
    ["Ada", userOperations.get.success, userAda()],
    ["Grace", userOperations.get.success, userGrace()],
    ["a list", userOperations.list.success, [userAda(), userGrace()]],
    ["an access token", userOperations.getOAuthAccessToken.success, [token()]],
    ["a page of access tokens", userOperations.getOAuthAccessToken.success, { data: [token()], total_count: 1 }],
    ["memberships", userOperations.getOrganizationMemberships.success, { data: [membership()], total_count: 1 }],
    ["invitations", userOperations.getOrganizationInvitations.success, { data: [invitation()], total_count: 1 }]
  ])("%s", (_, schema, body) => {
    assert.strictEqual(sameAsSchema(schema, body), made)
  })
})

describe("what Clerk should not send", () => {
  it.effect.each(withoutImages)(
    "%s: the same value or the same refusal, whatever is changed in it",
    ([, schema]) =>
      Effect.sync(() => {
        fc.assert(
          fc.property(wireOf(schema), mutations, (wire, changes) => {
            sameAsSchema(schema, mutate(wire, changes))
          }),
          { numRuns: 200 }
        )
      })
  )

  it.effect.prop("a user with everything in it, however it is changed", [mutations], ([changes]) =>
    Effect.sync(() => {
      sameAsSchema(Schema.Array(User), mutate([userGrace(), userAda()], changes))
    }), { fastCheck: { numRuns: 120 } })

  it.each(schemas)("%s: another thing altogether", (_, schema) => {
    for (const odd of all()) {
      sameAsSchema(schema, odd)
    }
  })

  const inUser = (field: string) => JSON.stringify(userAda()).replace("{", `{${field},`)

  it.each([
    ["a key twice, of which the last counts", inUser("\"banned\":\"no\",\"new\":1,\"new\":2"), made],
    ["a prototype as a key", inUser("\"__proto__\":{\"banned\":true}"), made],
    ["a prototype as a key of metadata", inUser("\"unsafe_metadata\":{\"__proto__\":{\"a\":1}}"), made],
    ["what objects have, as keys", inUser("\"toString\":1,\"constructor\":null,\"hasOwnProperty\":[]"), made],
    ["the name of our own key", inUser("\"~unknownFields\":{\"a\":1},\"unknownFields\":2"), made],
    ["a number beyond all numbers under an unknown key", inUser("\"new\":1e999"), "refused"],
    ["a number beyond all numbers, deep under an unknown key", inUser("\"new\":[{\"a\":1e999}]"), "refused"],
    ["a number beyond all numbers in metadata", inUser("\"scim\":{\"a\":1e999}"), "refused"],
    ["a nest of 4000 under an unknown key", inUser(`"new":${"[".repeat(4000)}${"]".repeat(4000)}`), made],
    ["a nest of 5000 under an unknown key", inUser(`"new":${"[".repeat(5000)}${"]".repeat(5000)}`), "refused"],
    ["a nest of 5000 in metadata", inUser(`"scim":{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`), "refused"],
    ["5000 unknown keys", inUser(Array.from({ length: 5000 }, (_, key) => `"new_${key}":${key}`).join()), made]
  ])("%s", (_, text, outcome) => {
    assert.strictEqual(sameAsSchema(User, JSON.parse(text)), outcome)
  })

  it("a list of 20,000 things, of which the last is no user", () => {
    const list = Array.from({ length: 20_000 }, (): unknown => ({ object: "total_count", total_count: 1 }))
    assert.strictEqual(compile(Schema.Array(TotalCount).ast)([...list, null]), bail)
    assert.lengthOf(compile(Schema.Array(TotalCount).ast)(list) as ReadonlyArray<unknown>, 20_000)
  })
})

describe("a list in which some cannot be read", () => {
  const users = Schema.asSchema(userOperations.list.success) as Schema.Schema<ReadonlyArray<User>, unknown>
  // What is annotated so is left to the schema as a whole.
  const uncompiled = users.annotations({ parseOptions: {} })

  it.effect.prop(
    "answers the others and tells of these as it would without the compiled decoder",
    [mutations],
    ([changes]) =>
      Effect.sync(() => {
        const body = mutate([userAda(), userGrace(), { ...userAda(), id: "user_3" }], changes)
        deepStrictEqual(decoder(users)(body), decoder(uncompiled)(body))
      }),
    { fastCheck: { numRuns: 100 } }
  )
})
