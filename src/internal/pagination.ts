/**
 * Paginated lists as streams of pages. The next page is fetched while the current one is consumed.
 */
import * as Array from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Number from "effect/Number"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { ClerkErrors, type ClerkFailure, InvalidResponse, Issue, SDKError } from "../Errors.ts"
import type { Page } from "../Operation.ts"
import { maxPageSize } from "../Schema/wire/Request.ts"
import { read, withFields } from "./http/input.ts"

/** Fetches one page of a list. */
export type FetchPage<Input, List> = (input: Input) => Effect.Effect<Page<List>, ClerkFailure>

/** The two forms of a list: an array, or an object with the items in `data`. */
export type List<A> = ReadonlyArray<A> | { readonly data: ReadonlyArray<A> }

export type Pages<A> = Stream.Stream<ReadonlyArray<A>, ClerkFailure>

/** Fetches one page ahead of the consumer, so at most two pages are held. */
const prefetch = <State, A, E, R>(
  first: State,
  fetch: (state: State) => Effect.Effect<readonly [page: ReadonlyArray<A>, next: Option.Option<State>], E, R>
): Stream.Stream<ReadonlyArray<A>, E, R> =>
  Stream.unwrapScoped(Effect.gen(function*() {
    const scope = yield* Effect.scope
    const start = (state: State) => startFetch(fetch(state), scope)
    const pages = Stream.paginateEffect(yield* start(first), (fetched) =>
      Effect.flatMap(fetched, ([page, next]) =>
        Option.match(next, {
          onNone: () =>
            Effect.succeed([page, Option.none()] as const),
          onSome: (state) => Effect.map(start(state), (fetched) => [page, Option.some(fetched)] as const)
        })))
    return Stream.filter(pages, (page) =>
      page.length > 0)
  }))

/**
 * Starts a fetch and returns an effect that waits for its result. The effect can be run once. The result is passed in a variable, because
 * V8 keeps a fiber that was awaited, together with its result, until a full garbage collection.
 */
const startFetch = Effect.fnUntraced(function*<A, E, R>(fetch: Effect.Effect<A, E, R>, scope: Scope.Scope) {
  let result: Exit.Exit<A, E> | undefined
  const running = Effect.map(Effect.exit(fetch), (exit) => {
    result = exit
  })
  const fiber = yield* Effect.forkIn(running, scope)
  return Effect.flatMap(Fiber.join(fiber), () => {
    const exit = result!
    result = undefined
    return exit
  })
})

// ---------------------------------------------------------------------------------------------------------------------
// By offset
// ---------------------------------------------------------------------------------------------------------------------

interface Offset {
  readonly offset: number
  /** The id of the last item before it. */
  readonly lastId: string | null
}

/**
 * Fetches pages by offset, until all items of the total count were received, or a page is empty: the server may return fewer items than
 * were asked for.
 */
export const paginateByOffset = <Input, A>(
  fetch: FetchPage<Input & { readonly limit: number; readonly offset: number }, List<A>>,
  input: Input,
  pageSize = maxPageSize
): Pages<A> =>
  Stream.suspend(() => {
    const filters = read(input)
    return prefetch<Offset, A, ClerkFailure, never>(
      { offset: 0, lastId: null },
      ({ lastId, offset }) =>
        Effect.flatMap(fetch(withFields(filters, { limit: pageSize, offset }) as never), (page) => {
          const { size, totalCount, value } = page
          const received = offset + size
          const isRepeated = size > 0 && page.lastId !== null && page.lastId === lastId
          if (isRepeated && size >= pageSize) {
            return noProgress(page)
          }
          const isEnd = size === 0 || isRepeated || totalCount !== null && received >= totalCount
          return Effect.succeed([
            isRepeated ? [] : itemsOf(value),
            isEnd ? Option.none() : Option.some({ offset: received, lastId: page.lastId })
          ])
        })
    )
  })

/** A server that ignores where a page begins would be asked forever. */
const noProgress = ({ operation }: Page<unknown>): Effect.Effect<never, SDKError> => {
  const issues = [new Issue({ path: "", message: "Expected the items of the next page, got the same items again" })]
  return new SDKError({ operation, method: "GET", reason: new InvalidResponse({ status: 200, issues }) })
}

const itemsOf = <A>(list: List<A>): ReadonlyArray<A> => "data" in list ? list.data : list

// ---------------------------------------------------------------------------------------------------------------------
// By cursor
// ---------------------------------------------------------------------------------------------------------------------

/** An item that can be a cursor. */
export interface Item {
  readonly id: string
}

/** A list that can be read by cursor: in the order of a time, after an item of a given id. */
export interface CursorList<Input, A extends Item> {
  readonly fetch: FetchPage<Input, ReadonlyArray<A>>
  /** The time that the cursor follows, such as the time of creation. */
  readonly timeOf: (item: A) => DateTime.Utc
  /** The order of the list when the input has no `orderBy`, such as `"-created_at"`. */
  readonly defaultOrder: string
  /** The names of the filters by id and by that time. */
  readonly filters: {
    readonly id: keyof Input & string
    readonly after: keyof Input & string
    readonly before: keyof Input & string
  }
}

