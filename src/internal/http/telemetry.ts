/**
 * The span and the metrics of a call.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import type * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import type * as Metric from "effect/Metric"
import * as MetricLabel from "effect/MetricLabel"
import type * as Tracer from "effect/Tracer"
import type { ClerkFailure } from "../../Errors.ts"
import * as Metrics from "../../Metrics.ts"
import * as Time from "../time.ts"

/** The metric labels of an operation with an outcome. */
export type Labels = (outcome: string) => ReadonlyArray<MetricLabel.MetricLabel>

/** Labels are made once, since metrics look them up by identity first. */
export const labels = (operation: string): Labels => {
  const made = new Map<string, ReadonlyArray<MetricLabel.MetricLabel>>()
  return (outcome) => {
    const known = made.get(outcome)
    if (known !== undefined) {
      return known
    }
    const added = [MetricLabel.make("operation", operation), MetricLabel.make("outcome", outcome)]
    made.set(outcome, added)
    return added
  }
}

interface Received {
  readonly status: number
  readonly traceId: string | null
}

/** What is recorded during a call, and written to its span at the end. */
export class Telemetry {
  readonly span: Tracer.Span
  /** The time in milliseconds of the monotonic clock of the call. */
  readonly now: () => number
  readonly unixMillis: () => number
  private readonly clock: Clock.Clock
  private readonly labels: Labels
  private readonly programLabels: ReadonlyArray<MetricLabel.MetricLabel>
  private readonly isTimed: boolean
  private readonly startedAt: number
  private readonly retryReasons: Array<string> = []
  private attempts = 0
  private waitedMillis = 0
  private waitingSince: number | undefined
  private isSending = false
  private response: Received | undefined

  constructor(labels: Labels, fiber: Fiber.RuntimeFiber<unknown, unknown>, span: Tracer.Span) {
    const clock = Context.get(fiber.currentDefaultServices, Clock.Clock)
    this.span = span
    this.clock = clock
    this.now = () => Time.unsafeNow(clock)
    this.unixMillis = () => clock.unsafeCurrentTimeMillis()
    this.labels = labels
    this.programLabels = fiber.getFiberRef(FiberRef.currentMetricLabels)
    this.isTimed = fiber.getFiberRef(FiberRef.currentTracerTimingEnabled)
    this.startedAt = this.now()
  }

  /** The wait for the rate limiter begins. */
  waiting(): void {
    this.waitingSince = this.now()
  }

  /** The wait is over. */
  waited(taken: boolean): void {
    this.waitEnded(taken ? "success" : "Timeout")
  }

  /** A request is about to be sent. */
  sending(attempt: number): void {
    this.isSending = true
    this.attempts = attempt
  }

  received(response: Received): void {
    this.response = response
  }

  attemptEnded(result: Either.Either<unknown, ClerkFailure>): void {
    if (result._tag === "Right") {
      this.sendingEnded("success", null)
    } else {
      this.sendingEnded(outcomeOfFailure(result.left), result.left.status)
    }
  }

  /** The request is sent again after a failure. */
  retries(failure: ClerkFailure): void {
    const outcome = outcomeOfFailure(failure)
    this.retryReasons.push(failure.status === null ? outcome : String(failure.status))
    this.record(Metrics.retries, 1, outcome)
  }

  /** The call is over, perhaps during a wait or a request. */
  end(exit: Exit.Exit<unknown, ClerkFailure>): void {
    const outcome = outcomeOf(exit)
    if (this.waitingSince !== undefined) {
      this.waitEnded(outcome)
    }
    this.sendingEnded(outcome, null)
    this.record(Metrics.duration, this.now() - this.startedAt, outcome)
    this.span.attribute("clerk.attempts", this.attempts)
    this.span.attribute("clerk.limiter.wait", this.waitedMillis)
    if (this.retryReasons.length > 0) {
      // As one string, because exporters write lists in different ways.
      this.span.attribute("clerk.retry.reasons", this.retryReasons.join(", "))
    }
    if (this.response !== undefined) {
      this.span.attribute("http.response.status_code", this.response.status)
    }
    if (this.response?.traceId) {
      this.span.attribute("clerk.trace_id", this.response.traceId)
    }
    // Without the value of the call: a span may live much longer than the users that were returned.
    const endTime = this.isTimed ? this.clock.unsafeCurrentTimeNanos() : BigInt(0)
    this.span.end(endTime, Exit.isSuccess(exit) ? Exit.void : exit)
  }

  private waitEnded(outcome: string): void {
    const waited = this.now() - (this.waitingSince ?? this.startedAt)
    this.waitingSince = undefined
    this.waitedMillis += waited
    this.record(Metrics.limiterWait, waited, outcome)
  }

  /** Counts the request that is under way, if there is one. */
  private sendingEnded(outcome: string, status: number | null): void {
    if (!this.isSending) {
      return
    }
    this.isSending = false
    this.record(Metrics.requests, 1, outcome)
    if (status === 429) {
      this.record(Metrics.rateLimited, 1, outcome)
    }
  }

  private record(
    metric: Pick<Metric.Metric<unknown, number, unknown>, "unsafeUpdate">,
    by: number,
    outcome: string
  ): void {
    const own = this.labels(outcome)
    metric.unsafeUpdate(by, this.programLabels.length === 0 ? own : [...own, ...this.programLabels])
  }
}

const outcomeOf = (exit: Exit.Exit<unknown, ClerkFailure>): string =>
  Exit.isSuccess(exit)
    ? "success"
    : exit.cause._tag === "Fail"
    ? outcomeOfFailure(exit.cause.error)
    : Cause.isInterrupted(exit.cause)
    ? "interrupted"
    : "defect"

const outcomeOfFailure = (failure: ClerkFailure): string =>
  failure._tag === "ClerkErrors" ? failure._tag : failure.reason._tag
