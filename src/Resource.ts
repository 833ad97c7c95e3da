/**
 * What a resource is built with: its tag, its layer, pagination and batching. `Users` is built with it, and so is a resource of your own:
 *
 * ```ts
 * import { Effect, Schema, Stream } from "effect"
 * import { type Errors, Http, Operation, Resource } from "effect-clerk"
 *
 * const Directory = Schema.Struct({ id: Schema.String, name: Schema.String })
 * const page = { limit: Schema.optional(Schema.NumberFromString), offset: Schema.optional(Schema.NumberFromString) }
 *
 * const operations = {
 *   get: Operation.get("/scim_directories/:directoryId", { success: Directory, errors: [404] }),
 *   list: Operation.get("/scim_directories", { query: Schema.Struct(page), success: Schema.Array(Directory), errors: [] })
 * }
 *
 * interface Service extends Operation.Client<typeof operations, Errors.ClerkFailure> {
 *   readonly stream: () => Stream.Stream<typeof Directory.Type, Errors.ClerkFailure>
 * }
 *
 * class Directories extends Resource.Tag<Directories, Service>()("Directories", { streams: ["stream"] }) {}
 *
 * const DirectoriesLive = Resource.layer(
 *   Directories,
 *   Effect.gen(function*() {
 *     const http = yield* Http.ClerkHttp
 *     const pages = http.page("directories.list", operations.list)
 *     return {
 *       ...yield* Http.client("directories", operations),
 *       stream: () => Stream.flattenIterables(Resource.paginate(pages, {}))
 *     }
 *   })
 * )
 *
 * const program = Stream.runCount(Directories.stream()).pipe(Effect.provide(DirectoriesLive))
 * ```
 *
 * @since 0.1.0
 */
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as HashMap from "effect/HashMap"
import * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { ClerkFailure } from "./Errors.ts"
import * as Batching from "./internal/batching.ts"
import * as Pagination from "./internal/pagination.ts"
import type * as Operation from "./Operation.ts"

// ---------------------------------------------------------------------------------------------------------------------
// Tag and layer
// ---------------------------------------------------------------------------------------------------------------------

/**
 * The names of the methods of a service that return a stream.
 *
 * @since 0.1.0
 * @category type projections
 */
export type StreamNames<Service> = {
  // An Effect is a Stream too.
  [Name in keyof Service]: Service[Name] extends (...args: never) => Effect.Effect<unknown, unknown, unknown> ? never
    : Service[Name] extends (...args: never) => Stream.Stream<unknown, unknown, unknown> ? Name
    : never
}[keyof Service]

/**
 * The methods of a service that return a stream, as functions that need the service.
 *
 * @since 0.1.0
 * @category type projections
 */
export type StreamAccessors<Self, Service> = {
  readonly [Name in keyof Service]: Service[Name] extends
    (...args: infer Args) => Stream.Stream<infer A, infer E, infer R> ? (...args: Args) => Stream.Stream<A, E, R | Self>
    : never
}

/**
 * A tag with an accessor for every method of its service: `yield* Users` returns the service, `Users.get(…)` calls it. It extends
 * `Effect.Tag` with accessors for the methods that return a stream, which are listed in `streams`.
 *
 * @since 0.1.0
 * @category constructors
 */
export const Tag =
  <Self, Service extends object>() =>
  <const Id extends string, Name extends StreamNames<Service> & string = never>(
    id: Id,
    { streams = [] }: { readonly streams?: ReadonlyArray<Name> } = {}
  ):
    & Context.TagClass<Self, Id, Service>
    & Effect.Tag.Proxy<Self, Omit<Service, StreamNames<Service>>>
    & StreamAccessors<Self, Pick<Service, Name>> =>
  {
    const tag: Context.Tag<Self, Record<Name, StreamMethod>> = Effect.Tag(id)() as never
    const accessor = (name: Name): StreamMethod => (...args) =>
      Stream.unwrap(Effect.map(tag, (service) => service[name](...args)))
    return Object.assign(tag, Object.fromEntries(streams.map((name) => [name, accessor(name)]))) as never
  }

type StreamMethod = (...args: ReadonlyArray<unknown>) => Stream.Stream<unknown, unknown, unknown>

/**
 * The layer of a resource. It is fresh: Effect memoizes layers by reference, so two Clerk instances that share one layer would both reach
 * the first instance.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = <Self, Service, E, R>(
  tag: Context.Tag<Self, Service>,
  make: Effect.Effect<Service, E, R>
): Layer.Layer<Self, E, Exclude<R, Scope.Scope>> => Layer.fresh(Layer.scoped(tag, make))

// ---------------------------------------------------------------------------------------------------------------------
// Many items
// ---------------------------------------------------------------------------------------------------------------------

/**
 * The page that a list is asked for.
 *
 * @since 0.1.0
 * @category models
 */
export interface PageInput {
  /** The maximum number of items in the page. */
  readonly limit: number
  /** The number of items to skip. */
  readonly offset: number
}

/**
 * The pages of a list, fetched by offset with up to `pageSize` items each, by default 500. The next page is fetched while the current one is consumed. The stream
 * ends when all items of the total count were received, or after an empty page. `page` comes from `ClerkHttp.page`; `Stream.flattenIterables` turns pages into items.
 *
 * @since 0.1.0
 * @category pagination
 */
export const paginate: <Input, A>(
  page: (
    input: Input & PageInput
  ) => Effect.Effect<Operation.Page<ReadonlyArray<A> | { readonly data: ReadonlyArray<A> }>, ClerkFailure>,
  input: Input,
  pageSize?: number
) => Stream.Stream<ReadonlyArray<A>, ClerkFailure> = Pagination.paginateByOffset

/**
 * Gets items by id in lists of up to 100 distinct ids, at most 10 lists at a time. Returns the items by id; ids that are not found are left
 * out. `resource` and `operation` name the call in errors, `list` sends one list.
 *
 * @since 0.1.0
 * @category batching
 */
export const getMany: <A extends { readonly id: string }>(
  resource: string,
  operation: Operation.Any,
  list: (ids: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<A>, ClerkFailure>
) => (ids: Iterable<string>) => Effect.Effect<HashMap.HashMap<string, A>, ClerkFailure> = Batching.getMany

/**
 * A `get` that sends one list for many ids inside a combinator that collects requests, such as
 * `Effect.forEach(ids, get, { batching: true })`. Elsewhere it sends a request of its own. `idParam` is the name of the id in the input of
 * `get`.
 *
 * @since 0.1.0
 * @category batching
 */
export const batchedGet: <const IdParam extends string, A>(
  idParam: IdParam,
  gets: {
    /** Sends a request for one item. */
    readonly get: (input: { readonly [Name in IdParam]: string }) => Effect.Effect<A, ClerkFailure>
    /** Sends lists for many items, such as the result of `getMany`. */
    readonly getMany: (ids: Iterable<string>) => Effect.Effect<HashMap.HashMap<string, A>, ClerkFailure>
  }
) => (input: { readonly [Name in IdParam]: string }) => Effect.Effect<A, ClerkFailure> = Batching.batchedGet

/**
 * The first item of a list, such as a list filtered by a unique value. An item that cannot be decoded fails instead of returning `None`.
 *
 * @since 0.1.0
 * @category batching
 */
export const findOne: <A>(
  list: Effect.Effect<ReadonlyArray<A>, ClerkFailure>
) => Effect.Effect<Option.Option<A>, ClerkFailure> = Batching.findOne
