/**
 * The real client in virtual time from 0, over a Clerk that refuses as it is told.
 *
 * ```ts
 * const { fork, sent, time } = yield* timedClerk({ rateLimit: [rule], refusals: [{ retryAfter: "5" }] })
 * yield* fork(Users.count(), Users.count())
 * yield* time.pass("1 minute")
 * // sent() is ["0 /users/count", "5000 /users/count", …]
 * ```
 */
import { Effect, Layer, Redacted } from "effect"
import { Clerk, type Users } from "effect-clerk"
import { virtualTime } from "./clock.ts"
import { rejecting, type Rejection } from "./strict.ts"
import type { Failure } from "./wire.ts"

export interface Options extends Partial<Clerk.Options> {
  /** Of the first requests; the others are granted. */
  readonly refusals?: ReadonlyArray<Rejection>
  /** How many milliseconds it takes until a request arrives. */
  readonly underWay?: number
}

export const timedClerk = Effect.fnUntraced(function*({ refusals = [], underWay = 0, ...options }: Options = {}) {
  const left = [...refusals]
  const { layer, sent } = rejecting(() => left.shift(), () => underWay)
  const clerk = yield* Layer.build(
    Layer.provide(Clerk.layer({ secretKey: Redacted.make("sk_test_timed"), ...options }), layer)
  )
  const time = virtualTime(0)
  return {
    time,
    /** Begins calls in this order, and lets them go as far as they can at this instant. */
    fork: (...calls: ReadonlyArray<Effect.Effect<unknown, Failure, Users>>) =>
      Effect.zipLeft(
        Effect.forEach(calls, (call) => time.fork(Effect.either(Effect.provide(call, clerk)))),
        time.pass(0)
      ),
    /** When what was asked. */
    sent: () => sent.map(({ at, path }) => `${at} ${path}`)
  }
})
