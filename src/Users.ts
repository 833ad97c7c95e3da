/**
 * The users of a Clerk instance.
 *
 * ```ts
 * import { Effect, Stream } from "effect"
 * import { Users } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const ada = yield* Users.create({ emailAddress: ["ada@example.com"], firstName: "Ada" })
 *   yield* Users.updateMetadata({ userId: ada.id, publicMetadata: { plan: "pro" } })
 *   const everybody = yield* Stream.runCount(Users.stream())
 *   return yield* Users.get({ userId: ada.id })
 * })
 * ```
 *
 * Every operation takes one flat object and is an `Effect` that fails with `ClerkErrors` or `SDKError`. The table of
 * operations, with the documentation of each, is in `UserOperations`.
 *
 * @since 0.1.0
 */
import * as Array from "effect/Array"
import type * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import { hasProperty, isIterable } from "effect/Predicate"
import * as Stream from "effect/Stream"
import { type ClerkFailure, Issue } from "./Errors.ts"
import * as Http from "./Http.ts"
import * as Batch from "./internal/batching.ts"
import { notSent } from "./internal/http/failures.ts"
import * as Walk from "./internal/pagination.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Users.ts"
import type { OrganizationInvitation } from "./Schema/OrganizationInvitation.ts"
import type { OrganizationMembership } from "./Schema/OrganizationMembership.ts"
import type { User } from "./Schema/User.ts"
import type { ListFilters } from "./Schema/UserFilters.ts"

/**
 * The filters and the order of a walk.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters extends Omit<ListFilters, "limit" | "offset" | "startingAfter"> {
  /**
   * The user after whom to begin, in the order of `created_at`. Give the moment of creation too, as a `User` does, and the walk
   * begins there even if the user is gone; then others of the same millisecond come again.
   */
  readonly startingAfter?: string | {
    /** The id of the user. */
    readonly id: string
    /** When the user was created. */
    readonly createdAt: DateTime.Utc
  } | undefined
  /**
   * Into how many parts to split the users, by their time of creation, to walk all parts at once: then a large export uses the
   * whole rate limit. The order is not kept; of each part two pages are held.
   */
  readonly partitions?: number | undefined
}

/**
 * The operations on users as functions, and what is built on them.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /**
   * All users that match, in pages of 500: one request a page, the next one while the one before is consumed. When their number is a
   * multiple of 500, one more makes sure that this was all.
   *
   * In the order of `created_at` (by default the newest first) it walks by cursor: whoever exists throughout comes exactly once, no
   * matter who is created or deleted meanwhile. Any other `orderBy` walks by offset: who comes or goes meanwhile shifts the rest, so
   * that users can be missed or come twice, and late pages are slow.
   */
  readonly stream: (filters?: StreamFilters) => Stream.Stream<User, ClerkFailure>
  /** The same page by page, up to 500 users each. */
  readonly pages: (filters?: StreamFilters) => Stream.Stream<ReadonlyArray<User>, ClerkFailure>
  /** All organization memberships of a user, by offset in pages of 500. */
  readonly streamOrganizationMemberships: (
    input: Omit<Operation.Input<typeof operations.getOrganizationMemberships>, "limit" | "offset">
  ) => Stream.Stream<OrganizationMembership, ClerkFailure>
  /** All organization invitations of a user, by offset in pages of 500. */
  readonly streamOrganizationInvitations: (
    input: Omit<Operation.Input<typeof operations.getOrganizationInvitations>, "limit" | "offset">
  ) => Stream.Stream<OrganizationInvitation, ClerkFailure>
  /** The users with these ids, by id, without those who are not found: one request for each 100 distinct ids. */
  readonly getMany: (userIds: Iterable<string>) => Effect.Effect<HashMap.HashMap<string, User>, ClerkFailure>
  /** The user with an e-mail address, if there is one. */
  readonly findByEmailAddress: (emailAddress: string) => Effect.Effect<Option.Option<User>, ClerkFailure>
  /** The user with an id in your own system, if there is one. */
  readonly findByExternalId: (externalId: string) => Effect.Effect<Option.Option<User>, ClerkFailure>
}

type Streams = "pages" | "stream" | "streamOrganizationInvitations" | "streamOrganizationMemberships"

/** Effects have accessors by themselves; streams get them below. */
const Tag: <Self>() =>
  & Context.TagClass<Self, "effect-clerk/Users", Service>
  & Effect.Tag.Proxy<Self, Omit<Service, Streams>> = () => Effect.Tag("effect-clerk/Users")() as never

/**
 * The users of a Clerk instance: `yield* Users` gives the service, `Users.get(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Users extends Tag<Users>() {
  /** All users that match: see `Service.stream`. */
  static readonly stream = (filters?: StreamFilters): Stream.Stream<User, ClerkFailure, Users> =>
    Stream.unwrap(Effect.map(Users, (users) => users.stream(filters)))

  /** All users that match, page by page: see `Service.pages`. */
  static readonly pages = (filters?: StreamFilters): Stream.Stream<ReadonlyArray<User>, ClerkFailure, Users> =>
    Stream.unwrap(Effect.map(Users, (users) => users.pages(filters)))

  /** All organization memberships of a user. */
  static readonly streamOrganizationMemberships = (
    input: Parameters<Service["streamOrganizationMemberships"]>[0]
  ): Stream.Stream<OrganizationMembership, ClerkFailure, Users> =>
    Stream.unwrap(Effect.map(Users, (users) => users.streamOrganizationMemberships(input)))

  /** All organization invitations of a user. */
  static readonly streamOrganizationInvitations = (
    input: Parameters<Service["streamOrganizationInvitations"]>[0]
  ): Stream.Stream<OrganizationInvitation, ClerkFailure, Users> =>
    Stream.unwrap(Effect.map(Users, (users) => users.streamOrganizationInvitations(input)))
}

