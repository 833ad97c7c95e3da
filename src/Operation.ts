/**
 * Endpoints of Clerk's Backend API as data: method, path, query, body, response. The client, the in-memory Clerk and the type of every
 * method are derived from it.
 *
 * ```ts
 * import { Operation, User } from "effect-clerk"
 * import { Schema } from "effect"
 *
 * const rename = Operation.patch("/users/:userId", {
 *   payload: Schema.Struct({ first_name: Schema.String }),
 *   success: User,
 *   errors: [400, 401, 404, 422]
 * })
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Rule } from "./RateLimit.ts"

/**
 * The methods that Clerk uses.
 *
 * @since 0.1.0
 * @category models
 */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/**
 * Schemas of parameters of a path, by their names.
 *
 * @since 0.1.0
 * @category models
 */
export interface Params {
  readonly [name: string]: Schema.Schema<string>
}

/**
 * One endpoint.
 *
 * @since 0.1.0
 * @category models
 */
export interface Operation<
  out Path extends string,
  out Query extends Schema.Schema.AnyNoContext,
  out Payload extends Schema.Schema.AnyNoContext,
  out Success extends Schema.Schema.AnyNoContext
> {
  /** The HTTP method. */
  readonly method: Method
  /** The path, with a `:name` for each parameter, and sometimes a fixed query. */
  readonly path: Path
  /** The schemas of parameters of the path that are not sent as they are. */
  readonly params: Params
  /** The schema of the query. It encodes to strings, and to lists of strings for repeated keys. */
  readonly query: Query
  /** The schema of the body. */
  readonly payload: Payload
  /** Parameters that Clerk does not accept here although callers expect them, each with what the error says instead. */
  readonly refused: { readonly [name: string]: string }
  /** The encoding of the body; `"none"` without a body. */
  readonly encoding: "json" | "formData" | "none"
  /** The schema of a 2xx response; `Schema.Undefined` for one without a body. */
  readonly success: Success
  /** The error statuses that Clerk documents, for the operation or in its list of error codes. Other statuses are possible. */
  readonly errors: ReadonlyArray<number>
  /** Whether the request can be sent again after a response was lost. */
  readonly idempotent: boolean
  /**
   * The type of the object that the operation deletes, which the last parameter of the path identifies. A retry that gets 404 after a lost
   * response succeeds.
   */
  readonly deletes: string | undefined
  /** The rate limit that Clerk has for this operation, in addition to that of the instance. */
  readonly rateLimit: Rule | undefined
}

/**
 * Any operation.
 *
 * @since 0.1.0
 * @category models
 */
export interface Any
  extends Operation<string, Schema.Schema.AnyNoContext, Schema.Schema.AnyNoContext, Schema.Schema.AnyNoContext>
{}

/**
 * A table of operations by name.
 *
 * @since 0.1.0
 * @category models
 */
export interface Table {
  readonly [name: string]: Any
}

/**
 * The names of the parameters of a path: `"userId"` of `"/users/:userId/ban"`.
 *
 * @since 0.1.0
 * @category type projections
 */
