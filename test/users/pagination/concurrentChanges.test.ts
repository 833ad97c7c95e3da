/** Streams while users are created and deleted: a user that exists throughout is returned exactly once. */
import { assert, describe, it } from "@effect/vitest"
import { Array, DateTime, Effect, FastCheck as fc, Stream } from "effect"
import { type StreamFilters, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { crowd, type Person, population, type Rules } from "../../support/population.ts"
import { runs } from "../../support/soak.ts"

/** A change between two pages. There are few times of creation, so that many users share one. */
type Change =
  | { readonly _tag: "Create"; readonly person: Person }
  | { readonly _tag: "Delete"; readonly nth: number }
  | { readonly _tag: "DeleteCursor" }
  | { readonly _tag: "DeleteMomentOfCursor" }

const person: fc.Arbitrary<Person> = fc.record({
  id: fc.integer({ min: 1000, max: 9999 }).map((number) => `user_${number}`),
  createdAt: fc.nat(6)
})

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ _tag: fc.constant("Create" as const), person }),
  fc.record({ _tag: fc.constant("Delete" as const), nth: fc.nat() }),
  fc.constant({ _tag: "DeleteCursor" as const }),
  fc.constant({ _tag: "DeleteMomentOfCursor" as const })
)

const rules: fc.Arbitrary<Rules> = fc.record({
  gone: fc.constantFrom<Rules["gone"]>(400, 404, 422, "ignored", "empty"),
  cursors: fc.constant(true),
  bounds: fc.constantFrom("exclusive", "inclusive")
})

const filters: fc.Arbitrary<StreamFilters> = fc.oneof(
  fc.record({
    orderBy: fc.constantFrom<StreamFilters["orderBy"]>(undefined, "-created_at", "created_at", "+created_at")
  }),
  fc.record({ partitions: fc.integer({ min: 1, max: 6 }) })
)

const peopleUpTo = (maxLength: number, minLength = 0) =>
  fc.uniqueArray(person, { minLength, maxLength, selector: ({ id }) => id, size: "max" })

const interleaving = fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 12 })

interface Day {
  readonly people: ReadonlyArray<Person>
  readonly filters: StreamFilters
  readonly interleaving: ReadonlyArray<ReadonlyArray<Change>>
  readonly rules: Rules
}

/** Streams during these changes. `missed`: users that existed throughout but were not returned. */
const walk = (layer: "layer" | "layerInHundreds", { filters, interleaving, people, rules }: Day) => {
  const clerk = population(people, rules)
  const throughout = new Set(people.map(({ id }) => id))
  const ever = new Set(throughout)
  const left = [...interleaving]
  const remove = (id: string | undefined) => id !== undefined && clerk.alive.delete(id) && throughout.delete(id)

  clerk.beforeList(({ startingAfter = "" }) => {
    const moment = clerk.alive.get(startingAfter)?.createdAt
    for (const change of left.shift() ?? []) {
      const everybody = [...clerk.alive.values()]
      switch (change._tag) {
        case "Create":
          // An id is never reused.
          if (!ever.has(change.person.id)) {
            ever.add(change.person.id)
            clerk.alive.set(change.person.id, change.person)
          }
          break
        case "Delete":
          remove(everybody[change.nth % everybody.length]?.id)
          break
        case "DeleteCursor":
          remove(startingAfter)
          break
        case "DeleteMomentOfCursor":
          everybody.filter(({ createdAt }) => createdAt === moment).forEach(({ id }) => remove(id))
      }
    }
  })
  return Stream.runCollect(Users.stream(filters)).pipe(
    Effect.provide(clerk[layer]),
    Effect.map((users) => {
      const ids = Array.fromIterable(users).map(({ id }) => id as string)
      const moments = Array.fromIterable(users).map(({ createdAt }) => DateTime.toEpochMillis(createdAt))
      return { ids, moments, missed: [...throughout].filter((id) => !ids.includes(id)), sent: clerk.sent }
    })
  )
}

const check = (layer: "layer" | "layerInHundreds", day: Day) =>
  Effect.map(walk(layer, day), ({ ids, missed, moments }) => {
    assert.deepStrictEqual(missed, [])
    assert.strictEqual(new Set(ids).size, ids.length)
    if (day.filters.partitions === undefined) {
      const direction = ["created_at", "+created_at"].includes(day.filters.orderBy ?? "") ? 1 : -1
      assert.deepStrictEqual(moments, moments.toSorted((left, right) => direction * (left - right)))
    }
  })

