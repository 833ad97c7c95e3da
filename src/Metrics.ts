/**
 * Metrics of the calls, for any exporter.
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
 * Counts requests, one for each attempt of a call.
 *
 * @since 0.1.0
 * @category metrics
 */
export const requests: Metric.Metric.Counter<number> = Metric.counter("clerk.requests", {
  description: "Requests sent to Clerk",
  incremental: true
})

/**
 * Counts retries, by the outcome of the attempt before.
 *
 * @since 0.1.0
 * @category metrics
 */
export const retries: Metric.Metric.Counter<number> = Metric.counter("clerk.retries", {
  description: "Requests sent to Clerk again",
  incremental: true
})

/**
 * Counts responses with status 429.
 *
 * @since 0.1.0
 * @category metrics
 */
export const rateLimited: Metric.Metric.Counter<number> = Metric.counter("clerk.rate_limited", {
  description: "Responses with status 429",
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
 * The time that an attempt waited for the rate limiter, in milliseconds.
 *
 * @since 0.1.0
 * @category metrics
 */
export const limiterWait: Metric.Metric.Histogram<number> = timer(
  "clerk.limiter.wait",
  "Time that a request waited for the rate limiter"
)

/**
 * The duration of a call with all attempts and waits, in milliseconds.
 *
 * @since 0.1.0
 * @category metrics
 */
export const duration: Metric.Metric.Histogram<number> = timer(
  "clerk.duration",
  "Duration of a call with all attempts and waits"
)
