/** Users whose metadata has schemas. */
import { assert, describe, it } from "@effect/vitest"
import { Chunk, DateTime, Effect, FastCheck as fc, HashMap, Layer, Option, Schema, Stream } from "effect"
import { type ClerkErrors, Http, type SDKError, User, UserCache, UserMetadata, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { expectTypeOf } from "vitest"

const PublicMetadata = Schema.Struct({
  plan: Schema.Literal("free", "pro"),
  since: Schema.optional(Schema.DateTimeUtc),
  seatCount: Schema.optional(Schema.NumberFromString).pipe(Schema.fromKey("seat_count"))
})

class AppUsers extends UserMetadata.Tag<AppUsers>()("AppUsers", {
  publicMetadata: PublicMetadata,
  privateMetadata: Schema.Struct({ note: Schema.optional(Schema.String) })
}) {}

const since = DateTime.unsafeMake("2024-02-29T12:00:00Z")

const clerk = (users: Parameters<typeof ClerkTest.seed>[0] = []) =>
  Layer.provideMerge(UserMetadata.layer(AppUsers), ClerkTest.layer({ users }))

const mixed = clerk([
  { id: "user_1", username: "ada", publicMetadata: { plan: "pro", since: "2024-02-29T12:00:00Z", other: [1] } },
  { id: "user_2", username: "kurt", publicMetadata: { plan: "gold" } },
  { id: "user_3", username: "grace", publicMetadata: { plan: "free", seat_count: "3" } }
])

const issuesOf = ({ reason }: SDKError) =>
  "issues" in reason ? reason.issues.map(({ message, path }) => `${path}: ${message}`) : []

const sdkError = <A, R>(call: Effect.Effect<A, ClerkErrors | SDKError, R>) =>
  Effect.map(Effect.flip(call), (error) => {
    assert.strictEqual(error._tag, "SDKError")
    return error as SDKError
  })

describe("Typed metadata", () => {
  it.effect("is decoded, with the keys that the schema does not have, in an instance of User", () =>
    Effect.gen(function*() {
      const user = yield* AppUsers.get({ userId: "user_1" })
      assert.instanceOf(user, User)
      assert.deepStrictEqual(user.publicMetadata, { plan: "pro", since, other: [1] } as never)
      assert.deepStrictEqual(user.unsafeMetadata, {})
      assert.strictEqual((yield* AppUsers.get({ userId: "user_3" })).publicMetadata.seatCount, 3)
      const plain = yield* Users.get({ userId: "user_1" })
      assert.strictEqual(plain.publicMetadata["since"], "2024-02-29T12:00:00Z")
    }).pipe(Effect.provide(mixed)))

  it.effect("that does not fit fails a get with InvalidResponse", () =>
    Effect.gen(function*() {
      const error = yield* sdkError(AppUsers.get({ userId: "user_2" }))
      assert.strictEqual(error.operation, "users.get")
      assert.isFalse(error.outcomeUnknown)
      assert.deepStrictEqual(issuesOf(error), [`publicMetadata.plan: Expected "free" or "pro", got string`])
      yield* sdkError(AppUsers.findByUsername("kurt"))
      const banned = yield* sdkError(AppUsers.ban({ userId: "user_2" }))
      assert.isTrue(banned.outcomeUnknown)
    }).pipe(Effect.provide(mixed)))

  it.effect("that does not fit leaves its user out of lists, streams and batches, and is reported", () =>
    Effect.gen(function*() {
      const reported: Array<string | null> = []
      const handle = ({ reason }: SDKError) =>
        Effect.sync(() => void reported.push(reason._tag === "InvalidResponse" ? reason.id : null))
      const program = Effect.gen(function*() {
        const names = (users: ReadonlyArray<{ readonly username: string | null }>) =>
          users.map(({ username }) => username)
        assert.sameMembers(names(yield* AppUsers.list()), ["ada", "grace"])
        assert.sameMembers(names(Chunk.toReadonlyArray(yield* Stream.runCollect(AppUsers.stream()))), ["ada", "grace"])
        assert.sameMembers(names((yield* Stream.runCollect(AppUsers.pages())).pipe(Chunk.toReadonlyArray).flat()), [
          "ada",
          "grace"
        ])
        const many = yield* AppUsers.getMany(["user_1", "user_2", "user_3", "user_4"])
        assert.sameMembers([...HashMap.keys(many)], ["user_1", "user_3"])
        const counted = yield* AppUsers.listWithCount()
        assert.deepStrictEqual([counted.data.length, counted.totalCount], [2, 3])
      })
      yield* Effect.provideService(program, Http.OnDecodeError, handle)
      assert.deepStrictEqual(reported, Array.from({ length: 5 }, () => "user_2"))
      yield* sdkError(Effect.provideService(AppUsers.list(), Http.OnDecodeError, Effect.fail))
    }).pipe(Effect.provide(mixed)))

  it.effect("is encoded by create and updateMetadata, where null removes a key", () =>
    Effect.gen(function*() {
      const created = yield* AppUsers.create({
        username: "ada",
        publicMetadata: { plan: "pro", since, seatCount: 2 },
        unsafeMetadata: { any: 1 }
      })
      assert.deepStrictEqual(created.publicMetadata, { plan: "pro", since, seatCount: 2 })
      yield* AppUsers.updateMetadata({ userId: created.id, publicMetadata: { seatCount: null, plan: "free" } })
      yield* AppUsers.updateMetadata({ userId: created.id, publicMetadata: { since } })
      const bodies = (yield* ClerkTest.requests).map(({ body }) => body)
      assert.deepStrictEqual(bodies, [
        {
          username: "ada",
          public_metadata: { plan: "pro", since: "2024-02-29T12:00:00.000Z", seat_count: "2" },
          unsafe_metadata: { any: 1 }
        },
        { public_metadata: { plan: "free", seat_count: null } },
        { public_metadata: { since: "2024-02-29T12:00:00.000Z" } }
      ])
      const user = yield* AppUsers.findByUsername("ada")
      assert.deepStrictEqual(Option.getOrThrow(user).publicMetadata, { plan: "free", since })
    }).pipe(Effect.provide(clerk())))

  it.effect("that does not fit is refused before it is sent", () =>
    Effect.gen(function*() {
      // @ts-expect-error: there is no such plan.
      const create = yield* sdkError(AppUsers.create({ username: "ada", publicMetadata: { plan: "gold" } }))
      assert.deepStrictEqual([create.reason._tag, ...issuesOf(create)], [
        "InvalidRequest",
        `publicMetadata.plan: Expected "free" or "pro", got string`
      ])
      // @ts-expect-error: a note is a string.
      const update = yield* sdkError(AppUsers.updateMetadata({ userId: "user_1", privateMetadata: { note: 1 } }))
      assert.deepStrictEqual(issuesOf(update), ["privateMetadata.note: Expected string, got number"])
      assert.deepStrictEqual(yield* ClerkTest.requests, [])
    }).pipe(Effect.provide(clerk())))

  it.effect("works over a cache", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* AppUsers.get({ userId: "user_1" })).publicMetadata.plan, "pro")
      assert.strictEqual((yield* AppUsers.get({ userId: "user_1" })).publicMetadata.plan, "pro")
      assert.lengthOf(yield* ClerkTest.requests, 1)
    }).pipe(Effect.provide(
      UserMetadata.layer(AppUsers).pipe(
        Layer.provide(UserCache.layerMemory({ timeToLive: "1 minute" })),
        Layer.provideMerge(ClerkTest.layer({ users: [{ id: "user_1", publicMetadata: { plan: "pro" } }] }))
      )
    )))

  it.effect.prop(
    "round-trips for any value of its schema, and any other key",
    [PublicMetadata, fc.dictionary(fc.constantFrom("a", "b", "__proto__"), fc.string(), { maxKeys: 2 })],
    ([metadata, others]) =>
      Effect.gen(function*() {
        const publicMetadata = { ...others, ...metadata }
        const created = yield* AppUsers.create({ username: "ada", publicMetadata })
        const read = yield* AppUsers.get({ userId: created.id })
        assert.isTrue(Schema.is(PublicMetadata)(read.publicMetadata))
        const encode = Schema.encodeSync(PublicMetadata, { onExcessProperty: "preserve" })
        const sent: unknown = JSON.parse(JSON.stringify(encode(publicMetadata)))
        assert.deepStrictEqual(encode(read.publicMetadata) as unknown, sent)
      }).pipe(Effect.provide(clerk())),
    { fastCheck: { numRuns: 30 } }
  )

  it("has its types in users and inputs", () => {
    type AppUser = Effect.Effect.Success<ReturnType<typeof AppUsers.get>>
    expectTypeOf<AppUser["publicMetadata"]>().toEqualTypeOf<typeof PublicMetadata.Type>()
    expectTypeOf<AppUser["unsafeMetadata"]>().toEqualTypeOf<User["unsafeMetadata"]>()
    expectTypeOf<AppUser["fullName"]>().toEqualTypeOf<string | null>()
    expectTypeOf(AppUsers.get).returns.toExtend<Effect.Effect<unknown, ClerkErrors | SDKError, AppUsers>>()
    expectTypeOf<Effect.Effect.Success<ReturnType<typeof AppUsers.list>>>().toEqualTypeOf<ReadonlyArray<AppUser>>()
    expectTypeOf<Stream.Stream.Success<ReturnType<typeof AppUsers.stream>>>().toEqualTypeOf<AppUser>()
    expectTypeOf<Effect.Effect.Success<ReturnType<typeof AppUsers.delete>>>().toEqualTypeOf<
      Effect.Effect.Success<ReturnType<typeof Users.delete>>
    >()
  })
})
