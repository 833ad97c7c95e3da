/**
 * The parameters of `Users.list` and `Users.count`. A user must match every filter, and any one of the values of a filter.
 * Values that match no user are ignored.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import {
  filterValues,
  IsoTime,
  limit,
  OAuthProvider,
  offset,
  queryFlag,
  queryText,
  queryTime,
  Signed,
  Unsigned
} from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

// Fields that are spread into `snakeCase` lose their comments in the built declarations. So the interfaces extend the parts.
const sharedFilters = snakeCase({
  /** Exact e-mail addresses, 1 to 100. */
  emailAddress: filterValues(Schema.String),
  /** Exact phone numbers in E.164 format, such as `"+15555550100"`, 1 to 100. */
  phoneNumber: filterValues(Schema.String),
  /** Exact user names, 1 to 100. */
  username: filterValues(Schema.String),
  /** Exact web3 wallet addresses, 1 to 100. */
  web3Wallet: filterValues(Schema.String),
  /** The ids of organizations that the user is a member of, or is not with `{ exclude: id }`, 1 to 100. */
  organizationId: filterValues(Signed),
  /** Part of an e-mail address, phone number, user name, wallet address, user id, first name or last name. */
  query: queryText,
  /** Part of an e-mail address, case-insensitive. */
  emailAddressQuery: queryText,
  /** Part of a phone number, such as `"555"`. */
  phoneNumberQuery: queryText,
  /** Part of a user name, case-insensitive. */
  usernameQuery: queryText,
  /** Part of a first or last name, case-insensitive. */
  nameQuery: queryText,
  /** `true` for users who are banned, `false` for users who are not. */
  banned: queryFlag,
  /** Users who were last active before this time, to the millisecond. */
  lastActiveAtBefore: queryTime,
  /** Users who were last active after this time, to the millisecond. */
  lastActiveAtAfter: queryTime,
  /**
   * Users who were active since this time, to the millisecond.
   *
   * @deprecated by Clerk: use `lastActiveAtAfter`.
   */
  lastActiveAtSince: queryTime,
  /** Users who were created before this time, to the millisecond. */
  createdAtBefore: queryTime,
  /** Users who were created after this time, to the millisecond. */
  createdAtAfter: queryTime,
  /** Users who last signed in before this time, to the millisecond. */
  lastSignInAtBefore: queryTime,
  /** Users who last signed in after this time, to the millisecond. */
  lastSignInAtAfter: queryTime,
  /** An OAuth provider, such as `"google"` or `"oauth_google"`; requires `providerUserId`. */
  provider: Schema.optional(OAuthProvider),
  /** The ids of users at the provider, 1 to 100; requires `provider`. */
  providerUserId: filterValues(Schema.String)
})

const countOnly = snakeCase({
  /** Exact user ids, 1 to 100. */
  userId: filterValues(Unsigned),
  /** Exact ids in your own system, 1 to 100. */
  externalId: filterValues(Unsigned)
})

const countFilters = Schema.Struct({ ...sharedFilters, ...countOnly })

/**
 * The filters of `Users.count`.
 *
 * @since 0.1.0
 * @category models
 */
export interface CountFilters extends Schema.Struct.Type<typeof sharedFilters>, Schema.Struct.Type<typeof countOnly> {}

/**
 * The filters of `Users.count`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const CountFilters: Schema.Schema<CountFilters, typeof countFilters.Encoded> = countFilters

/**
 * The orders of `Users.list`: a field, with `-` in front of it for descending.
 *
 * @since 0.1.0
 * @category schemas
 */
export const UserOrder = Schema.TemplateLiteral(
  Schema.Literal("", "+", "-"),
  Schema.Literal(
    "created_at",
    "updated_at",
    "email_address",
    "web3wallet",
    "first_name",
    "last_name",
    "phone_number",
    "username",
    "last_active_at",
    "last_sign_in_at"
  )
)

/**
 * The order of `Users.list` when `orderBy` is left out: the newest users first.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultUserOrder = "-created_at"

const isOrderOfCreation = (orderBy: string): boolean => orderBy.endsWith("created_at")

const listOnly = snakeCase({
  /** Exact user ids, or `{ exclude: id }` to leave a user out, 1 to 100. */
  userId: filterValues(Signed),
  /** Exact ids in your own system, or `{ exclude: id }` to leave a user out, 1 to 100. */
  externalId: filterValues(Signed),
  /** The maximum number of users in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of users to skip; 0 by default. Large offsets are slow: use `startingAfter` to page through many users. */
  offset,
  /** The id of the last user of the previous page. It requires an order by `created_at` and excludes `offset`. */
  startingAfter: queryText,
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default, the newest users first. */
  orderBy: Schema.optional(UserOrder)
})