/** The item to start after: its id, or an item whose time is known too. */
export type Start<Position> = string | Position

interface Filters {
  readonly orderBy?: string | undefined
  readonly [name: string]: unknown
}

/** How far a list was read: all items before a time, and some items of exactly that time. */
interface CursorPosition {
  readonly time: number
  readonly ids: ReadonlySet<string>
}

interface Cursor {
  readonly startingAfter: string | undefined
  readonly position: CursorPosition | undefined
  /** Whether the page before was full. */
  readonly wasFull: boolean
  /** The number of items so far. */
  readonly received: number
  /** The number of full pages since the last new item. */
  readonly repeatedPages: number
}

/**
 * Fetches pages by cursor, in the order of a time, until a page has no new items: the server may return fewer items than were asked for.
 * Every item that exists throughout is returned exactly once: when the item of the cursor was deleted, or the server ignores the cursor,
 * pagination continues by time.
 */
export const paginateByCursor = <Input, A extends Item>(
  list: CursorList<Input, A>,
  filters: Filters,
  start: Cursor
): Pages<A> =>
  prefetch<Cursor, A, ClerkFailure, never>(
    start,
    (cursor) =>
      Effect.flatMap(fetchAfter(list, filters, cursor), (page) => {
        const items = page.value.filter(isAfter(list, filters, cursor.position))
        const position = advance(list, items, cursor.position)
        const startingAfter = page.lastId ?? cursor.startingAfter
        // Items that cannot be decoded have no time, but an id.
        const isNew = items.length > 0 || page.value.length === 0 && startingAfter !== cursor.startingAfter
        const wasFull = page.size >= maxPageSize
        const repeatedPages = isNew ? 0 : cursor.repeatedPages + 1
        const received = cursor.received + items.length
        // By time, items of about that time come again, but never more than were received.
        if (wasFull && repeatedPages > 2 + received / Math.max(1, page.value.length)) {
          return noProgress(page)
        }
        const isEnd = startingAfter === undefined || !isNew && !wasFull
        return Effect.succeed([
          items,
          isEnd ? Option.none() : Option.some({ startingAfter, position, wasFull, received, repeatedPages })
        ])
      })
  )

const cursorAt = <Position extends Item>(
  timeOf: (position: Position) => DateTime.Utc,
  start: Start<Position> | undefined
): Cursor => ({
  startingAfter: typeof start === "object" ? start.id : start,
  position: typeof start === "object"
    ? { time: DateTime.toEpochMillis(timeOf(start)), ids: new Set([start.id]) }
    : undefined,
  wasFull: true,
  received: 0,
  repeatedPages: 0
})

const fetchAfter = <Input, A extends Item>(
  list: CursorList<Input, A>,
  filters: Filters,
  { position, repeatedPages, startingAfter, wasFull }: Cursor
) => {
  const page = list.fetch(
    { ...filters, orderBy: orderOf(list, filters), limit: maxPageSize, startingAfter } as Input
  )
  const isCursorIgnored = ({ value }: Page<ReadonlyArray<A>>) =>
    repeatedPages === 0 && value.length > 0 && !value.some(isAfter(list, filters, position))
  return position === undefined || startingAfter === undefined ? page : Effect.matchEffect(page, {
    onFailure: (error) => isCursorRefused(error) ? fetchFrom(list, filters, position) : Effect.fail(error),
    onSuccess: (page) =>
      isCursorIgnored(page)
        ? fetchFrom(list, filters, position)
        : page.size > 0 || !wasFull
        ? Effect.succeed(page)
        : Effect.if(exists(list, filters, startingAfter), {
          onTrue: () => Effect.succeed(page),
          onFalse: () => fetchFrom(list, filters, position)
        })
  })
}

/** Fetches a page by time, from the time of a position on. */
const fetchFrom = <Input, A extends Item>(
  list: CursorList<Input, A>,
  filters: Filters,
  { time }: CursorPosition
) => {
  const orderBy = orderOf(list, filters)
  const { after, before } = list.filters
  const limitOf = (name: string, bound: DateTime.Utc) =>
    DateTime.unsafeMake((filters[name] as DateTime.Utc | Date | undefined) ?? bound)
  const earlier = (bound: DateTime.Utc) => DateTime.min(bound, limitOf(before, bound))
  const later = (bound: DateTime.Utc) => DateTime.max(bound, limitOf(after, bound))
  return list.fetch(
    {
      ...filters,
      orderBy,
      limit: maxPageSize,
      ...isDescending(orderBy)
        ? { [before]: earlier(DateTime.unsafeMake(time + 1)) }
        : { [after]: later(DateTime.unsafeMake(time - 1)) }
    } as Input
  )
}

const exists = <Input, A extends Item>(list: CursorList<Input, A>, filters: Filters, id: string) =>
  Effect.map(list.fetch({ ...filters, [list.filters.id]: [id], limit: 1 } as Input), ({ size }) => size > 0)

/** Clerk documents neither the status for a cursor whose item was deleted, nor that it does not return an empty page instead. */
const isCursorRefused = (error: ClerkFailure): boolean =>
  error instanceof ClerkErrors && [400, 404, 422].includes(error.status)

