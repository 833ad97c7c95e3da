/** The requests that a stream sends, and the options that it refuses before it sends one. */
import type { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Array, Chunk, DateTime, Effect, Layer, Redacted, Stream } from "effect"
import { Clerk, Retry, type StreamFilters, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { membership } from "../../fixtures/index.ts"
import { offline } from "../../support/http.ts"
import { crowd, type Person, population, wire } from "../../support/population.ts"
import { clerk as clerkError, json, scripted } from "../../support/script.ts"
import { type Failure, failure } from "../../support/wire.ts"

const ids = <R>(users: Stream.Stream<{ readonly id: string }, Failure, R>) =>
  Effect.map(Stream.runCollect(users), (users) => Chunk.toReadonlyArray(users).map(({ id }) => id))

const idsOf = (users: ReadonlyArray<{ readonly id: string }>) => users.map(({ id }) => id)

const at = (millis: number) => DateTime.unsafeMake(millis)

const clerkOver = (client: Layer.Layer<HttpClient.HttpClient>) =>
  Layer.provide(
    Clerk.layer({ secretKey: Redacted.make("sk_test_walk"), retry: Retry.none, rateLimit: "none" }),
    client
  )

/** user_0001 is the oldest. */
const oldestFirst = (size: number) => idsOf(crowd(size))
const newestFirst = (size: number) => oldestFirst(size).reverse()

describe("a stream in the order of creation", () => {
  it.effect("B24: sends 4 requests for 1,001 users, without a count", () =>
    Effect.gen(function*() {
      const clerk = population(crowd(1001))
      const found = yield* ids(Users.stream()).pipe(Effect.provide(clerk.layer))
      assert.deepStrictEqual(found, newestFirst(1001))
      assert.deepStrictEqual(clerk.sent, [
        "/users?limit=500&order_by=-created_at",
        "/users?limit=500&starting_after=user_0502&order_by=-created_at",
        "/users?limit=500&starting_after=user_0002&order_by=-created_at",
        "/users?limit=500&starting_after=user_0001&order_by=-created_at"
      ])
    }))

  const walks: ReadonlyArray<
    readonly [what: string, size: number, StreamFilters | undefined, sent: ReadonlyArray<string>]
  > = [
    ["sends one request when there are no users", 0, undefined, ["/users?limit=500&order_by=-created_at"]],
    // F15: a server may return fewer users than were asked for.
    [
      "follows a page that is not full by one after its last user",
      499,
      {},
      ["/users?limit=500&order_by=-created_at", "/users?limit=500&starting_after=user_0001&order_by=-created_at"]
    ],
    [
      "follows a full last page by an empty one, and by a check that its last user still exists",
      1000,
      {},
      [
        "/users?limit=500&order_by=-created_at",
        "/users?limit=500&starting_after=user_0501&order_by=-created_at",
        "/users?limit=500&starting_after=user_0001&order_by=-created_at",
        "/users?user_id=user_0001&limit=1"
      ]
    ],
    ["returns the oldest first by \"created_at\"", 501, { orderBy: "created_at" }, [
      "/users?limit=500&order_by=created_at",
      "/users?limit=500&starting_after=user_0500&order_by=created_at",
      "/users?limit=500&starting_after=user_0501&order_by=created_at"
    ]],
    ["returns the oldest first by \"+created_at\"", 501, { orderBy: "+created_at" }, [
      "/users?limit=500&order_by=%2Bcreated_at",
      "/users?limit=500&starting_after=user_0500&order_by=%2Bcreated_at",
      "/users?limit=500&starting_after=user_0501&order_by=%2Bcreated_at"
    ]],
    ["sends filters with every page", 501, {
      banned: false,
      query: "a+b",
      createdAtAfter: at(-5),
      createdAtBefore: at(9e6)
    }, [
      "/users?query=a%2Bb&banned=false&created_at_before=9000000&created_at_after=-5&limit=500&order_by=-created_at",
      "/users?query=a%2Bb&banned=false&created_at_before=9000000&created_at_after=-5&limit=500&starting_after=user_0002&order_by=-created_at",
      "/users?query=a%2Bb&banned=false&created_at_before=9000000&created_at_after=-5&limit=500&starting_after=user_0001&order_by=-created_at"
    ]],
    ["sends lists of values with every page", 501, { organizationId: ["org_1", { exclude: "org_2" }] }, [
      "/users?organization_id=org_1&organization_id=-org_2&limit=500&order_by=-created_at",
      "/users?organization_id=org_1&organization_id=-org_2&limit=500&starting_after=user_0002&order_by=-created_at",
      "/users?organization_id=org_1&organization_id=-org_2&limit=500&starting_after=user_0001&order_by=-created_at"
    ]],
    ["sends the same requests with one partition", 501, { partitions: 1 }, [
      "/users?limit=500&order_by=-created_at",
      "/users?limit=500&starting_after=user_0002&order_by=-created_at",
      "/users?limit=500&starting_after=user_0001&order_by=-created_at"
    ]]
  ]
  it.effect.each(walks)("%s", ([, size, filters, sent]) =>
    Effect.gen(function*() {
      const clerk = population(size === 0 ? [] : crowd(size))
      const found = yield* ids(Users.stream(filters)).pipe(Effect.provide(clerk.layer))
      assert.deepStrictEqual(
        found,
        size === 0 ? [] : filters?.orderBy === undefined ? newestFirst(size) : oldestFirst(size)
      )
      assert.deepStrictEqual(clerk.sent, sent)
    }))

  it.effect("stays within createdAtBefore and createdAtAfter", () =>
    Effect.gen(function*() {
      const clerk = population(crowd(1500))
      const found = yield* ids(Users.stream({ createdAtAfter: at(99_000), createdAtBefore: at(800_000) })).pipe(
        Effect.provide(clerk.layer)
      )
      assert.deepStrictEqual(found, newestFirst(800).slice(0, 700))
      assert.lengthOf(clerk.sent, 3)
    }))
})

describe("a stream in another order", () => {
  it.effect("fetches pages by offset", () =>
    Effect.gen(function*() {
      const clerk = population(crowd(1001))
      const found = yield* ids(Users.stream({ orderBy: "last_name" })).pipe(Effect.provide(clerk.layer))
      assert.lengthOf(found, 1001)
      assert.deepStrictEqual(clerk.sent, [
        "/users?limit=500&offset=0&order_by=last_name",
        "/users?limit=500&offset=500&order_by=last_name",
        "/users?limit=500&offset=1000&order_by=last_name",
        "/users?limit=500&offset=1001&order_by=last_name"
      ])
    }))

  it.effect("returns users in that order", () =>
    ids(Users.stream({ orderBy: "-username" })).pipe(
      Effect.map((found) => assert.deepStrictEqual(found, ["user_c", "user_b", "user_a"])),
      Effect.provide(ClerkTest.layer({
        users: ["b", "c", "a"].map((name) => ({ id: `user_${name}`, username: `name_${name}` }))
      }))
    ))
})

describe("pages of users", () => {
  const sizes = <R>(pages: Stream.Stream<ReadonlyArray<unknown>, Failure, R>) =>
    Effect.map(Stream.runCollect(pages), (pages) => Chunk.toReadonlyArray(pages).map(({ length }) => length))

  it.effect("are those that Clerk sends, from the service and from its accessor", () =>
    Effect.gen(function*() {
      const clerk = population(crowd(1001))
      yield* Effect.gen(function*() {
        const users = yield* Users
        assert.deepStrictEqual(yield* sizes(users.pages()), [500, 500, 1])
        assert.deepStrictEqual(yield* sizes(Users.pages()), [500, 500, 1])
        assert.deepStrictEqual(yield* sizes(Users.pages({ orderBy: "username" })), [500, 500, 1])
        assert.strictEqual(yield* Stream.runCount(users.stream()), 1001)
      }).pipe(Effect.provide(clerk.layer))
      assert.lengthOf(clerk.sent, 16)
    }))

  it.effect("are fetched again each time a stream runs", () =>
    Effect.gen(function*() {
      const clerk = population(crowd(3))
      yield* Effect.gen(function*() {
        const stream = (yield* Users).stream()
        assert.deepStrictEqual(clerk.sent, [])
        assert.deepStrictEqual(yield* ids(stream), newestFirst(3))
        clerk.alive.delete("user_0002")
        assert.deepStrictEqual(yield* ids(stream), ["user_0003", "user_0001"])
      }).pipe(Effect.provide(clerk.layer))
    }))
})

describe("a stream of what belongs to a user", () => {
  const userId = "user_ada"
  const clerk = Layer.fresh(ClerkTest.layer({
    users: [{
      id: userId,
      organizationMemberships: Array.makeBy(1001, (index) => ({ id: `orgmem_${index}` })),
      organizationInvitations: Array.makeBy(500, (index) => ({
        id: `orginv_${index}`,
        status: index < 3 ? "accepted" : "pending"
      }))
    }]
  }))
  const sent = Effect.map(
    ClerkTest.requests,
    (requests) => requests.map(({ path, query }) => `${path} ${Object.entries(query).join(" ")}`)
  )

  it.effect("fetches memberships by offset, from the service and from its accessor", () =>
    Effect.gen(function*() {
      const users = yield* Users
      const found = yield* ids(Users.streamOrganizationMemberships({ userId }))
      assert.deepStrictEqual(found.toSorted(), Array.makeBy(1001, (index) => `orgmem_${index}`).sort())
      assert.deepStrictEqual(yield* ids(users.streamOrganizationMemberships({ userId })), found)
      const requests = [
        "/v1/users/user_ada/organization_memberships limit,500 offset,0",
        "/v1/users/user_ada/organization_memberships limit,500 offset,500",
        "/v1/users/user_ada/organization_memberships limit,500 offset,1000"
      ]
      assert.deepStrictEqual(yield* sent, [...requests, ...requests])
    }).pipe(Effect.provide(clerk)))

  it.effect("fetches invitations by offset, with their filter on every page", () =>
    Effect.gen(function*() {
      const users = yield* Users
      const accepted = ["orginv_0", "orginv_1", "orginv_2"]
      assert.lengthOf(yield* ids(Users.streamOrganizationInvitations({ userId })), 500)
      assert.sameMembers(yield* ids(Users.streamOrganizationInvitations({ userId, status: "accepted" })), accepted)
      assert.sameMembers(yield* ids(users.streamOrganizationInvitations({ userId, status: "accepted" })), accepted)
      assert.deepStrictEqual(yield* sent, [
        "/v1/users/user_ada/organization_invitations limit,500 offset,0",
        "/v1/users/user_ada/organization_invitations limit,500 offset,0 status,accepted",
        "/v1/users/user_ada/organization_invitations limit,500 offset,0 status,accepted"
      ])
    }).pipe(Effect.provide(clerk)))

  it.effect("fails with 404 for a user that does not exist", () =>
    ids(Users.streamOrganizationInvitations({ userId: "user_gone" })).pipe(
      Effect.flip,
      Effect.map((error) => assert.propertyVal(error, "status", 404)),
      Effect.provide(clerk)
    ))
})

describe("a stream from a server that", () => {
  const memberships = (total: number | null, cap: number) =>
    offline(({ url }) => {
      const offset = Number(new URL(url).searchParams.get("offset"))
      const data = Array.range(offset, 349).slice(0, Math.max(0, Math.min(cap, 350 - offset))).map((n) => ({
        ...membership(),
        id: `orgmem_${n}`
      }))
      return Response.json({ data, ...total !== null && { total_count: total } })
    })

  // F15
  it.effect.each([[350, 4], [null, 5]] as const)(
    "returns a hundred items at a time, though 500 were asked for, and the total count %s, returns all",
    ([total, requests]) =>
      Effect.gen(function*() {
        const { layer, sent } = memberships(total, 100)
        const found = yield* ids(Users.streamOrganizationMemberships({ userId: "user_1" })).pipe(
          Effect.provide(clerkOver(layer))
        )
        assert.deepStrictEqual(found, Array.range(0, 349).map((n) => `orgmem_${n}`))
        assert.lengthOf(sent, requests)
      })
  )

  it.effect("returns a hundred users at a time, though 500 were asked for, returns all", () =>
    Effect.gen(function*() {
      const people = crowd(350).toReversed()
      const { layer } = offline(({ url }) => {
        const cursor = new URL(url).searchParams.get("starting_after")
        const from = people.findIndex(({ id }) => id === cursor) + 1
        return Response.json(people.slice(from, from + 100).map(wire))
      })
      assert.deepStrictEqual(yield* ids(Users.stream()).pipe(Effect.provide(clerkOver(layer))), newestFirst(350))
    }))

  // F24
  const stuck: ReadonlyArray<readonly [what: string, people: ReadonlyArray<Person>, StreamFilters]> = [
    ["ignores the cursor, with 600 users of one millisecond", crowd(600, () => 5), {}],
    ["ignores the cursor, with 600 users of one millisecond, oldest first", crowd(600, () => 5), {
      orderBy: "created_at"
    }],
    ["ignores the cursor and the time", crowd(1200).toReversed(), {}],
    ["ignores the offset", crowd(1200), { orderBy: "username" }]
  ]
  it.effect.each(stuck)("%s, fails after a few requests", ([what, people, filters]) =>
    Effect.gen(function*() {
      const { layer, sent } = offline(({ url }) => {
        const before = Number(new URL(url).searchParams.get("created_at_before") ?? Infinity)
        return Response.json(
          people.filter(({ createdAt }) => what.includes("and the time") || createdAt < before).slice(0, 500).map(wire)
        )
      })
      const reason = yield* failure(Stream.runDrain(Users.stream(filters))).pipe(Effect.provide(clerkOver(layer)))
      assert.deepInclude(reason, { _tag: "InvalidResponse", status: 200 })
      assert.isBelow(sent.length, 8)
    }))
})

describe("startingAfter of a stream", () => {
  const after500 = crowd(900)[499]!

  const starts: ReadonlyArray<readonly [what: string, gone: boolean, NonNullable<StreamFilters["startingAfter"]>]> = [
    ["can be an id", false, after500.id],
    ["can be an id and a time", false, { id: after500.id, createdAt: at(after500.createdAt) }],
    ["can be an id and a time of a deleted user", true, { id: after500.id, createdAt: at(after500.createdAt) }]
  ]
  it.effect.each(starts)("%s", ([, gone, startingAfter]) =>
    Effect.gen(function*() {
      const clerk = population(crowd(900))
      if (gone) {
        clerk.alive.delete(after500.id)
      }
      const older = yield* ids(Users.stream({ startingAfter })).pipe(Effect.provide(clerk.layer))
      assert.deepStrictEqual(older, newestFirst(499))
      const younger = yield* ids(Users.stream({ startingAfter, orderBy: "created_at" })).pipe(
        Effect.provide(clerk.layer)
      )
      assert.deepStrictEqual(younger, oldestFirst(900).slice(500))
      assert.deepStrictEqual(clerk.sent, [
        "/users?limit=500&starting_after=user_0500&order_by=-created_at",
        ...gone ? ["/users?created_at_before=499001&limit=500&order_by=-created_at"] : [],
        "/users?limit=500&starting_after=user_0001&order_by=-created_at",
        "/users?limit=500&starting_after=user_0500&order_by=created_at",
        ...gone ? ["/users?created_at_after=498999&limit=500&order_by=created_at"] : [],
        "/users?limit=500&starting_after=user_0900&order_by=created_at"
      ])
    }))

  it.effect("can be a user of an earlier stream", () =>
    Effect.gen(function*() {
      const clerk = population(crowd(1200))
      yield* Effect.gen(function*() {
        const first = Chunk.toReadonlyArray(yield* Stream.runCollect(Stream.take(Users.stream(), 700)))
        clerk.alive.delete("user_0501")
        const rest = yield* ids(Users.stream({ startingAfter: first.at(-1) }))
        assert.deepStrictEqual([...idsOf(first), ...rest], newestFirst(1200))
      }).pipe(Effect.provide(clerk.layer))
    }))

  it.effect("fails with the response of Clerk to an unknown id", () =>
    Effect.gen(function*() {
      const clerk = population(crowd(3))
      const error = yield* Effect.flip(ids(Users.stream({ startingAfter: "user_gone" }))).pipe(
        Effect.provide(clerk.layer)
      )
      assert.propertyVal(error, "status", 422)
      assert.lengthOf(clerk.sent, 1)
    }))
})

describe("a stream fails before it sends a request, with", () => {
  const startingAfter = "user_1"
  const refused: ReadonlyArray<readonly [what: string, filters: unknown, issue: string]> = [
    ["a limit", { limit: 10 }, "limit: Expected no such key"],
    ["an offset", { offset: 0 }, "offset: Expected no such key"],
    ["another parameter", { page: 1 }, "page: Expected no such key"],
    ["another parameter beside another order", { page: 1, orderBy: "username" }, "page: Expected no such key"],
    ["null", null, ": Expected an object of parameters"],
    ["a string", "banned", ": Expected an object of parameters"],
    [
      "startingAfter beside another order",
      { startingAfter, orderBy: "username" },
      "startingAfter: `startingAfter` requires an order by created_at, got username"
    ],
    ["an empty startingAfter", { startingAfter: "" }, "startingAfter: Expected the id of a user, got an empty string"],
    [
      "startingAfter without createdAt",
      { startingAfter: { id: "user_1" } },
      "startingAfter.createdAt: Expected a value, got nothing"
    ],
    ...[["null", null], ["number", 5]].map(([kind, startingAfter]) =>
      [
        `startingAfter of the type ${kind}`,
        { startingAfter },
        `startingAfter: Expected string or a user with id and createdAt, got ${kind}`
      ] as const
    ),
    [
      "startingAfter whose createdAt is a number",
      { startingAfter: { id: "user_1", createdAt: 5 } },
      "startingAfter.createdAt: Expected DateTime.Utc or Date, got number"
    ],
    ...[0, -1, 1.5, 101, NaN, Infinity].map((partitions) =>
      [
        `${partitions} partitions`,
        { partitions },
        `partitions: Expected a whole number from 1 to 100, got ${partitions}`
      ] as const
    ),
    ["partitions of the type string", { partitions: "2" }, "partitions: Expected number, got string"],
    ["partitions of the type null", { partitions: null }, "partitions: Expected number, got null"],
    [
      "partitions beside another order",
      { partitions: 2, orderBy: "-username" },
      "partitions: `partitions` requires an order by created_at and excludes `startingAfter`"
    ],
    [
      "partitions beside startingAfter",
      { partitions: 2, startingAfter },
      "partitions: `partitions` requires an order by created_at and excludes `startingAfter`"
    ]
  ]
  it.effect.each(refused)("%s", ([, filters, issue]) =>
    Effect.gen(function*() {
      const clerk = population(crowd(3))
      for (const walk of [Users.stream, Users.pages]) {
        const reason = yield* failure(Stream.runDrain<unknown, Failure, Users>(walk(filters as never))).pipe(
          Effect.provide(clerk.layer)
        )
        assert(reason._tag === "InvalidRequest")
        assert.deepStrictEqual(reason.issues.map(({ message, path }) => `${path}: ${message}`), [issue])
      }
      assert.deepStrictEqual(clerk.sent, [])
    }))
})

it.effect("a stream that continues by time, because Clerk refuses its cursor, keeps to its createdAtBefore filter", () =>
  Effect.gen(function*() {
    const { layer, sent } = scripted([
      (request) =>
        (request.urlParams.some(([name]) => name === "starting_after") ? clerkError(404) : json(200, []))(request)
    ])
    const users = yield* Users.stream({
      createdAtBefore: at(500),
      startingAfter: { id: "user_gone", createdAt: at(1000) }
    }).pipe(Stream.runCollect, Effect.provide(layer))
    assert.isTrue(Chunk.isEmpty(users))
    assert.match(sent.at(-1)!.url, /created_at_before=500(&|$)/)
  }))