describe("B27: while users are created and deleted, a stream returns every other user exactly once", () => {
  it.effect.prop(
    "in pages of 5",
    { people: peopleUpTo(40), filters, interleaving, rules },
    (day) => check("layerInHundreds", day),
    { fastCheck: { numRuns: runs(25) } }
  )

  it.effect.prop(
    "in pages of 500, over HTTP",
    { people: peopleUpTo(1800, 900), filters, interleaving, rules },
    (day) => check("layer", day),
    { fastCheck: { numRuns: runs(4), endOnFailure: true } }
  )

  const nobodyElse = {
    interleaving: [[], [{ _tag: "DeleteCursor" as const }], [], [{ _tag: "DeleteCursor" as const }]]
  }

  const gone: ReadonlyArray<Rules["gone"]> = [400, 404, 422, "ignored", "empty"]
  it.effect.each(gone)(
    "when Clerk responds with %s to the cursor of a deleted user, among 1,800 users of one millisecond",
    (gone) =>
      Effect.gen(function*() {
        const people = crowd(1800, () => 7)
        for (const orderBy of ["-created_at", "created_at"] as const) {
          const { ids, missed } = yield* walk("layer", {
            people,
            filters: { orderBy },
            rules: { gone, bounds: "exclusive", cursors: true },
            ...nobodyElse
          })
          assert.deepStrictEqual(missed, [])
          assert.strictEqual(new Set(ids).size, ids.length)
        }
      })
  )
})

it.effect("a stream continues by the time of creation when Clerk ignores cursors", () =>
  Effect.gen(function*() {
    for (const bounds of ["exclusive", "inclusive"] as const) {
      for (const orderBy of ["-created_at", "created_at"] as const) {
        const clerk = population(crowd(1600, (index) => Math.floor(index / 3)), { bounds, cursors: false })
        const users = yield* Stream.runCollect(Users.stream({ orderBy })).pipe(Effect.provide(clerk.layer))
        assert.lengthOf(Array.fromIterable(users), 1600)
        assert.strictEqual(new Set(Array.fromIterable(users).map(({ id }) => id)).size, 1600)
      }
    }
  }))

describe("over the in-memory Clerk", () => {
  it.effect("a stream returns all users once while its consumer deletes each of them", () =>
    Effect.gen(function*() {
      const deleted: Array<string> = []
      yield* Stream.runForEach(Users.stream(), ({ id }) => {
        deleted.push(id)
        return Users.delete({ userId: id })
      })
      assert.deepStrictEqual(deleted.toSorted(), crowd(1001).map(({ id }) => id))
      assert.strictEqual((yield* Users.count()).totalCount, 0)
    }).pipe(Effect.provide(ClerkTest.layer({ users: crowd(1001).map(({ id }) => ({ id })) }))))

  it.effect("a stream returns the remaining users once while cursors and other users are deleted, and users are created", () =>
    Effect.gen(function*() {
      const came: Array<string> = []
      yield* Stream.runForEach(Users.pages(), (page) =>
        Effect.gen(function*() {
          came.push(...page.map(({ id }) => id))
          yield* Effect.yieldNow()
          const last = page.at(-1)
          // The next page was already requested with its cursor: the deleted user is the cursor of the page after that.
          yield* Effect.forEach(
            ["user_0101", "user_0601", last?.id ?? ""],
            (userId) => Effect.ignore(Users.delete({ userId }))
          )
          yield* ClerkTest.seed([{ id: `user_new_${came.length}` }])
        }))
      const stayed = crowd(1600).map(({ id }) => id).filter((id) => !["user_0101", "user_0601"].includes(id))
      assert.deepStrictEqual(stayed.filter((id) => !came.includes(id)), [])
      assert.strictEqual(new Set(came).size, came.length)
    }).pipe(Effect.provide(ClerkTest.layer({ users: crowd(1600).map(({ id }) => ({ id })) }))))
})

describe("the cursor of a deleted user", () => {
  const deleteCursorOf = (page: number, rules: Partial<Rules>, size = 1500) =>
    Effect.gen(function*() {
      const clerk = population(crowd(size), rules)
      clerk.beforeList(({ startingAfter = "" }) => {
        if (clerk.sent.length === page) {
          clerk.alive.delete(startingAfter)
        }
      })
      const count = yield* Stream.runCount(Users.stream()).pipe(Effect.provide(clerk.layer))
      return { count, sent: clerk.sent }
    })

  const cases: ReadonlyArray<readonly [gone: Rules["gone"], more: ReadonlyArray<string>]> = [
    [404, ["/users?created_at_before=1000001&limit=500&order_by=-created_at"]],
    ["empty", ["/users?user_id=user_1001&limit=1", "/users?created_at_before=1000001&limit=500&order_by=-created_at"]],
    // The first page again, without new users; its last user becomes the cursor.
    ["ignored", ["/users?limit=500&starting_after=user_1000&order_by=-created_at"]]
  ]
  it.effect.each(cases)(
    "that gets the response %s is replaced by the time of creation",
    ([gone, more]) =>
      Effect.gen(function*() {
        const { count, sent } = yield* deleteCursorOf(2, { gone })
        assert.strictEqual(count, 1500)
        assert.deepStrictEqual(sent.slice(0, 2 + more.length), [
          "/users?limit=500&order_by=-created_at",
          "/users?limit=500&starting_after=user_1001&order_by=-created_at",
          ...more
        ])
      })
  )
})
