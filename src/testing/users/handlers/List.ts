/**
 * Handlers that list and count users.
 */
import * as Effect from "effect/Effect"
import { groupBy } from "../../../internal/groupBy.ts"
import { TotalCount } from "../../../Schema/wire/Lists.ts"
import type * as Organizations from "../../organizations/State.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import type { Account } from "../Account.ts"
import * as Filters from "../Filters.ts"
import * as Sorting from "../Sorting.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

export const make = (state: State, organizations: Organizations.State): Pick<Handlers, "list" | "count"> => {
  const matching = (filters: Filters) =>
    filters.organizationId === undefined
      ? Effect.succeed(Filters.matches(filters, () => []))
      : Effect.map(organizations.memberships.all, (memberships) => {
        const byUser = groupBy(memberships, ({ userId }) => userId)
        return Filters.matches(filters, (userId) => byUser.get(userId)?.map((it) => it.organizationId) ?? [])
      })

  return {
    list: Effect.fnUntraced(function*({ limit, offset, orderBy, startingAfter, ...filters } = {}) {
      yield* ErrorResponse.failIfAny(Filters.errorsOf(filters))
      // The cursor is a position in the sort order. Its user need not match the filters.
      const cursor = startingAfter === undefined ? undefined : yield* Effect.mapError(
        state.find(startingAfter),
        () => ErrorResponse.ofParam("form_resource_not_found", "starting_after")
      )
      const order = Sorting.make(orderBy)
      const candidates = Filters.candidates(state.accounts, filters)
      const sorted = candidates === undefined && Sorting.isByCreation(orderBy)
        ? inOrderOfCreation(state, orderBy, cursor)
        : (candidates ?? state.accounts.oldestFirst).toSorted(order)
          .filter((account) => cursor === undefined || order(account, cursor) > 0)
      return yield* Effect.forEach(pageOf(sorted, yield* matching(filters), { limit, offset }), state.toUser)
    }),

    count: Effect.fnUntraced(function*(filters = {}) {
      yield* ErrorResponse.failIfAny(Filters.errorsOf(filters))
      const found = Filters.candidates(state.accounts, filters) ?? state.accounts.oldestFirst
      return new TotalCount({ totalCount: found.filter(yield* matching(filters)).length })
    })
  }
}

type Filters = Parameters<typeof Filters.matches>[0]

/** The accounts after the cursor, without a copy of all. */
function* inOrderOfCreation({ accounts }: State, orderBy = "-created_at", cursor: Account | undefined) {
  const { oldestFirst, positionOf } = accounts
  if (orderBy.startsWith("-")) {
    for (let index = cursor === undefined ? oldestFirst.length : positionOf(cursor); index > 0; index--) {
      yield oldestFirst[index - 1]!
    }
  } else {
    for (let index = cursor === undefined ? 0 : positionOf(cursor) + 1; index < oldestFirst.length; index++) {
      yield oldestFirst[index]!
    }
  }
}

/** One page of the accounts that match. The accounts after it are not looked at. */
const pageOf = (
  sorted: Iterable<Account>,
  matches: (account: Account) => boolean,
  { limit = 10, offset = 0 }: { readonly limit?: number | undefined; readonly offset?: number | undefined }
): ReadonlyArray<Account> => {
  const found: Array<Account> = []
  let toSkip = offset
  for (const account of sorted) {
    if (!matches(account)) continue
    if (toSkip > 0) toSkip--
    else if (found.push(account) === limit) break
  }
  return found
}
