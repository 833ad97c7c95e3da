/**
 * What one endpoint of Clerk's Backend API is, as data: method, path, query, body, answer. The client, the in-memory Clerk
 * and the type of every method are derived from it.
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
  /** What goes into the query: encoded to texts, and to lists of texts for repeated keys. */
  readonly query: Query
  /** What goes into the body. */
  readonly payload: Payload
  /** How the body is written; `"none"` for an operation without one. */
  readonly encoding: "json" | "formData" | "none"
  /** What a 2xx answers. */
  readonly success: Success
  /** The statuses that Clerk documents for it. Any other can come, too. */
  readonly errors: ReadonlyArray<number>
  /** Whether sending it again, after an answer that was lost, does no harm. */
  readonly idempotent: boolean
  /**
   * The kind of object that it deletes, which the last parameter of the path names: a repeat that finds nothing, after an
   * answer that was lost, answers that it is deleted.
   */
  readonly deletes: string | undefined
  /** The rate limit that Clerk has for this operation, beside that of the instance. */
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
 * What an operation takes: path, query and body as one flat object. What goes into the path goes in as any string.
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
 * What an operation answers.
 *
 * @since 0.1.0
 * @category type projections
 */
export type Success<O extends Any> = Schema.Schema.Type<O["success"]>

/**
 * One page of what an operation lists.
 *
 * @since 0.1.0
 * @category models
 */
export interface Page<A> {
  /** What the operation answers, without what could not be read. */
  readonly value: A
  /** How many items Clerk sent. */
  readonly size: number
  /** The id of the last item that has one. */
  readonly lastId: string | null
}

/**
 * An operation as a function; its argument may be left out when nothing in it is required.
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
 * How an endpoint is declared.
 *
 * @since 0.1.0
 * @category models
 */
export interface Declaration<
  Query extends Schema.Schema.AnyNoContext,
  Payload extends Schema.Schema.AnyNoContext,
  Success extends Schema.Schema.AnyNoContext
> {
  /** The schema of the query; no query by default. */
  readonly query?: Query
  /** The schema of the body; no body by default. */
  readonly payload?: Payload
  /** How the body is encoded, `"json"` by default. */
  readonly encoding?: "json" | "formData"
  /** The schema of a 2xx response. */
  readonly success: Success
  /** The error statuses that Clerk documents. */
  readonly errors: ReadonlyArray<number>
  /** Whether sending the request twice does no harm: `true` by default, but `false` for a POST. */
  readonly idempotent?: boolean
  /** The type of the object that the operation deletes, which the last parameter of the path identifies. */
  readonly deletes?: string
  readonly rateLimit?: Rule
}

/**
 * A query or a body with nothing in it.
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
  query: declaration.query ?? Nothing as Query,
  payload: declaration.payload ?? Nothing as Payload,
  encoding: declaration.payload === undefined ? "none" : declaration.encoding ?? "json",
  success: declaration.success,
  errors: declaration.errors,
  idempotent: declaration.idempotent ?? idempotentByDefault,
  deletes: declaration.deletes,
  rateLimit: declaration.rateLimit
})

/**
 * Declares a GET, which is safe to repeat.
 *
 * @since 0.1.0
 * @category constructors
 */
export const get = declare("GET", true)

/**
 * Declares a POST. It is not safe to repeat unless it says so.
 *
 * @since 0.1.0
 * @category constructors
 */
export const post = declare("POST", false)

/**
 * Declares a PUT, which is safe to repeat.
 *
 * @since 0.1.0
 * @category constructors
 */
export const put = declare("PUT", true)

/**
 * Declares a PATCH with absolute values, which is safe to repeat.
 *
 * @since 0.1.0
 * @category constructors
 */
export const patch = declare("PATCH", true)

/**
 * Declares a DELETE, which is safe to repeat.
 *
 * @since 0.1.0
 * @category constructors
 */
export const del = declare("DELETE", true)
