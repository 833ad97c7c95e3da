/**
 * The options of an in-memory Clerk behind an HTTP server.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"

/**
 * Options of an in-memory Clerk behind an HTTP server.
 *
 * @since 0.1.0
 * @category models
 */
export interface ServedOptions {
  /** Whether clients may control it by the paths under `/_control`, with the secret key; by default not. */
  readonly control?: boolean | undefined
  /** Whether `/` is a page that shows users, requests and faults to anyone without the secret key; by default not. */
  readonly page?: boolean | undefined
  /** Runs after each request to Clerk's API, for example to print it. */
  readonly onRequest?: ((request: ServedRequest) => Effect.Effect<void>) | undefined
}

/**
 * A request that an in-memory Clerk behind an HTTP server has responded to.
 *
 * @since 0.1.0
 * @category models
 */
export interface ServedRequest {
  /** The HTTP method, such as `"GET"`. */
  readonly method: string
  /** The path without the query, in which secrets are replaced by `"<redacted>"`. */
  readonly path: string
  /** The status of the response; null when the connection was dropped. */
  readonly status: number | null
  /** From the whole request to the whole response, in milliseconds. */
  readonly millis: number
}
