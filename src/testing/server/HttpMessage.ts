/**
 * HTTP requests and responses of the in-memory Clerk, independent of the transport.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"

/**
 * An HTTP request to the in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface HttpRequest {
  /** The HTTP method, such as `"GET"`. */
  readonly method: string
  /** Path and query, such as `"/v1/users?limit=1"`. */
  readonly url: string
  /** The headers by name. */
  readonly headers: { readonly [name: string]: string | undefined }
  /** The bytes of the body, empty when there is none. */
  readonly body: Uint8Array
}

/**
 * An HTTP response of the in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface HttpResponse {
  /** The HTTP status. */
  readonly status: number
  /** The headers by lower-case name. */
  readonly headers: { readonly [name: string]: string }
  /** The bytes of the body, empty when there is none. */
  readonly body: Uint8Array
}

/**
 * The connection is closed without a response, as a fault with `drop` asks for.
 *
 * @since 0.1.0
 * @category errors
 */
export class ConnectionLost extends Data.TaggedError("ConnectionLost") {}

/** A JSON response. The official JavaScript client reads errors only when the content type has no charset. */
export const json = (status: number, body: unknown): HttpResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: new TextEncoder().encode(JSON.stringify(body))
})

/** A response without a body. */
export const empty = (status: number): HttpResponse => ({ status, headers: {}, body: new Uint8Array() })

/** The content type of a request with lower-case header names. */
export const contentTypeOf = ({ headers }: HttpRequest): string => headers["content-type"] ?? ""
