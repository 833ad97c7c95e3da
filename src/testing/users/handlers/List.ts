/**
 * Handlers that list and count users.
 */
import * as Effect from "effect/Effect"
import { groupBy } from "../../../internal/groupBy.ts"
import { TotalCount } from "../../../Schema/wire/Lists.ts"
import type * as Organizations from "../../organizations/State.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { page } from "../../server/page.ts"
import * as Filters from "../Filters.ts"
import * as Sorting from "../Sorting.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

export const make = (state: State, organizations: Organizations.State): Pick<Handlers, "list" | "count"> => {
  const matching = (filters: Parameters<typeof Filters.matches>[0]) =>
    Effect.zipWith(state.all, organizations.memberships.all, (accounts, memberships) => {
      const byUser = groupBy(memberships, ({ userId }) => userId)
      return accounts.filter(
        Filters.matches(filters, (userId) => byUser.get(userId)?.map(({ organizationId }) => organizationId) ?? [])
      )
    })

  return {
    list: Effect.fnUntraced(function*({ limit, offset, orderBy, startingAfter, ...filters } = {}) {
      yield* ErrorResponse.failIfAny(Filters.errorsOf(filters))
      const order = Sorting.make(orderBy)
      const found = (yield* matching(filters)).sort(order)
      if (startingAfter === undefined) {
        return yield* Effect.forEach(page(found, { limit, offset }), state.toUser)
      }
      // The cursor is a position in the sort order. Its user need not match the filters.
      const cursor = yield* Effect.mapError(
        state.find(startingAfter),
        () => ErrorResponse.ofParam("form_resource_not_found", "starting_after")
      )
      const rest = found.filter((account) => order(account, cursor) > 0)
      return yield* Effect.forEach(page(rest, { limit }), state.toUser)
    }),

    count: Effect.fnUntraced(function*(filters = {}) {
      yield* ErrorResponse.failIfAny(Filters.errorsOf(filters))
      const found = yield* matching(filters)
      return new TotalCount({ totalCount: found.length })
    })
  }
}
