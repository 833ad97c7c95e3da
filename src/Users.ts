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
 *   const total = yield* Stream.runCount(Users.stream())
 *   return yield* Users.get({ userId: ada.id })
 * })
 * ```
 *
 * Every operation accepts one flat object and returns an `Effect` that fails with `ClerkErrors` or `SDKError`. The operations are
 * documented in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as HashMap from "effect/HashMap"
import type * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Struct from "effect/Struct"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import * as Bulk from "./internal/bulk.ts"
import { notSent } from "./internal/http/failures.ts"
import * as Input from "./internal/http/input.ts"
import { namesOf } from "./internal/http/request.ts"
import { withIdempotencyKey } from "./internal/idempotencyKey.ts"
import * as Pagination from "./internal/pagination.ts"
import { format, leaves } from "./internal/schema/issues.ts"
import { userStreams } from "./internal/userStreams.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Users.ts"
import { maxBulkSize } from "./operations/users/Bans.ts"
import * as Resource from "./Resource.ts"
import type { BillingCreditEntry, CreditAdjustment } from "./Schema/BillingCredit.ts"
import type { OrganizationInvitation } from "./Schema/OrganizationInvitation.ts"
import type { OrganizationMembership } from "./Schema/OrganizationMembership.ts"
import type { User } from "./Schema/User.ts"
import { CountedFilters, defaultUserOrder, type ListFilters, StreamFilters } from "./Schema/UserFilters.ts"

/**
 * The operations on users as functions, with streams and batches.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /**
   * Increases or decreases the credits of a user; see `operations/users/Billing`. A call without an `idempotencyKey` gets a new one, which
   * all its retries send, so that Clerk makes the change once. To repeat the call yourself, give a key.
   */
  readonly adjustBillingCreditBalance: (
    input: NewCreditAdjustment
  ) => Effect.Effect<BillingCreditEntry, ClerkFailure>
  /**
   * Returns all users that match, fetched in pages of 500. The next page is fetched while the current one is consumed. The last page is
   * followed by one more request, which finds no more users.
   *
   * In the order of `created_at` (by default the newest first), pages are fetched by cursor: a user that exists for the whole iteration is
   * returned exactly once, whichever users are created or deleted meanwhile. In any other `orderBy`, pages are fetched by offset: users that
   * are created or deleted meanwhile shift the others, so users can be missed or returned twice, and late pages are slow.
   */
  readonly stream: (filters?: StreamFilters) => Stream.Stream<User, ClerkFailure>
  /** Returns the same users page by page, up to 500 in each. */
  readonly pages: (filters?: StreamFilters) => Stream.Stream<ReadonlyArray<User>, ClerkFailure>
  /** Returns all organization memberships of a user, fetched by offset in pages of 500. */
  readonly streamOrganizationMemberships: (
    input: Omit<Operation.Input<typeof operations.getOrganizationMemberships>, "limit" | "offset">
  ) => Stream.Stream<OrganizationMembership, ClerkFailure>
  /** Returns all organization invitations of a user, fetched by offset in pages of 500. */
  readonly streamOrganizationInvitations: (
    input: Omit<Operation.Input<typeof operations.getOrganizationInvitations>, "limit" | "offset">
  ) => Stream.Stream<OrganizationInvitation, ClerkFailure>
  /** Returns the users with these ids, by id. Ids that are not found are left out. Sends one request for each 100 distinct ids. */
  readonly getMany: (userIds: Iterable<string>) => Effect.Effect<HashMap.HashMap<string, User>, ClerkFailure>
  /**
   * Returns one page of users as `data`, and the number of all users that match as `totalCount`. Sends a list and a count at once, so a user
   * who is created or deleted meanwhile can be in one of them only.
   */
  readonly listWithCount: (filters?: CountedFilters) => Effect.Effect<UsersWithCount, ClerkFailure>
  /** Returns the user with exactly this e-mail address, or `None`, in one request. */
  readonly findByEmailAddress: (emailAddress: string) => Effect.Effect<Option.Option<User>, ClerkFailure>
  /** Returns the user with exactly this phone number in E.164 format, such as `"+15555550100"`, or `None`, in one request. */
  readonly findByPhoneNumber: (phoneNumber: string) => Effect.Effect<Option.Option<User>, ClerkFailure>
  /** Returns the user with exactly this user name, or `None`, in one request. */
  readonly findByUsername: (username: string) => Effect.Effect<Option.Option<User>, ClerkFailure>
  /** Returns the user with exactly this address of a web3 wallet, or `None`, in one request. */
  readonly findByWeb3Wallet: (web3Wallet: string) => Effect.Effect<Option.Option<User>, ClerkFailure>
  /** Returns the user with exactly this id in your own system, or `None`, in one request. */
  readonly findByExternalId: (externalId: string) => Effect.Effect<Option.Option<User>, ClerkFailure>
}

/**
 * A change of the credits of a user, with a key if you repeat it yourself.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewCreditAdjustment extends Omit<CreditAdjustment, "idempotencyKey"> {
  /** The id of the user. */
  readonly userId: string
  /** What tells this change from others: Clerk makes the change of a key once. By default a new key for each call. */
  readonly idempotencyKey?: string | undefined
}

/**
 * A page of users, and the number of all users that match.
 *
 * @since 0.1.0
 * @category models
 */
export interface UsersWithCount {
  /** The users of the page. */
  readonly data: ReadonlyArray<User>
  /** The number of users that match the filters, in all pages. */
  readonly totalCount: number
}

/**
 * The users of a Clerk instance: `yield* Users` returns the service, `Users.get(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Users extends Resource.Tag<Users, Service>()("effect-clerk/Users", {
  streams: userStreams
}) {}

/**
 * The users of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const http = yield* Http.ClerkHttp
  const client = yield* Http.client("users", operations)
  const memberships = http.page("users.getOrganizationMemberships", operations.getOrganizationMemberships)
  const invitations = http.page("users.getOrganizationInvitations", operations.getOrganizationInvitations)
  const list = {
    fetch: http.page("users.list", operations.list),
    timeOf: ({ createdAt }: { readonly id: string; readonly createdAt: DateTime.Utc | Date }) =>
      DateTime.unsafeMake(createdAt),
    defaultOrder: defaultUserOrder,
    filters: { id: "userId", after: "createdAtAfter", before: "createdAtBefore" }
  } as const
  // Partitions need only an estimate: `count` does not accept these filters as `list` does.
  const estimate = (filters: StreamFilters) => client.count(Struct.omit(filters, "externalId", "orderBy", "userId"))

  const pages: Service["pages"] = (filters = {}) =>
    Either.match(validate("users.stream", StreamFilters, filters), {
      onLeft: Stream.fail,
      onRight: (filters) => Pagination.paginate(list, estimate, filters)
    })
  const findOne = (filters: ListFilters) => Resource.findOne(client.list({ ...filters, limit: 1 }))
  const getMany = Resource.getMany(
    "users",
    operations.list,
    (userId) => client.list({ userId, limit: userId.length })
  )

  return {
    ...client,
    adjustBillingCreditBalance: (input) =>
      Effect.suspend(() =>
        client.adjustBillingCreditBalance(withIdempotencyKey(operations.adjustBillingCreditBalance, "userId", input))
      ),
    bulkBan: Bulk.inParts("users.bulkBan", operations.bulkBan, "userIds", maxBulkSize, client.bulkBan),
    bulkUnban: Bulk.inParts("users.bulkUnban", operations.bulkUnban, "userIds", maxBulkSize, client.bulkUnban),
    get: Resource.batchedGet("userId", { get: client.get, getMany }),
    getMany,
    pages,
    stream: (filters) => Stream.flattenIterables(pages(filters)),
    streamOrganizationMemberships: (input) => Stream.flattenIterables(Resource.paginate(memberships, input)),
    streamOrganizationInvitations: (input) => Stream.flattenIterables(Resource.paginate(invitations, input)),
    listWithCount: (filters = {}) =>
      Effect.flatMap(
        Effect.suspend(() => validate("users.listWithCount", CountedFilters, filters)),
        (page) =>
          Effect.zipWith(
            client.list(page),
            client.count(Struct.omit(page, "limit", "offset", "orderBy", "startingAfter")),
            (data, { totalCount }) => ({ data, totalCount }),
            { concurrent: true }
          )
      ),
    findByEmailAddress: (emailAddress) => findOne({ emailAddress: [emailAddress] }),
    findByPhoneNumber: (phoneNumber) => findOne({ phoneNumber: [phoneNumber] }),
    findByUsername: (username) => findOne({ username: [username] }),
    findByWeb3Wallet: (web3Wallet) => findOne({ web3Wallet: [web3Wallet] }),
    findByExternalId: (externalId) => findOne({ externalId: [externalId] })
  }
})

/** Reads and checks the filters of a call that consists of several requests, before the first is sent. */
const validate = <Filters extends object>(
  name: string,
  schema: Schema.Schema<Filters>,
  filters: Filters
): Either.Either<Filters, ClerkFailure> =>
  Either.mapLeft(
    Input.check(Input.read(filters, namesOf(schema)), (input) =>
      Either.mapLeft(
        Schema.validateEither(schema, { errors: "all", onExcessProperty: "error" })(input),
        ({ issue }) => format(leaves(issue))
      )),
    notSent(name, operations.list)
  )

/**
 * Provides `Users` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Users, never, Http.ClerkHttp> = Resource.layer(Users, make)
