/**
 * The redirect URLs of an instance: where a native app may be sent after it signed in with OAuth.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { RedirectUrls } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const { id } = yield* RedirectUrls.create({ url: "my-app://oauth-callback" })
 *   const { data } = yield* RedirectUrls.list()
 *   yield* RedirectUrls.delete({ id })
 * })
 * ```
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/RedirectUrls.ts"
import * as Resource from "./Resource.ts"
import type { RedirectUrl } from "./Schema/RedirectUrl.ts"

/**
 * The operations on redirect URLs as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all redirect URLs, fetched by offset in pages of 500. */
  readonly stream: () => Stream.Stream<RedirectUrl, ClerkFailure>
}

/**
 * The redirect URLs of a Clerk instance: `yield* RedirectUrls` returns the service, `RedirectUrls.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class RedirectUrls
  extends Resource.Tag<RedirectUrls, Service>()("effect-clerk/RedirectUrls", { streams: ["stream"] })
{}

/**
 * The redirect URLs of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("redirectUrls.list", operations.list)
  return {
    ...yield* Http.client("redirectUrls", operations),
    stream: () => Stream.flattenIterables(Resource.paginate(page, {}))
  }
})

/**
 * Provides `RedirectUrls` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<RedirectUrls, never, Http.ClerkHttp> = Resource.layer(
  RedirectUrls,
  make
)
