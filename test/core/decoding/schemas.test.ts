import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, DateTime, Effect, Either, Equal, FastCheck as fc, Schema, SchemaAST } from "effect"
import { TotalCount, User, userOperations } from "effect-clerk"
import { deepStrictEqual } from "node:assert"
import { bail } from "../../../src/internal/schema/combinators.ts"
import { compile } from "../../../src/internal/schema/compile.ts"
import { decoder } from "../../../src/internal/schema/decode.ts"
import { invitation, membership, token, userAda, userGrace } from "../../fixtures/index.ts"
import { all, mutate, mutations } from "../../support/oddities.ts"
import { sameAsSchema } from "../../support/sameAsSchema.ts"
import { schemas } from "../../support/schemas.ts"
import { runs } from "../../support/soak.ts"

// Small values find the same bugs: a list of users is a tree of thousands of values.
fc.configureGlobal({ baseSize: "xsmall", numRuns: runs(10) })

const compiled = "decoded by the compiled decoder"

/** Encoded values of a schema, as JSON. */
const wireOf = (schema: Schema.Schema.AnyNoContext) => {
  const encode = Schema.encodeSync(schema)
  return Arbitrary.make(schema).map((value): unknown => JSON.parse(JSON.stringify(encode(value)) ?? "null"))
}

// Images and some filters are inputs only, and are never decoded from JSON. A response without a body is not JSON.
const withoutImages = schemas.filter(([name, { ast }]) =>
  !/image|logo|(Stream|Counted)Filters/i.test(name) && !SchemaAST.isUndefinedKeyword(ast)
)

describe("the compiled decoder, for a valid response", () => {
  it("is tested with more than 60 schemas", () => {
    assert.isAbove(withoutImages.length, 60)
  })

  it.effect.each(withoutImages)(
    "decodes %s as the schema does, without a fallback to it",
    ([, schema]) =>
      Effect.sync(() => {
        fc.assert(fc.property(wireOf(schema), (wire) => {
          assert.strictEqual(sameAsSchema(schema, wire), compiled)
        }))
      })
  )

  it.each([
    ["Ada, a user", userOperations.get.success, userAda()],
    ["Grace, a user", userOperations.get.success, userGrace()],
    ["a list of users", userOperations.list.success, [userAda(), userGrace()]],
    ["a list of access tokens", userOperations.getOAuthAccessToken.success, [token()]],
    ["a page of access tokens", userOperations.getOAuthAccessToken.success, { data: [token()], total_count: 1 }],
    ["a page of memberships", userOperations.getOrganizationMemberships.success, {
      data: [membership()],
      total_count: 1
    }],
    ["a page of invitations", userOperations.getOrganizationInvitations.success, {
      data: [invitation()],
      total_count: 1
    }]
  ])("decodes the fixture of %s without a fallback to the schema", (_, schema, body) => {
    assert.strictEqual(sameAsSchema(schema, body), compiled)
  })
})

