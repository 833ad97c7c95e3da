/**
 * Lists that are walked page by page: the next page is fetched while the one before is consumed.
 */
import * as Array from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Number from "effect/Number"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { ClerkErrors, type ClerkFailure } from "../Errors.ts"
import type { Page } from "../Operation.ts"
import type { User } from "../Schema/User.ts"
import type { CountFilters, ListFilters } from "../Schema/UserFilters.ts"
import { once } from "./http/once.ts"

type Fetch<In, A> = (input: In) => Effect.Effect<Page<ReadonlyArray<A>>, ClerkFailure>

/** The largest page that there is. */
const limit = 500

/** Fetches each page while the one before is consumed, and no further: two pages are held at a time. */
const ahead = <State, A, E, R>(
  first: State,
  fetch: (state: State) => Effect.Effect<readonly [page: A, next: Option.Option<State>], E, R>
): Stream.Stream<A, E, R> =>
  Stream.unwrapScoped(Effect.gen(function*() {
    const scope = yield* Effect.scope
    const start = (state: State) => begin(fetch(state), scope)
    return Stream.paginateEffect(yield* start(first), (fetched) =>
      Effect.flatMap(fetched, ([page, next]) =>
        Option.match(next, {
          onNone: () =>
            Effect.succeed([page, Option.none()] as const),
          onSome: (state) => Effect.map(start(state), (fetched) => [page, Option.some(fetched)] as const)
        })))
  }))

/**
 * Begins an effect, and answers how to wait for it, once. No fiber ends with the page, because a fiber that was waited for is kept until
 * the whole memory is collected: see `exchange.ts`.
 */
const begin = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>, scope: Scope.Scope) {
  let outcome: () => Effect.Effect<A, E>
  const running = Effect.map(Effect.exit(effect), (exit) => {
    outcome = once(() => exit)
  })
  const fiber = yield* Effect.forkIn(running, scope)
  return Effect.flatMap(Fiber.join(fiber), () => outcome())
})

/** By offset, until a page is short. */
export const byOffset = <In, A>(fetch: Fetch<In & { readonly limit: number; readonly offset: number }, A>, input: In) =>
  ahead(
    0,
    (offset) =>
      Effect.map(
        fetch({ ...input, limit, offset }),
        ({ size, value }) => [value, size < limit ? Option.none() : Option.some(offset + size)] as const
      )
  )

// ---------------------------------------------------------------------------------------------------------------------
// By cursor
// ---------------------------------------------------------------------------------------------------------------------

/** A place in the order of creation: after all that were created before a moment, and after some of that moment. */
interface Place {
  readonly createdAt: number
  readonly ids: ReadonlySet<string>
}

interface Cursor {
  readonly startingAfter: string | undefined
  /** What to go by when the user of the cursor is gone. */
  readonly place: Place | undefined
}

export interface Start {
  readonly id: string
  readonly createdAt: DateTime.Utc
}

type Filters = Omit<ListFilters, "limit" | "offset" | "startingAfter">

