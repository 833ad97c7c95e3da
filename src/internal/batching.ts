/**
 * Gets of many items by id as few lists.
 */
import * as Array from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberRef from "effect/FiberRef"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import { hasProperty } from "effect/Predicate"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import * as Schema from "effect/Schema"
import type { ClerkFailure, SDKError } from "../Errors.ts"
import { OnDecodeError } from "../Http.ts"
import type * as Operation from "../Operation.ts"
import { maxFilterValues, PathSegment } from "../Schema/wire/Request.ts"
import { groupBy } from "./groupBy.ts"
import { notSent } from "./http/failures.ts"
import * as Input from "./http/input.ts"
import * as Report from "./http/report.ts"

/** The input of a get by id, such as `{ userId: "user_1" }`. */
export type IdInput<IdParam extends string> = { readonly [Name in IdParam]: string }

export type Get<IdParam extends string, A> = (input: IdInput<IdParam>) => Effect.Effect<A, ClerkFailure>

export type GetMany<A> = (ids: Iterable<string>) => Effect.Effect<HashMap.HashMap<string, A>, ClerkFailure>

/** The two ways to get items of a resource by id. */
export interface Gets<IdParam extends string, A> {
  readonly get: Get<IdParam, A>
  readonly getMany: GetMany<A>
}

/** How many requests of one batch are sent at a time. */
const concurrency = 10

// ---------------------------------------------------------------------------------------------------------------------
// Lists by id
// ---------------------------------------------------------------------------------------------------------------------

