/**
 * How Clerk reads requests about users, where that differs from what the client of this library sends.
 */
import * as Schema from "effect/Schema"
import type { operations } from "../../operations/Users.ts"
import { NewMetadata, UserChanges } from "../../Schema/UserChanges.ts"
import { UserOrder } from "../../Schema/UserFilters.ts"
import { limit, maxFilterValues, offset, queryFlag, queryText, queryTime, Signed } from "../../Schema/wire/Request.ts"
import { snakeCase } from "../../Schema/wire/SnakeCase.ts"
import type { Resource } from "../server/Resource.ts"

const values = <A>(value: Schema.Schema<A, string>) =>
  Schema.optional(Schema.Array(value).pipe(Schema.maxItems(maxFilterValues)))

const texts = values(Schema.String)
const signed = values(Signed)

/** The client refuses empty values, and signs in filters of `count`. Clerk ignores values that match no user. */
const filters = snakeCase({
  emailAddress: texts,
  phoneNumber: texts,
  username: texts,
  web3Wallet: texts,
  userId: signed,
  externalId: signed,
  organizationId: signed,
  query: queryText,
  emailAddressQuery: queryText,
  phoneNumberQuery: queryText,
  usernameQuery: queryText,
  nameQuery: queryText,
  banned: queryFlag,
  lastActiveAtBefore: queryTime,
  lastActiveAtAfter: queryTime,
  lastActiveAtSince: queryTime,
  createdAtBefore: queryTime,
  createdAtAfter: queryTime,
  lastSignInAtBefore: queryTime,
  lastSignInAtAfter: queryTime,
  provider: queryText,
  providerUserId: texts
})

const paging = snakeCase({ limit, offset, startingAfter: queryText, orderBy: Schema.optional(UserOrder) })

const list = Schema.Struct({ ...filters, ...paging }).pipe(
  Schema.filter(({ offset = 0, orderBy = "-created_at", startingAfter }) =>
    startingAfter === undefined || startingAfter !== "" && offset === 0 && orderBy.endsWith("created_at")
      ? undefined
      : { path: ["startingAfter"], message: "Expected a user id, an order by created_at and no offset" }
  )
)

/** The client refuses empty ids. */
const manyUsers = Schema.Struct(snakeCase({
  userIds: Schema.Array(Schema.String).pipe(Schema.minItems(1), Schema.maxItems(50))
}))

const bulk = { payload: manyUsers, codes: { user_ids: "bulk_size_exceeded" } } as const

export const reads: NonNullable<Resource<typeof operations>["reads"]> = {
  list: { query: list },
  count: { query: Schema.Struct(filters) },
  update: { payloadBefore: ["2026-05-12", Schema.extend(UserChanges, NewMetadata)] },
  bulkBan: bulk,
  bulkUnban: bulk,
  adjustBillingCreditBalance: { codes: { amount: "invalid_credit_amount", action: "invalid_credit_action" } },
  getBillingSubscription: { since: "2025-04-10" },
  setPasswordCompromised: { since: "2025-11-10" },
  unsetPasswordCompromised: { since: "2025-11-10" }
}
