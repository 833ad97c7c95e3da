/**
 * Retry policies: how often and when a call is retried. Whether it is retried follows from what happened:
 *
 * | what happened                                         | idempotent | not idempotent          |
 * | ----------------------------------------------------- | ---------- | ----------------------- |
 * | 429, 409 `resource_locked`: not carried out           | retried    | retried                 |
 * | no connection, no such host, no key: nothing was sent | retried    | retried                 |
 * | certificate, bad port, header: cannot be sent         | fails      | fails                   |
 * | 408, 500, 502, 503, 504, 520 to 530                   | retried    | fails, `outcomeUnknown` |
 * | connection lost, body truncated, timeout              | retried    | fails, `outcomeUnknown` |
 * | any other response                                    | fails      | fails                   |
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
 * The innermost policy wins: that of the call, that of the program, the `retry` of `Clerk.layer`, `standard`.
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
 * How often and when a call is retried.
 *
 * @since 0.1.0
 * @category models
 */
export interface Policy {
  /** The delays between attempts. Its input is each failure; when it is done, the call fails. */
  readonly schedule: Schedule.Schedule<unknown, ClerkFailure>
  /** The timeout of one attempt, from sending the request to the end of the response. The secret key has the same timeout. */
  readonly attemptTimeout: Duration.Duration
  /** The timeout of all attempts and waits. After it the call fails with the last failure of an attempt. */
  readonly budget: Duration.Duration
  /** `Retry-After` is honoured up to this limit. */
  readonly maxRetryAfter: Duration.Duration
}

/**
 * 4 retries, after 200 ms doubling to at most 10 s, with jitter. `Retry-After` is honoured up to 60 s. The timeout is 30 s for an attempt
 * and 2 minutes for the call.
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
 * No retries: one attempt with a timeout of 30 s.
 *
 * @since 0.1.0
 * @category policies
 */
export const none: Policy = { ...standard, schedule: Schedule.stop }

/**
 * Makes a policy. Options that are left out are those of `standard`.
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
 * The policy of a call, read when the call begins. Default: the policy of the layer.
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
   * Sets the policy of the calls of an effect.
   *
   * @since 0.1.0
   * @category combinators
   */
  with_ as with
}

/**
 * Sets the policy of all calls of a program.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (policy: Policy): Layer.Layer<never> => Layer.succeed(RetryPolicy, policy)
