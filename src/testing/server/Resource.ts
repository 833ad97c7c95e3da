/**
 * A resource of the in-memory Clerk: its operations and the handlers that carry them out.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"

import type * as Operation from "../../Operation.ts"
import type { ApiVersion } from "./ApiVersion.ts"
import type { Code } from "./errorCodes.ts"
import type { ErrorResponse } from "./ErrorResponse.ts"

/**
 * A resource of the in-memory Clerk. `ClerkTest.resource` infers the types of the handlers from the table of operations.
 *
 * @since 0.1.0
 * @category models
 */
export interface Resource<Operations extends Operation.Table = Operation.Table> {
  /** The first part of the names of its operations, the same as in `Http.client`: `"widgets"` in `"widgets.get"`. */
  readonly prefix: string
  /** The table of operations, the same as the client's. */
  readonly operations: Operations
  /**
   * Makes the handlers, or returns an effect that makes them. State that is made there, such as a `Ref`, belongs to one in-memory Clerk, and
   * `ClerkTest.reset` makes it anew.
   */
  readonly handlers: (shared: SharedState) => Handlers<Operations> | Effect.Effect<Handlers<Operations>>
  /** Where Clerk reads requests differently than the table says, by the names of operations. */
  readonly reads?: { readonly [Name in keyof Operations]?: Reads } | undefined
  /** Changes the encoded body of a successful response, for what the schema of the operation cannot express. */
  readonly transformBody?: ((body: unknown, context: ResponseContext) => unknown) | undefined
  /** Whether a bearer token is the secret key of a machine, which the resource accepts in addition to that of the instance; never by default. */
  readonly isMachineKey?: ((key: string) => Effect.Effect<boolean>) | undefined
}

/**
 * How Clerk reads the requests of one operation, where that differs from what the client sends.
 *
 * @since 0.1.0
 * @category models
 */
export interface Reads {
  /** The schema of the query, where the client refuses what Clerk accepts. */
  readonly query?: Schema.Schema.AnyNoContext
  /** The schema of the body, where the client refuses what Clerk accepts. */
  readonly payload?: Schema.Schema.AnyNoContext
  /** The schema of the body in versions of the API before the given one. */
  readonly payloadBefore?: readonly [version: ApiVersion, payload: Schema.Schema.AnyNoContext]
  /** The first version of the API that has the operation. */
  readonly since?: ApiVersion
  /** The codes for parameters whose value is not allowed, by their names on the wire. */
  readonly codes?: { readonly [param: string]: Code }
}

/**
 * The handlers of a table of operations. A handler receives the decoded input and returns the success value, which is then
 * encoded, or fails with an error response. Handlers run one at a time.
 *
 * @since 0.1.0
 * @category models
 */
export type Handlers<Operations extends Operation.Table> = {
  readonly [Name in keyof Operations]: (
    input: Operation.Input<Operations[Name]>
  ) => Effect.Effect<Operation.Success<Operations[Name]>, ErrorResponse>
}

/**
 * The state that all resources of an in-memory Clerk share.
 *
 * @since 0.1.0
 * @category models
 */
export interface SharedState {
  /** Makes the next id with a prefix, such as `"widget"`; see `Ids`. */
  readonly nextId: (prefix: string) => Effect.Effect<string>
}

/**
 * The request that a successful response belongs to.
 *
 * @since 0.1.0
 * @category models
 */
export interface ResponseContext {
  /** The name of the operation without the prefix, such as `"get"`. */
  readonly operation: string
  /** The version of the API that the request asks for. */
  readonly version: ApiVersion
  /** The query as it was sent. */
  readonly query: URLSearchParams
  /** The decoded input. */
  readonly input: { readonly [name: string]: unknown }
}