/** By cursor, in the order of creation. Every user who exists throughout comes exactly once. */
export const byCursor = (fetch: Fetch<ListFilters, User>, filters: Filters, start: string | Start | undefined) => {
  const { orderBy = "-created_at" } = filters
  const isDescending = orderBy.startsWith("-")

  /** From the moment of the place on, within the filters. */
  const resume = ({ createdAt }: Place) => {
    const { createdAtAfter, createdAtBefore } = filters
    const bound = DateTime.unsafeMake(createdAt + (isDescending ? 1 : -1))
    return fetch({
      ...filters,
      orderBy,
      limit,
      ...isDescending
        ? { createdAtBefore: createdAtBefore === undefined ? bound : DateTime.min(createdAtBefore, bound) }
        : { createdAtAfter: createdAtAfter === undefined ? bound : DateTime.max(createdAtAfter, bound) }
    })
  }

  const isThere = (id: string) => Effect.map(fetch({ ...filters, userId: [id], limit: 1 }), ({ size }) => size > 0)

  const page = ({ place, startingAfter }: Cursor) => {
    const asked = fetch({ ...filters, orderBy, limit, startingAfter })
    return place === undefined || startingAfter === undefined ? asked : Effect.matchEffect(asked, {
      onFailure: (error) => isLostCursor(error) ? resume(place) : Effect.fail(error),
      onSuccess: (page) =>
        page.lastId === startingAfter
          // Whoever answers the same page again knows no cursors.
          ? resume(place)
          : page.size > 0
          ? Effect.succeed(page)
          : Effect.if(isThere(startingAfter), { onTrue: () => Effect.succeed(page), onFalse: () => resume(place) })
    })
  }

  const isNew = (place: Place | undefined) => ({ createdAt, id }: User): boolean => {
    if (place === undefined) {
      return true
    }
    const millis = DateTime.toEpochMillis(createdAt)
    return millis === place.createdAt ? !place.ids.has(id) : millis < place.createdAt === isDescending
  }

  return ahead<Cursor, ReadonlyArray<User>, ClerkFailure, never>(
    typeof start === "object"
      ? { startingAfter: start.id, place: placeAfter([start], undefined) }
      : { startingAfter: start, place: undefined },
    (cursor) =>
      Effect.map(page(cursor), ({ lastId, size, value }) => {
        const users = value.filter(isNew(cursor.place))
        const startingAfter = lastId ?? cursor.startingAfter
        return [
          users,
          size < limit || startingAfter === undefined
            ? Option.none()
            : Option.some({ startingAfter, place: placeAfter(users, cursor.place) })
        ] as const
      })
  )
}

/** Clerk does not say how it refuses the id of a user who is gone, nor that it does not answer with nobody instead. */
const isLostCursor = (error: ClerkFailure): boolean =>
  error instanceof ClerkErrors && [400, 404, 422].includes(error.status)

const placeAfter = (users: ReadonlyArray<Start>, before: Place | undefined): Place | undefined => {
  const last = users.at(-1)
  if (last === undefined) {
    return before
  }
  const createdAt = DateTime.toEpochMillis(last.createdAt)
  const ids = users.filter((user) => DateTime.toEpochMillis(user.createdAt) === createdAt).map(({ id }) => id)
  return { createdAt, ids: new Set(before?.createdAt === createdAt ? [...before.ids, ...ids] : ids) }
}

// ---------------------------------------------------------------------------------------------------------------------
// In parts
// ---------------------------------------------------------------------------------------------------------------------

/**
 * Several walks at once, each through the users who were created within a time of its own; the times are such that there are
 * as many users in each.
 */
export const inPartitions = (
  fetch: Fetch<ListFilters, User>,
  count: (filters: CountFilters) => Effect.Effect<{ readonly totalCount: number }, ClerkFailure>,
  filters: Filters,
  partitions: number
) =>
  Stream.unwrap(Effect.gen(function*() {
    // How many there are is only a guess at where to part: count knows fewer filters.
    const { externalId: _, orderBy: __, userId: ___, ...countable } = filters
    const { totalCount } = yield* count(countable)
    const parts = Math.min(partitions, Math.ceil(totalCount / limit))
    const found = yield* Effect.forEach(
      Array.makeBy(parts, (part) => Math.floor(part * totalCount / parts)).slice(1),
      (offset) => fetch({ ...filters, orderBy: "created_at", limit: 1, offset }),
      { concurrency: "unbounded" }
    )
    const bounds = Array.dedupe(
      found.flatMap(({ value }) => value.map(({ createdAt }) => DateTime.toEpochMillis(createdAt)))
    )
    const sorted = Array.sort(bounds, Number.Order)
    const walks = [undefined, ...sorted].map((from, index) => {
      const to = sorted[index]
      const within = {
        ...filters,
        ...from !== undefined && { createdAtAfter: DateTime.unsafeMake(from - 1) },
        ...to !== undefined && { createdAtBefore: DateTime.unsafeMake(to) }
      }
      return Stream.map(byCursor(fetch, within, undefined), (users) => users.filter(isWithin(from, to)))
    })
    return Stream.mergeAll(walks, { concurrency: walks.length, bufferSize: 1 })
  }))

/** Clerk does not say whether a moment that is a bound is within it. */
const isWithin = (from = -Infinity, to = Infinity) => ({ createdAt }: User): boolean => {
  const millis = DateTime.toEpochMillis(createdAt)
  return millis >= from && millis < to
}