/**
 * The users of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const http = yield* Http.ClerkHttp
  const client = yield* Http.client("users", operations)
  const page = http.page("users.list", operations.list)
  const memberships = http.page("users.getOrganizationMemberships", operations.getOrganizationMemberships)
  const invitations = http.page("users.getOrganizationInvitations", operations.getOrganizationInvitations)

  const pages: Service["pages"] = (filters = {}) => {
    const issues = issuesOf(filters)
    const { partitions, startingAfter, ...wanted } = { ...filters }
    return issues.length > 0
      ? Stream.fail(notSent("users.stream", operations.list)(issues))
      : !isByCursor(wanted)
      ? Walk.byOffset(page, wanted)
      : partitions === undefined || partitions === 1
      ? Walk.byCursor(page, wanted, startingAfter)
      : Walk.inPartitions(page, client.count, wanted, partitions)
  }

  const getMany: Service["getMany"] = (userIds) =>
    // A text is iterable, too.
    !isIterable(userIds) || typeof userIds === "string"
      ? notSent("users.getMany", operations.list)([notIds])
      : Effect.forEach(
        Array.chunksOf([...new Set(userIds)], Batch.most),
        (userId) => client.list({ userId, limit: userId.length }),
        { concurrency: Batch.concurrency }
      ).pipe(
        Effect.map((found) => HashMap.fromIterable(found.flat().map((user) => [user.id as string, user] as const)))
      )

  return {
    ...client,
    get: Batch.get(
      client.get,
      Batch.resolver({
        one: (userId) => client.get({ userId }),
        // Who cannot be read is asked for alone, and that call tells.
        many: (userIds) => Effect.provideService(getMany(userIds), Http.OnDecodeError, () => Effect.void)
      })
    ),
    getMany,
    pages,
    stream: (filters) => Stream.flattenIterables(pages(filters)),
    streamOrganizationMemberships: (input) =>
      Stream.flattenIterables(Walk.byOffset((page) => Effect.map(memberships(page), dataOf), input)),
    streamOrganizationInvitations: (input) =>
      Stream.flattenIterables(Walk.byOffset((page) => Effect.map(invitations(page), dataOf), input)),
    findByEmailAddress: (emailAddress) => firstOf(client.list({ emailAddress: [emailAddress], limit: 1 })),
    findByExternalId: (externalId) => firstOf(client.list({ externalId: [externalId], limit: 1 }))
  }
})

const isByCursor = ({ orderBy = "-created_at" }: StreamFilters): boolean =>
  typeof orderBy === "string" && orderBy.endsWith("created_at")

const isStart = (value: unknown): boolean =>
  typeof value === "string" ||
  hasProperty(value, "id") && typeof value.id === "string" && hasProperty(value, "createdAt") &&
    DateTime.isDateTime(value.createdAt)

const issuesOf = (filters: StreamFilters): ReadonlyArray<Issue> => {
  if (typeof filters !== "object" || filters === null) {
    return [new Issue({ path: "", message: "Expected an object of parameters" })]
  }
  const { partitions, startingAfter } = filters
  const issues: ReadonlyArray<readonly [path: string, isWrong: boolean, message: string]> = [
    ["limit", "limit" in filters, "Expected no such parameter: a stream is all users"],
    ["offset", "offset" in filters, "Expected no such parameter: a stream is all users"],
    [
      "startingAfter",
      startingAfter !== undefined && !isStart(startingAfter),
      "Expected the id of a user, or a user with id and createdAt"
    ],
    [
      "startingAfter",
      startingAfter !== undefined && !isByCursor(filters),
      "Expected the order of created_at beside it"
    ],
    [
      "partitions",
      partitions !== undefined && !(Number.isSafeInteger(partitions) && partitions >= 1 && partitions <= 100),
      "Expected a whole number from 1 to 100"
    ],
    [
      "partitions",
      partitions !== undefined && (startingAfter !== undefined || !isByCursor(filters)),
      "Expected no startingAfter and no other order beside it"
    ]
  ]
  return issues.filter(([, isWrong]) => isWrong).map(([path, , message]) => new Issue({ path, message }))
}

const notIds = new Issue({ path: "", message: "Expected the ids of users" })

const dataOf = <A>({ value, ...page }: Operation.Page<{ readonly data: ReadonlyArray<A> }>) => ({
  ...page,
  value: value.data
})

/** Whoever cannot be read is not nobody: that fails. */
const firstOf = (users: Effect.Effect<ReadonlyArray<User>, ClerkFailure>) =>
  Effect.map(Effect.provideService(users, Http.OnDecodeError, Effect.fail), Array.head)

/**
 * Provides `Users` for the instance that `ClerkHttp` reaches.
 *
 * The layer is fresh: Effect memoizes layers by reference, so one layer that two instances share would reach the first of them only.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Users, never, Http.ClerkHttp> = Layer.fresh(Layer.effect(Users, make))
