/**
 * What `Users.list` and `Users.count` can be asked for. Filters of different kinds narrow each other; the values within one
 * widen it. Values that match nobody are ignored.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { limit, offset, queryFlag, queryText, queryTime, Signed, Unsigned, upTo100 } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const shared = {
  /** Exact e-mail addresses; 1 to 100. */
  emailAddress: upTo100(Schema.String),
  /** Exact phone numbers in E.164 form, such as `"+15555550100"`; 1 to 100. */
  phoneNumber: upTo100(Schema.String),
  /** Exact user names; 1 to 100. */
  username: upTo100(Schema.String),
  /** Exact web3 wallet addresses; 1 to 100. */
  web3Wallet: upTo100(Schema.String),
  /** Ids of organizations to be a member of, or `{ exclude: id }`; 1 to 100. */
  organizationId: upTo100(Signed),
  /** Part of an e-mail address, phone number, user name, wallet, user id, first or last name. */
  query: queryText,
  /** Part of an e-mail address; case does not matter. */
  emailAddressQuery: queryText,
  /** Part of a phone number. */
  phoneNumberQuery: queryText,
  /** Part of a user name; case does not matter. */
  usernameQuery: queryText,
  /** Part of a first or last name; case does not matter. */
  nameQuery: queryText,
  /** Only users who are banned, or only users who are not. */
  banned: queryFlag,
  /** Only users who were last active before this moment. */
  lastActiveAtBefore: queryTime,
  /** Only users who were last active after this moment. */
  lastActiveAtAfter: queryTime,
  /** @deprecated by Clerk: use `lastActiveAtAfter`. */
  lastActiveAtSince: queryTime,
  /** Only users who were created before this moment. */
  createdAtBefore: queryTime,
  /** Only users who were created after this moment. */
  createdAtAfter: queryTime,
  /** Only users who last signed in before this moment. */
  lastSignInAtBefore: queryTime,
  /** Only users who last signed in after this moment. */
  lastSignInAtAfter: queryTime,
  /** An OAuth provider such as `"oauth_google"`; needs `providerUserId`. */
  provider: queryText,
  /** Ids of the user at the provider; needs `provider`; 1 to 100. */
  providerUserId: upTo100(Schema.String)
}

const countFilters = Schema.Struct(snakeCase({
  ...shared,
  /** Exact ids of users; 1 to 100. */
  userId: upTo100(Unsigned),
  /** Exact ids in your own system; 1 to 100. */
  externalId: upTo100(Unsigned)
}))

/**
 * The filters of `Users.count`.
 *
 * @since 0.1.0
 * @category models
 */
export interface CountFilters extends Schema.Schema.Type<typeof countFilters> {}

/**
 * The filters of `Users.count`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const CountFilters: Schema.Schema<CountFilters, typeof countFilters.Encoded> = countFilters

/**
 * The orders that users can be listed in.
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

const listFilters = Schema.Struct(snakeCase({
  ...shared,
  /** Ids of users, or `{ exclude: id }`; 1 to 100. */
  userId: upTo100(Signed),
  /** Ids in your own system, or `{ exclude: id }`; 1 to 100. */
  externalId: upTo100(Signed),
  /** 1 to 500, by default 10. */
  limit,
  /** 0 or more, by default 0. The larger, the slower: to walk many users use `startingAfter`. */
  offset,
  /** The id of the last user of the page before; only in order of `created_at`, and without `offset`. */
  startingAfter: queryText,
  /** What to order by, `-` for descending; by default `"-created_at"`, the newest first. */
  orderBy: Schema.optional(UserOrder)
}))

/**
 * The filters, the order and the page of `Users.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface ListFilters extends Schema.Schema.Type<typeof listFilters> {}

/**
 * The filters, the order and the page of `Users.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const ListFilters: Schema.Schema<ListFilters, typeof listFilters.Encoded> = listFilters.pipe(
  Schema.filter(({ offset, orderBy = "-created_at", startingAfter }) => {
    if (startingAfter === undefined) return undefined
    if (startingAfter === "") {
      return { path: ["startingAfter"], message: "Expected the id of a user, got an empty string" }
    }
    if (offset) return { path: ["startingAfter"], message: "Expected no offset beside it: a cursor is a place already" }
    return orderBy.endsWith("created_at")
      ? undefined
      : { path: ["startingAfter"], message: `Expected the order of created_at beside it, got ${orderBy}` }
  })
)