/** Whether an item comes after a position. */
const isAfter =
  <Input, A extends Item>(list: CursorList<Input, A>, filters: Filters, position: CursorPosition | undefined) =>
  (item: A): boolean => {
    if (position === undefined) {
      return true
    }
    const time = DateTime.toEpochMillis(list.timeOf(item))
    return time === position.time
      ? !position.ids.has(item.id)
      : time < position.time === isDescending(orderOf(list, filters))
  }

/** The position after a page. */
const advance = <Input, A extends Item>(
  { timeOf }: CursorList<Input, A>,
  items: ReadonlyArray<A>,
  position: CursorPosition | undefined
): CursorPosition | undefined => {
  const last = items.at(-1)
  if (last === undefined) {
    return position
  }
  const time = DateTime.toEpochMillis(timeOf(last))
  const ids = items.filter((item) => DateTime.toEpochMillis(timeOf(item)) === time).map(({ id }) => id)
  return { time, ids: new Set(position?.time === time ? [...position.ids, ...ids] : ids) }
}

const orderOf = <Input, A extends Item>(
  { defaultOrder }: CursorList<Input, A>,
  { orderBy = defaultOrder }: Filters
): string => orderBy

const isDescending = (orderBy: string): boolean => orderBy.startsWith("-")

// ---------------------------------------------------------------------------------------------------------------------
// In partitions
// ---------------------------------------------------------------------------------------------------------------------

/** Paginates several ranges of time at once, with about the same number of items in each. */
const paginateInPartitions = <Input, A extends Item>(
  list: CursorList<Input, A>,
  count: Effect.Effect<{ readonly totalCount: number }, ClerkFailure>,
  filters: Filters,
  partitions: number
): Pages<A> =>
  Stream.unwrap(Effect.gen(function*() {
    const { totalCount } = yield* count
    const bounds = yield* partitionBounds(list, filters, totalCount, partitions)
    const ranges = [undefined, ...bounds].map((from, index) => paginateRange(list, filters, from, bounds[index]))
    return Stream.mergeAll(ranges, { concurrency: ranges.length, bufferSize: 1 })
  }))

/** The times at which the items split into parts of the same size, in milliseconds and ascending. */
const partitionBounds = <Input, A extends Item>(
  list: CursorList<Input, A>,
  filters: Filters,
  totalCount: number,
  partitions: number
) => {
  const parts = Math.min(partitions, Math.ceil(totalCount / maxPageSize))
  const offsets = Array.makeBy(parts, (part) => Math.floor(part * totalCount / parts)).slice(1)
  const orderBy = list.defaultOrder.replace(/^[+-]/, "")
  return Effect.map(
    Effect.forEach(
      offsets,
      (offset) => list.fetch({ ...filters, orderBy, limit: 1, offset } as Input),
      { concurrency: "unbounded" }
    ),
    (pages) =>
      Array.sort(
        Array.dedupe(pages.flatMap(({ value }) => value.map((item) => DateTime.toEpochMillis(list.timeOf(item))))),
        Number.Order
      )
  )
}

/** Paginates the items from a time on and before another. */
const paginateRange = <Input, A extends Item>(
  list: CursorList<Input, A>,
  filters: Filters,
  from = -Infinity,
  to = Infinity
): Pages<A> => {
  const { after, before } = list.filters
  const within = {
    ...filters,
    ...from > -Infinity && { [after]: DateTime.unsafeMake(from - 1) },
    ...to < Infinity && { [before]: DateTime.unsafeMake(to) }
  }
  // Clerk does not document whether a bound is within its filter.
  const isWithin = (item: A): boolean => {
    const time = DateTime.toEpochMillis(list.timeOf(item))
    return time >= from && time < to
  }
  return Stream.map(paginateByCursor(list, within, cursorAt(list.timeOf, undefined)), (items) => items.filter(isWithin))
}

// ---------------------------------------------------------------------------------------------------------------------
// By whatever the options allow
// ---------------------------------------------------------------------------------------------------------------------

export interface Options<Position> {
  readonly orderBy?: string | undefined
  readonly startingAfter?: Start<Position> | undefined
  readonly partitions?: number | undefined
}

/** Paginates by cursor in the order that the cursor follows, and by offset in any other order. */
export const paginate = <Input, A extends Position, Position extends Item>(
  list: CursorList<Input, A> & { readonly timeOf: (position: Position) => DateTime.Utc },
  count: (filters: object) => Effect.Effect<{ readonly totalCount: number }, ClerkFailure>,
  { partitions = 1, startingAfter, ...filters }: Options<Position>
): Pages<A> =>
  !isSameField(orderOf(list, filters), list.defaultOrder)
    ? paginateByOffset((input) => list.fetch(input as Input), filters)
    : partitions > 1
    ? paginateInPartitions(list, count(filters), filters, partitions)
    : paginateByCursor(list, filters, cursorAt(list.timeOf, startingAfter))

/** Whether two orders name the same field, in any direction. */
const isSameField = (left: string, right: string): boolean => left.replace(/^[+-]/, "") === right.replace(/^[+-]/, "")
