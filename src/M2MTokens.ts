/**
 * Machine-to-machine (M2M) tokens: what a machine shows to another one that it calls.
 *
 * All operations accept the secret key of a machine, `ak_…`, in place of that of the instance, and `create` accepts no other. A layer with
 * that key provides `M2MTokens` for the machine:
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Config, Effect, Layer } from "effect"
 * import { Clerk, Http, M2MTokens as Tokens, Machines } from "effect-clerk"
 * import * as M2MTokens from "effect-clerk/M2MTokens"
 *
 * const machineKey = Config.redacted("CLERK_MACHINE_SECRET_KEY")
 *
 * const M2MTokensLive = M2MTokens.layer.pipe(Layer.provide(Http.layerConfig({ secretKey: machineKey })))
 *
 * // Of two layers with the same service, the second one counts.
 * const ClerkLive = Layer.merge(Clerk.layerConfig(), M2MTokensLive).pipe(Layer.provide(FetchHttpClient.layer))
 *
 * const program = Effect.gen(function*() {
 *   yield* Machines.list() // with the secret key of the instance
 *   const { token } = yield* Tokens.create({ secondsUntilExpiration: 600 }) // with that of the machine
 *   return token // redacted
 * }).pipe(Effect.provide(ClerkLive))
 * ```
 *
 * `MachineToken.verify` asks with the key of its `ClerkHttp`, which can be either.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/M2MTokens.ts"
import * as Resource from "./Resource.ts"
import type { M2MToken, M2MTokenFilters } from "./Schema/M2MToken.ts"

/**
 * The filters of `M2MTokens.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters extends Omit<M2MTokenFilters, "limit" | "offset"> {}

/**
 * The operations on machine-to-machine tokens as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all opaque tokens of a machine, fetched by offset in pages of 100. */
  readonly stream: (filters: StreamFilters) => Stream.Stream<M2MToken, ClerkFailure>
}

/**
 * Machine-to-machine tokens: `yield* M2MTokens` returns the service, `M2MTokens.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class M2MTokens extends Resource.Tag<M2MTokens, Service>()("effect-clerk/M2MTokens", { streams: ["stream"] }) {}

/**
 * The machine-to-machine tokens of the machine or the instance whose key a `ClerkHttp` has.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const client = yield* Http.client("m2mTokens", operations)
  const list = (yield* Http.ClerkHttp).page("m2mTokens.list", operations.list)
  // The size of a page is counted by `data`, which Clerk names differently here.
  const page = (input: M2MTokenFilters) =>
    Effect.map(list(input), (page) => ({
      ...page,
      size: page.value.data.length,
      lastId: page.value.data.at(-1)?.id ?? null
    }))
  return {
    ...client,
    stream: (filters) => Stream.flattenIterables(Resource.paginate(page, filters, 100))
  }
})

/**
 * Provides `M2MTokens` for the machine or the instance whose key `ClerkHttp` has.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<M2MTokens, never, Http.ClerkHttp> = Resource.layer(M2MTokens, make)
