/**
 * How often and when a call is tried again, as a value. Whether it may be is not a matter of taste:
 *
 * | what happened                                           | safe to repeat | not safe to repeat      |
 * | ------------------------------------------------------- | -------------- | ----------------------- |
 * | 429, and 409 `resource_locked`: it was not carried out  | again          | again                   |
 * | no connection, no such host, no key: nothing was sent   | again          | again                   |
 * | 500, 502, 503, 504                                      | again          | fails, `outcomeUnknown` |
 * | connection lost, body cut off, no answer in time        | again          | fails, `outcomeUnknown` |
 * | any other answer                                        | fails          | fails                   |
 *
 * ```ts
 * import { Effect, Schedule } from "effect"
 * import { Retry, Users } from "effect-clerk"
 *
 * const patient = Retry.make({ schedule: Schedule.spaced("5 seconds"), budget: "10 minutes" })
 *
 * const page = Users.list({ limit: 500 }).pipe(Retry.with(patient)) // for one call
 * const program = page.pipe(Effect.provide(Retry.layer(patient))) // for a whole program
 * ```
 *
 * The nearest policy holds: that of the call, that of the program, the `retry` of `Clerk.layer`, `standard`.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import type { ClerkFailure } from "./Errors.ts"

/**
 * How often and when a call is tried again.
 *
 * @since 0.1.0
 * @category models
 */
export interface Policy {
  /** When the next attempt begins; when it ends, so do the attempts. It sees each failure. */
  readonly schedule: Schedule.Schedule<unknown, ClerkFailure>
  /** How long one attempt may take, from sending to the end of the answer. The secret key may take as long. */
  readonly attemptTimeout: Duration.Duration
  /** How long all attempts may take, with all waiting. Then the call fails with the last real failure. */
  readonly budget: Duration.Duration
  /** The longest that Clerk's `Retry-After` is waited for; up to here it is the least wait. */
  readonly maxRetryAfter: Duration.Duration
}

/**
 * 4 repeats, after 200 ms doubling to at most 10 s with jitter; `Retry-After` honoured up to 60 s; 30 s an attempt; 2 minutes
 * in all.
 *
 * @since 0.1.0
 * @category policies
 */
export const standard: Policy = {
  schedule: Schedule.exponential("200 millis").pipe(
    Schedule.union(Schedule.spaced("10 seconds")),
    Schedule.jittered,
    Schedule.intersect(Schedule.recurs(4))
  ),
  attemptTimeout: Duration.seconds(30),
  budget: Duration.minutes(2),
  maxRetryAfter: Duration.seconds(60)
}

/**
 * One attempt of 30 s.
 *
 * @since 0.1.0
 * @category policies
 */
export const none: Policy = { ...standard, schedule: Schedule.stop }

/**
 * A policy; what is left out is as in `standard`.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (options: {
  /** How many retries there are and the delay before each. */
  readonly schedule?: Schedule.Schedule<unknown, ClerkFailure> | undefined
  /** The maximum duration of one attempt. */
  readonly attemptTimeout?: Duration.DurationInput | undefined
  /** The maximum duration of all attempts and delays together. */
  readonly budget?: Duration.DurationInput | undefined
  /** The longest `Retry-After` that is honoured. */
  readonly maxRetryAfter?: Duration.DurationInput | undefined
}): Policy => ({
  schedule: options.schedule ?? standard.schedule,
  attemptTimeout: Duration.decode(options.attemptTimeout ?? standard.attemptTimeout),
  budget: Duration.decode(options.budget ?? standard.budget),
  maxRetryAfter: Duration.decode(options.maxRetryAfter ?? standard.maxRetryAfter)
})

/**
 * The policy of a call, read when the call is made; by default that of the layer which made the client.
 *
 * @since 0.1.0
 * @category references
 */
export class RetryPolicy extends Context.Reference<RetryPolicy>()("effect-clerk/RetryPolicy", {
  defaultValue: (): Policy | undefined => undefined
}) {}

const with_: {
  (policy: Policy): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  <A, E, R>(self: Effect.Effect<A, E, R>, policy: Policy): Effect.Effect<A, E, R>
} = dual(2, <A, E, R>(self: Effect.Effect<A, E, R>, policy: Policy) => Effect.provideService(self, RetryPolicy, policy))

export {
  /**
   * Makes the calls within an effect by another policy.
   *
   * @since 0.1.0
   * @category combinators
   */
  with_ as with
}

/**
 * Makes all calls of a program by another policy.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (policy: Policy): Layer.Layer<never> => Layer.succeed(RetryPolicy, policy)
