/**
 * The parameters of `OrganizationMemberships.list`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { MembershipOrder } from "./MembershipFilters.ts"
import { filterValues, limit, offset, queryText, queryTime, Signed } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const organizationMembershipFilters = Schema.Struct(snakeCase({
  /** The ids of users, or `{ exclude: id }` to leave a user out, 1 to 100. */
  userId: filterValues(Signed),
  /** Exact e-mail addresses, 1 to 100. */
  emailAddress: filterValues(Schema.String),
  /** Exact phone numbers in E.164 format, such as `"+15555550100"`, 1 to 100. */
  phoneNumber: filterValues(Schema.String),
  /** Exact user names, 1 to 100. */
  username: filterValues(Schema.String),
  /** Exact web3 wallet addresses, 1 to 100. */
  web3Wallet: filterValues(Schema.String),
  /** The keys of roles, such as `"org:admin"`, 1 to 100. */
  role: filterValues(Schema.String),
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
  /** Users who were last active before this time, to the millisecond. */
  lastActiveAtBefore: queryTime,
  /** Users who were last active after this time, to the millisecond. */
  lastActiveAtAfter: queryTime,
  /** Users who were created before this time, to the millisecond. */
  createdAtBefore: queryTime,
  /** Users who were created after this time, to the millisecond. */
  createdAtAfter: queryTime,
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default. */
  orderBy: Schema.optional(MembershipOrder),
  /** The maximum number of memberships in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of memberships to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `OrganizationMemberships.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationMembershipFilters extends Schema.Schema.Type<typeof organizationMembershipFilters> {}

/**
 * The filters, the order and the page of `OrganizationMemberships.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationMembershipFilters: Schema.Schema<
  OrganizationMembershipFilters,
  typeof organizationMembershipFilters.Encoded
> = organizationMembershipFilters
