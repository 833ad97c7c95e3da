/**
 * Handlers that list and count users.
 */
import * as Effect from "effect/Effect"
import { TotalCount } from "../../../Schema/wire/Lists.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { page } from "../../server/page.ts"
import * as Filters from "../Filters.ts"
import * as Sorting from "../Sorting.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

export const make = (state: State): Pick<Handlers, "list" | "count"> => ({
  list: Effect.fnUntraced(function*({ limit, offset, orderBy, startingAfter, ...filters } = {}) {
    yield* ErrorResponse.failIfAny(Filters.errorsOf(filters))
    const order = Sorting.make(orderBy)
    const found = (yield* state.all).filter(Filters.matches(filters)).sort(order)
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
    const found = (yield* state.all).filter(Filters.matches(filters))
    return new TotalCount({ totalCount: found.length })
  })
})
