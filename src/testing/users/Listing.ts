/**
 * Users found by filters, in an order, page by page.
 */
import * as Effect from "effect/Effect"
import { TotalCount } from "../../Schema/wire/Lists.ts"
import { check, refuseParam } from "../server/Refusal.ts"
import * as Filters from "./Filters.ts"
import type { Handlers } from "./Handler.ts"
import * as Orders from "./Orders.ts"
import type { State } from "./State.ts"

export const make = (state: State): Pick<Handlers, "list" | "count"> => ({
  list: Effect.fnUntraced(function*({ limit = 10, offset = 0, orderBy, startingAfter, ...filters } = {}) {
    yield* check(Filters.refusals(filters))
    const order = Orders.make(orderBy)
    const found = (yield* state.all).filter(Filters.matches(filters)).sort(order)
    if (startingAfter === undefined) {
      return yield* Effect.forEach(found.slice(offset, offset + limit), state.answer)
    }
    // The cursor is a place in the order: the user there need not match the filters.
    const cursor = yield* Effect.mapError(
      state.find(startingAfter),
      () => refuseParam("form_resource_not_found", "starting_after")
    )
    const rest = found.filter((account) => order(account, cursor) > 0)
    return yield* Effect.forEach(rest.slice(0, limit), state.answer)
  }),

  count: Effect.fnUntraced(function*(filters = {}) {
    yield* check(Filters.refusals(filters))
    const found = (yield* state.all).filter(Filters.matches(filters))
    return new TotalCount({ totalCount: found.length })
  })
})

/** One page of a list. */
export const page = <A>(
  items: ReadonlyArray<A>,
  { limit = 10, offset = 0 }: { readonly limit?: number | undefined; readonly offset?: number | undefined }
): ReadonlyArray<A> => items.slice(offset, offset + limit)