describe("the compiled decoder, for an invalid response", () => {
  it.effect.each(withoutImages)(
    "decodes or rejects %s as the schema does, with random changes",
    ([, schema]) =>
      Effect.sync(() => {
        fc.assert(
          fc.property(wireOf(schema), mutations, (wire, changes) => {
            sameAsSchema(schema, mutate(wire, changes))
          }),
          { numRuns: runs(20) }
        )
      })
  )

  it.effect.prop(
    "decodes or rejects a user with every field as the schema does, with random changes",
    [mutations],
    ([changes]) =>
      Effect.sync(() => {
        sameAsSchema(Schema.Array(User), mutate([userGrace(), userAda()], changes))
      }),
    { fastCheck: { numRuns: runs(20) } }
  )

  it.each(schemas)("decodes or rejects unrelated values for %s as the schema does", (_, schema) => {
    for (const odd of all()) {
      sameAsSchema(schema, odd)
    }
  })

  const inUser = (field: string) => JSON.stringify(userAda()).replace("{", `{${field},`)

  it.each([
    ["a duplicate key: the last one wins", inUser("\"banned\":\"no\",\"new\":1,\"new\":2"), compiled],
    ["the key __proto__", inUser("\"__proto__\":{\"banned\":true}"), compiled],
    ["the key __proto__ in metadata", inUser("\"unsafe_metadata\":{\"__proto__\":{\"a\":1}}"), compiled],
    ["keys of Object.prototype", inUser("\"toString\":1,\"constructor\":null,\"hasOwnProperty\":[]"), compiled],
    ["the keys unknownFields and ~unknownFields", inUser("\"~unknownFields\":{\"a\":1},\"unknownFields\":2"), compiled],
    ["an infinite number under an unknown key", inUser("\"new\":1e999"), "rejected"],
    ["an infinite number, deep under an unknown key", inUser("\"new\":[{\"a\":1e999}]"), "rejected"],
    ["an infinite number in metadata", inUser("\"scim\":{\"a\":1e999}"), "rejected"],
    ["arrays nested 499 under an unknown key", inUser(`"new":${"[".repeat(499)}${"]".repeat(499)}`), compiled],
    ["arrays nested 500 under an unknown key", inUser(`"new":${"[".repeat(500)}${"]".repeat(500)}`), "rejected"],
    ["arrays nested 5000 under an unknown key", inUser(`"new":${"[".repeat(5000)}${"]".repeat(5000)}`), "rejected"],
    ["arrays nested 5000 in metadata", inUser(`"scim":{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`), "rejected"],
    ["5000 unknown keys", inUser(Array.from({ length: 5000 }, (_, key) => `"new_${key}":${key}`).join()), compiled]
  ])("decodes or rejects a user as the schema does: %s", (_, text, outcome) => {
    assert.strictEqual(sameAsSchema(User, JSON.parse(text)), outcome)
  })

  it("bails at the last of 20,001 items when it is invalid", () => {
    const list = Array.from({ length: 20_000 }, (): unknown => ({ object: "total_count", total_count: 1 }))
    assert.strictEqual(compile(Schema.Array(TotalCount).ast)([...list, null]), bail)
    assert.lengthOf(compile(Schema.Array(TotalCount).ast)(list) as ReadonlyArray<unknown>, 20_000)
  })
})

describe("a list with invalid items", () => {
  const users = Schema.asSchema(userOperations.list.success) as Schema.Schema<ReadonlyArray<User>, unknown>
  // A schema with this annotation is not compiled.
  const uncompiled = users.annotations({ parseOptions: {} })

  const decoded = (schema: typeof users, body: unknown) =>
    Either.map(
      decoder(schema).decode(body),
      ({ failures, value }) => ({ value, failures: failures.map((failure) => failure()) })
    )

  it.effect.prop(
    "decodes to the valid items and the failures of the others as without the compiled decoder",
    [mutations],
    ([changes]) =>
      Effect.sync(() => {
        const body = mutate([userAda(), userGrace(), { ...userAda(), id: "user_3" }], changes)
        deepStrictEqual(decoded(users, body), decoded(uncompiled, body))
      }),
    { fastCheck: { numRuns: runs(30) } }
  )

  it("decodes in pieces to the same users and the same last id, or is decoded as a whole if a piece has a fault", () => {
    const { decode, decodePieces } = decoder(users)
    const pieces = [[userAda()], [userGrace(), { ...userAda(), id: "user_3" }]]
    const whole = Either.getOrThrow(decode(pieces.flat()))
    deepStrictEqual(decodePieces(pieces), { value: whole.value, size: 3, lastId: "user_3", totalCount: null })
    assert.isUndefined(decodePieces([]))
    assert.isUndefined(decodePieces([...pieces, [{ ...userAda(), created_at: 1_700_000_000 }]]))
    assert.isUndefined(decodePieces([...pieces, [{ ...userAda(), banned: "no" }]]))
    assert.isUndefined(decodePieces([...pieces, { data: [] }]))
  })
})

it("a decoded time equals one that DateTime makes, and has its parts", () => {
  const user = Schema.asSchema(User) as Schema.Schema<User, unknown>
  const made = DateTime.unsafeMake(userAda().created_at as number)
  for (
    const { createdAt } of [
      Schema.decodeUnknownSync(user)(userAda()),
      Either.getOrThrow(decoder(user).decode(userAda())).value
    ]
  ) {
    deepStrictEqual(createdAt, made)
    assert.isTrue(Equal.equals(createdAt, made) && DateTime.isDateTime(createdAt))
    assert.strictEqual(JSON.stringify(createdAt), JSON.stringify(made))
    deepStrictEqual(DateTime.toPartsUtc(createdAt), DateTime.toPartsUtc(made))
    deepStrictEqual(DateTime.add(createdAt, { hours: 1 }), DateTime.add(made, { hours: 1 }))
  }
})
