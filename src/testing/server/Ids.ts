/**
 * The ids that the in-memory Clerk makes.
 *
 * @since 0.1.0
 */
import { sha256 } from "@noble/hashes/sha2.js"
import { utf8ToBytes } from "@noble/hashes/utils.js"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

/**
 * Makes an id from its prefix, such as `"user"`, and a number that counts up from 1 for each prefix.
 *
 * @since 0.1.0
 * @category models
 */
export type MakeId = (prefix: string, count: number) => Effect.Effect<string>

const sequential: MakeId = (prefix, count) => Effect.succeed(`${prefix}_${String(count).padStart(27, "0")}`)

const random: MakeId = (prefix) =>
  Effect.map(
    Effect.replicateEffect(Random.nextIntBetween(0, base62.length), 27),
    (digits) => `${prefix}_${digits.map((digit) => base62[digit]).join("")}`
  )

/** Ids that look like Clerk's and depend on nothing but a text, the prefix and the count. */
export const seeded = (seed: string): MakeId => (prefix, count) =>
  Effect.sync(() =>
    `${prefix}_${
      Array.from(sha256(utf8ToBytes(`${seed} ${prefix} ${count}`)).slice(0, 27), (byte) => base62[byte % 62]).join("")
    }`
  )

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/**
 * Makes the ids of the in-memory Clerk, sequential by default. It is read when the layer is built.
 *
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { ClerkTest, Ids } from "effect-clerk/testing"
 *
 * const short = Layer.succeed(Ids, (prefix, count) => Effect.succeed(`${prefix}_${count}`))
 * const TestLive = ClerkTest.layer().pipe(Layer.provide(short))
 * ```
 *
 * @since 0.1.0
 * @category references
 */
export class Ids extends Context.Reference<Ids>()("effect-clerk/testing/Ids", {
  defaultValue: (): MakeId => sequential
}) {
  /** Ids that are the same in every run: `user_000000000000000000000000001`, `user_000000000000000000000000002`. */
  static readonly sequential: MakeId = sequential

  /** Ids that look like Clerk's, such as `user_2NNEqL2nrIRdJ194ndJqAHwEfxC`, from the `Random` service. */
  static readonly random: MakeId = random
}
