/** Users that cannot be decoded are left out of a stream; all others are returned. */
import { assert, describe, it } from "@effect/vitest"
import { Array, Chunk, Effect, Layer, Redacted, Stream } from "effect"
import { Clerk, Http, Retry, type StreamFilters, Users } from "effect-clerk"
import { offline } from "../../support/http.ts"
import { crowd, wire } from "../../support/population.ts"
import { failure } from "../../support/wire.ts"

const everybody = crowd(1001).toReversed()

/** A Clerk with 1,001 users, some without `created_at`, some without an id. */
const clerk = (odd: ReadonlyArray<number>, nameless: ReadonlyArray<number> = []) => {
  const users = everybody.map((person, index) => {
    const { id, ...rest } = wire(person)
    return nameless.includes(index) ? rest : odd.includes(index) ? { id, updated_at: 0 } : { id, ...rest }
  })
  const { layer, sent } = offline(({ url }) => {
    const { searchParams } = new URL(url)
    const cursor = searchParams.get("starting_after")
    const from = cursor === null
      ? Number(searchParams.get("offset"))
      : everybody.findIndex(({ id }) => id === cursor) + 1
    return Response.json(users.slice(from, from + 500))
  })
  return {
    cursors: () => sent.map(({ url }) => new URL(url).searchParams.get("starting_after")),
    sent,
    layer: Layer.provide(
      Clerk.layer({ secretKey: Redacted.make("sk_test_walk"), retry: Retry.none, rateLimit: "none" }),
      layer
    )
  }
}

const byCursor = [null, "user_0502", "user_0002", "user_0001"]

const without = (odd: ReadonlyArray<number>) => everybody.filter((_, index) => !odd.includes(index)).map(({ id }) => id)

describe("a stream returns all other users when", () => {
  const cases: ReadonlyArray<readonly [what: string, odd: ReadonlyArray<number>]> = [
    ["the first user of a page cannot be decoded", [500]],
    ["the last user of a page cannot be decoded", [499]],
    ["the last users of a page cannot be decoded", [497, 498, 499, 500, 501]],
    ["all users of a page cannot be decoded", Array.range(0, 499)],
    ["all users of a page in the middle cannot be decoded", Array.range(500, 999)],
    ["the last user of all cannot be decoded", [1000]],
    ["no user can be decoded", Array.range(0, 1000)]
  ]
  it.effect.each(cases)("%s", ([, odd]) =>
    Effect.gen(function*() {
      const { cursors, layer } = clerk(odd)
      const reported: Array<string | null> = []
      const users = yield* Stream.runCollect(Users.stream()).pipe(
        Effect.provideService(Http.OnDecodeError, ({ reason }) =>
          Effect.sync(() => reported.push(reason._tag === "InvalidResponse" ? reason.id : reason._tag))),
        Effect.provide(layer)
      )
      assert.deepStrictEqual(
        Chunk.toReadonlyArray(users).map(({ id }) =>
          id as string
        ),
        without(odd)
      )
      assert.deepStrictEqual(reported, odd.map((index) => everybody[index]!.id))
      assert.deepStrictEqual(cursors(), byCursor)
    }))

  it.effect("the last user of a page has no id", () =>
    Effect.gen(function*() {
      const { cursors, layer } = clerk([], [499])
      const users = yield* Stream.runCollect(Users.stream()).pipe(
        Effect.provideService(Http.OnDecodeError, () => Effect.void),
        Effect.provide(layer)
      )
      assert.deepStrictEqual(Chunk.toReadonlyArray(users).map(({ id }) => id as string), without([499]))
      // The user without an id is returned again, so the third page has one more.
      assert.deepStrictEqual(cursors(), [null, "user_0503", "user_0003", "user_0001"])
    }))

  it.effect("pages are fetched by offset", () =>
    Effect.gen(function*() {
      const { layer, sent } = clerk([0, 499, 500])
      const count = yield* Stream.runCount(Users.stream({ orderBy: "username" })).pipe(
        Effect.provideService(Http.OnDecodeError, () => Effect.void),
        Effect.provide(layer)
      )
      assert.strictEqual(count, 998)
      assert.lengthOf(sent, 4)
    }))
})

describe("with an OnDecodeError that fails", () => {
  const walks: ReadonlyArray<readonly [what: string, filters: StreamFilters]> = [
    ["a stream by cursor", {}],
    ["a stream by offset", { orderBy: "username" }]
  ]
  it.effect.each(walks)("%s fails after the users of the previous pages", ([, filters]) =>
    Effect.gen(function*() {
      const { layer } = clerk([700])
      const came: Array<string> = []
      const reason = yield* Stream.runForEach(Users.stream(filters), ({ id }) => Effect.sync(() => came.push(id))).pipe(
        failure,
        Effect.provideService(Http.OnDecodeError, Effect.fail),
        Effect.provide(layer)
      )
      assert.deepInclude(reason, { _tag: "InvalidResponse", id: "user_0301" })
      assert.lengthOf(came, 500)
    }))

  it.effect("a stream fails when the service is provided to the stream itself", () =>
    Effect.gen(function*() {
      const { layer } = clerk([700])
      const strict = Stream.provideService(Users.stream(), Http.OnDecodeError, Effect.fail)
      const reason = yield* failure(Stream.runDrain(strict)).pipe(Effect.provide(layer))
      assert.propertyVal(reason, "id", "user_0301")
    }))
})
