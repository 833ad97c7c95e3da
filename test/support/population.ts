/**
 * A Clerk that lists and counts users, which a test can create and delete between two pages. Where Clerk does not document its
 * behaviour, a test chooses it with `Rules`.
 *
 * ```ts
 * const clerk = population(crowd(1001))
 * const users = yield* Stream.runCollect(Users.stream()).pipe(Effect.provide(clerk.layer))
 * // clerk.sent[1] is "/users?limit=500&order_by=-created_at&starting_after=user_0502"
 * ```
 */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { Array, DateTime, Effect, Layer, Order, Redacted, Schema } from "effect"
import { Clerk, ClerkErrors, Http, type ListFilters, Retry, User } from "effect-clerk"
import { layer as usersLayer } from "effect-clerk/Users"

export interface Person {
  readonly id: string
  readonly createdAt: number
}

/** Behaviour that Clerk does not document. */
export interface Rules {
  /** The response to the cursor of a deleted user: a status, a page as if there were no cursor, or an empty page. */
  readonly gone: 400 | 404 | 422 | "ignored" | "empty"
  /** Whether cursors are supported; otherwise they are ignored. */
  readonly cursors: boolean
  /** Whether filters by time include their bound. */
  readonly bounds: "exclusive" | "inclusive"
}

/** The query of a list. */
export interface Query {
  readonly limit: number
  readonly offset: number
  readonly orderBy: string
  readonly startingAfter: string | undefined
  readonly after: number
  readonly before: number
  readonly userId: string | undefined
}

/** Users that were created one second after the other. */
export const crowd = (size: number, createdAt = (index: number) => index * 1000): ReadonlyArray<Person> =>
  Array.makeBy(size, (index) => ({ id: `user_${String(index + 1).padStart(4, "0")}`, createdAt: createdAt(index) }))

export const population = (
  people: ReadonlyArray<Person>,
  { bounds = "exclusive", cursors = true, gone = 422 }: Partial<Rules> = {}
) => {
  const alive = new Map(people.map((person) => [person.id, person]))
  /** The path and query of each request. */
  const sent: Array<string> = []
  const happenings: Array<(query: Query) => void> = []

  const within = ({ after, before }: Query) =>
    [...alive.values()].filter(({ createdAt }) =>
      createdAt > after && createdAt < before || bounds === "inclusive" && [after, before].includes(createdAt)
    )

  const list = (query: Query): ReadonlyArray<Person> | number => {
    happenings.forEach((happen) => happen(query))
    const { limit, offset, orderBy, userId } = query
    const startingAfter = cursors ? query.startingAfter : undefined
    const order = orderBy.startsWith("-") ? Order.reverse(created) : created
    const cursor = startingAfter === undefined ? undefined : alive.get(startingAfter)
    return startingAfter !== undefined && cursor === undefined && gone !== "ignored"
      ? gone === "empty" ? [] : gone
      : within(query).filter(({ id }) => userId === undefined || userId === id).sort(order)
        .filter((person) => cursor === undefined || order(person, cursor) > 0).slice(offset, offset + limit)
  }

  const answer = (url: URL) => {
    const query = fromUrl(url.searchParams)
    if (url.pathname.endsWith("/count")) {
      return Response.json({ object: "total_count", total_count: within(query).length })
    }
    const found = list(query)
    return typeof found === "number"
      ? Response.json({ errors: [{ code: "resource_not_found", message: "No such user" }] }, { status: found })
      : Response.json(found.map(wire))
  }

  const client = HttpClient.make((request, url) =>
    Effect.sync(() => {
      sent.push(url.href.replace("https://api.clerk.com/v1", ""))
      return HttpClientResponse.fromWeb(request, answer(url))
    })
  )

  /** Each user counts as a hundred. */
  const inHundreds = (filters: ListFilters) => {
    const query = fromFilters(filters)
    const found = list({ ...query, limit: Math.ceil(query.limit / 100), offset: Math.floor(query.offset / 100) })
    return typeof found === "number"
      ? Effect.fail(new ClerkErrors({ ...call, status: found }))
      : Effect.succeed({
        value: found.map(userOf),
        size: found.length * 100,
        lastId: found.at(-1)?.id ?? null,
        totalCount: null,
        operation: "users.list"
      })
  }

  return {
    alive,
    sent,
    /** Runs a function before the response to each list. */
    beforeList: (happen: (query: Query) => void) => {
      happenings.push(happen)
    },
    /** The real client over an HTTP client without a network. */
    layer: Clerk.layer({ secretKey: Redacted.make("sk_test_walk"), retry: Retry.none, rateLimit: "none" }).pipe(
      Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
    ),
    /** The real `Users` without HTTP, for thousands of streams: a page has five users. */
    layerInHundreds: Layer.provide(
      usersLayer,
      Layer.succeed(
        Http.ClerkHttp,
        {
          call: () => () => Effect.sync(() => ({ totalCount: alive.size * 100 })),
          page: () => (filters: ListFilters) => Effect.suspend(() => inHundreds(filters))
        } as never
      )
    )
  }
}

/** By the time of creation, and by id within the same millisecond. */
const created = Order.combine(
  Order.mapInput(Order.number, ({ createdAt }: Person) => createdAt),
  Order.mapInput(Order.string, ({ id }: Person) => id)
)

const fromUrl = (search: URLSearchParams): Query => ({
  limit: Number(search.get("limit") ?? 10),
  offset: Number(search.get("offset") ?? 0),
  orderBy: search.get("order_by") ?? "-created_at",
  startingAfter: search.get("starting_after") ?? undefined,
  after: Number(search.get("created_at_after") ?? -Infinity),
  before: Number(search.get("created_at_before") ?? Infinity),
  userId: search.get("user_id") ?? undefined
})

const fromFilters = (filters: ListFilters): Query => ({
  limit: filters.limit ?? 10,
  offset: filters.offset ?? 0,
  orderBy: filters.orderBy ?? "-created_at",
  startingAfter: filters.startingAfter,
  after: filters.createdAtAfter === undefined
    ? -Infinity
    : DateTime.toEpochMillis(DateTime.unsafeMake(filters.createdAtAfter)),
  before: filters.createdAtBefore === undefined
    ? Infinity
    : DateTime.toEpochMillis(DateTime.unsafeMake(filters.createdAtBefore)),
  userId: filters.userId?.map(String)[0]
})

export const wire = ({ createdAt, id }: Person) => ({ id, created_at: createdAt, updated_at: createdAt })

const userOf = (person: Person): User => Schema.decodeUnknownSync(User)(wire(person))

const call = {
  operation: "users.list",
  method: "GET",
  path: "/users",
  attempts: 1,
  idempotent: true,
  traceId: null,
  retryAfter: null
} as const
