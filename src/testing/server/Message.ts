/**
 * Requests and answers as every way into the in-memory Clerk has them.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"

/**
 * A request as it comes over the wire.
 *
 * @since 0.1.0
 * @category models
 */
export interface Request {
  /** The HTTP method, such as `"GET"`. */
  readonly method: string
  /** Path and query, such as `"/v1/users?limit=1"`. */
  readonly url: string
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string | undefined }
  /** The bytes of the body; empty when there is none. */
  readonly body: Uint8Array
}

/**
 * An answer as it goes over the wire.
 *
 * @since 0.1.0
 * @category models
 */
export interface Answer {
  /** The HTTP status. */
  readonly status: number
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string }
  /** The bytes of the body. */
  readonly body: Uint8Array
}

/**
 * There is no answer: the connection is to be cut.
 *
 * @since 0.1.0
 * @category errors
 */
export class ConnectionLost extends Data.TaggedError("ConnectionLost") {}

/** An answer in JSON. The official JavaScript client reads errors only when the type has no charset. */
export const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: new TextEncoder().encode(JSON.stringify(body))
})
