/**
 * The machines of a Clerk instance: programs that make tokens with which they call one another. `M2MTokens` makes and verifies the tokens.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Machines } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const invoices = yield* Machines.create({ name: "invoices" })
 *   const worker = yield* Machines.create({ name: "worker", scopedMachines: [invoices.id], defaultTokenTtl: 600 })
 *   return worker.secretKey // redacted
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
import { operations } from "./operations/Machines.ts"
import * as Resource from "./Resource.ts"
import type { Machine, MachineFilters } from "./Schema/Machine.ts"

/**
 * The filters and the order of `Machines.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters extends Omit<MachineFilters, "limit" | "offset"> {}

/**
 * The operations on machines as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all machines that match, fetched by offset in pages of 500. */
  readonly stream: (filters?: StreamFilters) => Stream.Stream<Machine, ClerkFailure>
}

/**
 * The machines of a Clerk instance: `yield* Machines` returns the service, `Machines.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Machines extends Resource.Tag<Machines, Service>()("effect-clerk/Machines", { streams: ["stream"] }) {}

/**
 * The machines of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("machines.list", operations.list)
  return {
    ...yield* Http.client("machines", operations),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(page, filters))
  }
})

/**
 * Provides `Machines` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Machines, never, Http.ClerkHttp> = Resource.layer(Machines, make)