/** Gets items by id in lists of up to 100 distinct ids. Ids that are not found are left out. */
export const getMany = <A extends { readonly id: string }>(
  resource: string,
  operation: Operation.Any,
  list: (ids: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<A>, ClerkFailure>
): GetMany<A> =>
(ids) =>
  Effect.suspend(() => {
    const read = Input.readIds(ids, `the ids of ${resource}`)
    return read instanceof Input.Unreadable ? notSent(`${resource}.getMany`, operation)([read.issue]) : Effect.map(
      Effect.forEach(Array.chunksOf(read, maxFilterValues), list, { concurrency }),
      (lists) => HashMap.fromIterable(lists.flat().map((item) => [item.id, item] as const))
    )
  })

/** Returns the first item of a list. An item that cannot be decoded fails instead of being left out. */
export const findOne = <A>(
  list: Effect.Effect<ReadonlyArray<A>, ClerkFailure>
): Effect.Effect<Option.Option<A>, ClerkFailure> =>
  Effect.flatMap(
    withPartial(list, Effect.fail),
    ([items, partial]) =>
      Effect.flatMap(OnDecodeError, (handle) => Effect.as(Report.report(handle, partial), Array.head(items)))
  )

/** The result of a list, and the errors of its items that were decoded in part. The errors of those that were left out are handled. */
const withPartial = <A>(
  list: Effect.Effect<A, ClerkFailure>,
  onLeftOut: (error: SDKError) => Effect.Effect<void, SDKError>
): Effect.Effect<readonly [A, ReadonlyArray<() => SDKError>], ClerkFailure> =>
  Effect.suspend(() => {
    const partial: Array<() => SDKError> = []
    const handle = (error: SDKError) =>
      Report.isPartial(error) ? Effect.sync(() => void partial.push(() => error)) : onLeftOut(error)
    return Effect.map(Effect.provideService(list, OnDecodeError, handle), (value) => [value, partial] as const)
  })

// ---------------------------------------------------------------------------------------------------------------------
// Batches
// ---------------------------------------------------------------------------------------------------------------------

/** Where the items of a batch come from. */
export interface Source<A> {
  readonly one: (id: string) => Effect.Effect<A, ClerkFailure>
  /** Returns the items that were found among up to 100 ids. */
  readonly many: (ids: ReadonlyArray<string>) => Effect.Effect<HashMap.HashMap<string, A>, ClerkFailure>
}

/**
 * An item that cannot be decoded is left out of a list; the get that follows reports the error. So is an item that is decoded in part, if
 * the program refuses it.
 */
export const makeSource = <IdParam extends string, A>(
  idParam: IdParam,
  { get, getMany }: Gets<IdParam, A>
): Source<A> => ({
  one: (id) => get({ [idParam]: id } as IdInput<IdParam>),
  many: (ids) =>
    Effect.flatMap(
      withPartial(getMany(ids), () => Effect.void),
      ([items, partial]) =>
        Effect.flatMap(OnDecodeError, (handle) => {
          const refused = new Set<string>()
          const orRefuse = (error: SDKError) =>
            Effect.catchAll(handle(error), () => Effect.sync(() => refused.add(String(Report.idOf(error)))))
          // The default refuses nothing, and logs one warning for all items.
          return Effect.map(
            Report.report(handle === Report.warn ? handle : orRefuse, partial),
            () => HashMap.removeMany(items, refused)
          )
        })
    )
})

/** The callers that wait for the items of a batch. */
export interface Waiters<A> {
  /** Whether any caller still waits for an item. */
  readonly isAwaited: (id: string) => boolean
  /** Passes a result to all callers that wait for an item. */
  readonly complete: (id: string, exit: Exit.Exit<A, ClerkFailure>) => Effect.Effect<void>
}

/** Fetches items and passes each to its waiters. */
export type Fetch<A> = (ids: Iterable<string>, waiters: Waiters<A>) => Effect.Effect<void>

/** Fetches each item with a request of its own. */
export const fetchEach = <A>(one: Source<A>["one"], concurrency: number | "unbounded"): Fetch<A> => (ids, waiters) =>
  Effect.forEach(
    ids,
    (id) =>
      waiters.isAwaited(id)
        ? Effect.flatMap(Effect.exit(one(id)), (exit) => waiters.complete(id, exit))
        : Effect.void,
    { concurrency, discard: true }
  )

/** Fetches items in lists. An item that is missing in its list is fetched with a get, which reports why. */
export const fetchInLists = <A>({ many, one }: Source<A>): Fetch<A> => {
  const fetchAlone = fetchEach(one, concurrency)

  return (ids, waiters) => {
    const fetchList = (ids: ReadonlyArray<string>): Effect.Effect<void> =>
      ids.length <= 1 ? fetchAlone(ids, waiters) : Effect.flatMap(
        Effect.exit(many(ids)),
        Exit.matchEffect({
          onSuccess: (items) =>
            Effect.zipRight(
              Effect.forEach(items, ([id, item]) => waiters.complete(id, Exit.succeed(item)), { discard: true }),
              fetchAlone(ids.filter((id) => !HashMap.has(items, id)), waiters)
            ),
          onFailure: (cause) =>
            isCausedByOneId(cause)
              ? Effect.forEach(Array.split(ids, 2), fetchList, { discard: true })
              : Effect.forEach(ids, (id) => waiters.complete(id, Exit.failCause(cause)), { discard: true })
        })
      )

    // An id that no path can hold fails without a request; in a list it would make the whole list fail.
    const [invalid, valid] = Array.partition(ids, isPathSegment)
    return Effect.zipRight(
      fetchAlone(invalid, waiters),
      Effect.forEach(Array.chunksOf(valid, maxFilterValues), (ids) => fetchList(ids.filter(waiters.isAwaited)), {
        concurrency,
        discard: true
      })
    )
  }
}

const isPathSegment = Schema.is(PathSegment)

/** Whether one of the ids may be the cause, so that the others succeed without it. */
const isCausedByOneId = (cause: Cause.Cause<ClerkFailure>): boolean =>
  Option.exists(Cause.failureOption(cause), ({ status }) => [400, 404, 414, 422, 431].includes(status ?? 0))

// ---------------------------------------------------------------------------------------------------------------------
// Requests that Effect collects
// ---------------------------------------------------------------------------------------------------------------------

interface GetRequest<A> extends Request.Request<A, ClerkFailure> {
  readonly _tag: "effect-clerk/Get"
  readonly id: string
}

export type Resolver<A> = RequestResolver.RequestResolver<GetRequest<A>>

/** Resolves collected requests with a fetch. Requests for the same id share one result. */
export const makeResolver = <A>(fetch: Fetch<A>): Resolver<A> =>
  RequestResolver.makeWithEntry((blocks: ReadonlyArray<ReadonlyArray<Request.Entry<GetRequest<A>>>>) => {
    const byId = groupBy(blocks.flat(), ({ request }) => request.id)
    return fetch(byId.keys(), {
      complete: (id, exit) =>
        Effect.forEach(byId.get(id) ?? [], ({ request }) => Request.complete(request, exit), { discard: true }),
      isAwaited: (id) => byId.get(id)?.some(({ listeners }) => listeners.count > 0) === true
    })
  })

interface InvalidGet<IdParam extends string, A> extends Request.Request<A, ClerkFailure> {
  readonly _tag: "effect-clerk/InvalidGet"
  readonly input: IdInput<IdParam>
}

/** A get that becomes part of a batch inside a combinator with `{ batching: true }`, and a request of its own elsewhere. */
export const makeGet = <IdParam extends string, A>(
  idParam: IdParam,
  get: Get<IdParam, A>,
  resolver: Resolver<A>
): Get<IdParam, A> => {
  const GetRequest = Request.tagged<GetRequest<A>>("effect-clerk/Get")
  const InvalidGet = Request.tagged<InvalidGet<IdParam, A>>("effect-clerk/InvalidGet")
  const invalid = RequestResolver.fromEffect(({ input }: InvalidGet<IdParam, A>) => get(input))
  // A member of a batch that fails without a request would make Effect wait forever, so invalid input is a request too.
  const request = (input: IdInput<IdParam>) => {
    const id = readId(idParam, input)
    return id === undefined
      ? Effect.request(InvalidGet({ input }), invalid)
      : Effect.request(GetRequest({ id }), resolver)
  }

  return (input) =>
    Effect.withFiberRuntime((fiber) =>
      !isBatching(fiber)
        ? get(input)
        : fiber.getFiberRef(FiberRef.currentRequestCacheEnabled)
        // Effect's request cache is keyed by the request alone, so it would return items of another instance.
        ? Effect.withRequestCaching(request(input), false)
        : request(input)
    )
}

/** A get in batches: `makeGet` over lists. */
export const batchedGet = <IdParam extends string, A>(idParam: IdParam, gets: Gets<IdParam, A>): Get<IdParam, A> =>
  makeGet(idParam, gets.get, makeResolver(fetchInLists(makeSource(idParam, gets))))

/** The id, if the input is exactly `{ [idParam]: id }`. Any other input is left to the call itself, which reports what is wrong. */
export const readId = (idParam: string, input: unknown): string | undefined => {
  // It throws for null, and for a proxy that throws.
  const id = Input.attempt((): unknown => {
    const { value } = Object.getOwnPropertyDescriptor(input, idParam)!
    return Object.keys(input as object).length === 1 ? value : undefined
  })
  return typeof id === "string" ? id : undefined
}

/**
 * Whether a combinator such as `Effect.forEach` with `{ batching: true }` collects the requests of this fiber, which the steps of the
 * fiber show. A request that is not collected runs in a fiber of its own, which this saves.
 */
const isBatching = (fiber: unknown): boolean =>
  !hasProperty(fiber, "_steps") || !Array.isArray(fiber._steps) || fiber._steps.length > 0