export type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}?${string}` ? Name
  : Path extends `${string}:${infer Name}` ? Name
  : never

/**
 * The input of an operation: path parameters, query and body as one flat object. Path parameters accept any string.
 *
 * @since 0.1.0
 * @category type projections
 */
export type Input<O extends Any> = And<
  And<{ readonly [Name in ParamNames<O["path"]>]: string }, Schema.Schema.Type<O["query"]>>,
  Schema.Schema.Type<O["payload"]>
>

type And<Left, Right> = keyof Left extends never ? Right : keyof Right extends never ? Left : Left & Right

/**
 * The value that an operation returns.
 *
 * @since 0.1.0
 * @category type projections
 */
export type Success<O extends Any> = Schema.Schema.Type<O["success"]>

/**
 * One page of a list.
 *
 * @since 0.1.0
 * @category models
 */
export interface Page<A> {
  /** The value that the operation returns, without the items that could not be decoded. */
  readonly value: A
  /** The number of items in the response, with those that could not be decoded. */
  readonly size: number
  /** The id of the last item that has one. */
  readonly lastId: string | null
  /** The number of items in all pages, where the response tells it. */
  readonly totalCount: number | null
  /** The operation, such as `"users.list"`. */
  readonly operation: string
}

/**
 * An operation as a function. Its argument is optional when no parameter is required.
 *
 * @since 0.1.0
 * @category type projections
 */
export type Call<O extends Any, E> = {} extends Input<O> ? (input?: Input<O>) => Effect.Effect<Success<O>, E>
  : (input: Input<O>) => Effect.Effect<Success<O>, E>

/**
 * A table of operations as functions.
 *
 * @since 0.1.0
 * @category type projections
 */
export type Client<Operations extends Table, E> = {
  readonly [Name in keyof Operations]: Call<Operations[Name], E>
}

/**
 * The declaration of an endpoint.
 *
 * @since 0.1.0
 * @category models
 */
export interface Declaration<
  Query extends Schema.Schema.AnyNoContext,
  Payload extends Schema.Schema.AnyNoContext,
  Success extends Schema.Schema.AnyNoContext
> {
  /** The schemas of parameters of the path that are not sent as they are, by their names; none by default. */
  readonly params?: Params
  /** The schema of the query; no query by default. */
  readonly query?: Query
  /** The schema of the body; no body by default. */
  readonly payload?: Payload
  /** Parameters that Clerk does not accept here although callers expect them, each with what the error says instead. */
  readonly refused?: { readonly [name: string]: string }
  /** How the body is encoded, `"json"` by default. */
  readonly encoding?: "json" | "formData"
  /** The schema of a 2xx response; `Schema.Undefined` for one without a body. */
  readonly success: Success
  /** The error statuses that Clerk documents. */
  readonly errors: ReadonlyArray<number>
  /** Whether sending the request twice does no harm: `true` by default, but `false` for a POST. */
  readonly idempotent?: boolean
  /** The type of the object that the operation deletes, which the last parameter of the path identifies. */
  readonly deletes?: string
  /** The rate limit that Clerk has for this operation, in addition to that of the instance. */
  readonly rateLimit?: Rule
}

/**
 * An empty query or body.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Nothing: Schema.Schema<{}> = Schema.Struct({})

const declare = (method: Method, idempotentByDefault: boolean) =>
<
  const Path extends string,
  Success extends Schema.Schema.AnyNoContext,
  Query extends Schema.Schema.AnyNoContext = typeof Nothing,
  Payload extends Schema.Schema.AnyNoContext = typeof Nothing
>(path: Path, declaration: Declaration<Query, Payload, Success>): Operation<Path, Query, Payload, Success> => ({
  method,
  path,
  params: declaration.params ?? {},
  query: declaration.query ?? Nothing as Query,
  payload: declaration.payload ?? Nothing as Payload,
  refused: declaration.refused ?? {},
  encoding: declaration.payload === undefined ? "none" : declaration.encoding ?? "json",
  success: declaration.success,
  errors: declaration.errors,
  idempotent: declaration.idempotent ?? idempotentByDefault,
  deletes: declaration.deletes,
  rateLimit: declaration.rateLimit
})

/**
 * Declares a GET, which is idempotent.
 *
 * @since 0.1.0
 * @category constructors
 */
export const get = declare("GET", true)

/**
 * Declares a POST, which is not idempotent unless it is declared so.
 *
 * @since 0.1.0
 * @category constructors
 */
export const post = declare("POST", false)

/**
 * Declares a PUT, which is idempotent.
 *
 * @since 0.1.0
 * @category constructors
 */
export const put = declare("PUT", true)

/**
 * Declares a PATCH with absolute values, which is idempotent.
 *
 * @since 0.1.0
 * @category constructors
 */
export const patch = declare("PATCH", true)

/**
 * Declares a DELETE, which is idempotent.
 *
 * @since 0.1.0
 * @category constructors
 */
export const del = declare("DELETE", true)
