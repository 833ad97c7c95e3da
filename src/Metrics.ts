/**
 * What is counted of the calls, for whatever exporter a program has.
 *
 * ```ts
 * import { Effect, Metric } from "effect"
 * import { Metrics } from "effect-clerk"
 *
 * const refused = Metrics.rateLimited.pipe(
 *   Metric.tagged("operation", "users.list"),
 *   Metric.tagged("outcome", "ClerkErrors")
 * )
 * const program = Effect.flatMap(Metric.value(refused), ({ count }) => Effect.log(count))
 * ```
 *
 * Each is tagged with the `operation`, such as `"users.list"`, and the `outcome`: `"success"`, `"ClerkErrors"`,
 * the reason of the `SDKError`, `"interrupted"`, or `"defect"` when the HTTP client died.
 *
 * @since 0.1.0
 */
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricKey from "effect/MetricKey"

/**
 * Requests sent, each attempt of a call for itself.
 *
 * @since 0.1.0
 * @category metrics
 */
export const requests: Metric.Metric.Counter<number> = Metric.counter("clerk.requests", {
  description: "Requests sent to Clerk",
  incremental: true
})

/**
 * Requests sent again, by the outcome that was the reason.
 *
 * @since 0.1.0
 * @category metrics
 */
export const retries: Metric.Metric.Counter<number> = Metric.counter("clerk.retries", {
  description: "Requests sent to Clerk again",
  incremental: true
})

/**
 * Requests that were answered 429.
 *
 * @since 0.1.0
 * @category metrics
 */
export const rateLimited: Metric.Metric.Counter<number> = Metric.counter("clerk.rate_limited", {
  description: "Requests that Clerk answered 429",
  incremental: true
})

const timer = (name: string, description: string): Metric.Metric.Histogram<number> =>
  Metric.fromMetricKey(
    MetricKey.tagged(
      MetricKey.histogram(name, MetricBoundaries.exponential({ start: 1, factor: 2, count: 20 }), description),
      "time_unit",
      "milliseconds"
    )
  )

/**
 * How long an attempt waited for the rate limiter, in milliseconds.
 *
 * @since 0.1.0
 * @category metrics
 */
export const limiterWait: Metric.Metric.Histogram<number> = timer(
  "clerk.limiter.wait",
  "Time that a request waited for the rate limiter"
)

/**
 * How long a call took, with all its attempts and all waiting, in milliseconds.
 *
 * @since 0.1.0
 * @category metrics
 */
export const duration: Metric.Metric.Histogram<number> = timer("clerk.duration", "Time that a call took, all in all")