const listFilters = Schema.Struct({ ...sharedFilters, ...listOnly })

/**
 * The filters, the order and the page of `Users.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface ListFilters extends Schema.Struct.Type<typeof sharedFilters>, Schema.Struct.Type<typeof listOnly> {}

/**
 * The filters, the order and the page of `Users.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const ListFilters: Schema.Schema<ListFilters, typeof listFilters.Encoded> = listFilters.pipe(
  Schema.filter((filters) => pageRule(filters))
)

const pageRule = (
  { offset, orderBy = defaultUserOrder, startingAfter }: Pick<ListFilters, "offset" | "orderBy" | "startingAfter">
) => {
  if (startingAfter === undefined) return undefined
  if (startingAfter === "") {
    return { path: ["startingAfter"], message: "Expected the id of a user, got an empty string" }
  }
  if (offset) return { path: ["startingAfter"], message: "`offset` cannot be combined with `startingAfter`" }
  return isOrderOfCreation(orderBy)
    ? undefined
    : { path: ["startingAfter"], message: `\`startingAfter\` requires an order by created_at, got ${orderBy}` }
}

/**
 * The filters, the order and the page of `Users.listWithCount`: the filters are those of `Users.count`, the rest does not change the count.
 *
 * @since 0.1.0
 * @category models
 */
export interface CountedFilters
  extends CountFilters, Pick<ListFilters, "limit" | "offset" | "startingAfter" | "orderBy">
{}

/**
 * The filters, the order and the page of `Users.listWithCount`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const CountedFilters: Schema.Schema<CountedFilters> = Schema.typeSchema(
  Schema.Struct({ ...listFilters.fields, ...countFilters.fields })
).pipe(Schema.filter((filters) => pageRule(filters)))

const streamOnly = {
  /**
   * The user to start after, in the order of `created_at`. With `createdAt`, which a `User` has, the stream also starts there when that user
   * was deleted; other users of the same millisecond are then returned again.
   */
  startingAfter: Schema.optional(Schema.Union(
    Schema.String,
    Schema.Struct({
      /** The id of the user. */
      id: Schema.String,
      /** The time of the user's creation. */
      createdAt: Schema.typeSchema(IsoTime)
    }).annotations({
      title: "a user with id and createdAt",
      // A `User` has more fields.
      parseOptions: { onExcessProperty: "ignore" }
    })
  )),
  /**
   * How many parts to split the users into, by their time of creation, and to read at once: 1 to 100, by default 1. A large export then uses
   * the whole rate limit. The order is lost, and two pages of each part are held.
   */
  partitions: Schema.optional(Schema.Number.pipe(
    Schema.filter(
      (partitions) =>
        Number.isInteger(partitions) && partitions >= 1 && partitions <= 100 ||
        `Expected a whole number from 1 to 100, got ${partitions}`,
      { arbitrary: () => (fc) => fc.integer({ min: 1, max: 100 }) }
    )
  ))
}

const streamFilters = Schema.Struct({
  ...listFilters.omit("limit", "offset", "startingAfter").fields,
  ...streamOnly
})

/**
 * The filters and the order of `Users.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters
  extends Omit<ListFilters, "limit" | "offset" | "startingAfter">, Schema.Struct.Type<typeof streamOnly>
{}

/**
 * The filters and the order of `Users.stream`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const StreamFilters: Schema.Schema<StreamFilters> = Schema.typeSchema(streamFilters).pipe(
  Schema.filter(({ orderBy = defaultUserOrder, partitions, startingAfter }) =>
    startingAfter !== undefined && !isOrderOfCreation(orderBy)
      ? { path: ["startingAfter"], message: `\`startingAfter\` requires an order by created_at, got ${orderBy}` }
      : partitions !== undefined && (startingAfter !== undefined || !isOrderOfCreation(orderBy))
      ? { path: ["partitions"], message: "`partitions` requires an order by created_at and excludes `startingAfter`" }
      : undefined
  )
)
