/**
 * What is told of a call: to its span, and to the metrics.
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

interface Answer {
  readonly status: number
  readonly traceId: string | null
}

/** What is written down of one call. */
export interface Journal {
  /** In unix milliseconds, by the clock of the call. */
  readonly now: () => number
  readonly span: Tracer.Span
  /** The wait for the rate limiter begins. */
  readonly waits: () => void
  /** The wait is over, and the turn came or did not. */
  readonly waited: (came: boolean) => void
  /** A request is about to be sent. */
  readonly sends: (attempt: number) => void
  readonly answered: (answer: Answer) => void
  /** What became of an attempt. */
  readonly attempted: (result: Either.Either<unknown, ClerkFailure>) => void
  /** The request is sent again after a failure. */
  readonly repeats: (failure: ClerkFailure) => void
  /** The call is over, perhaps in the middle of something. */
  readonly ends: (exit: Exit.Exit<unknown, ClerkFailure>) => void
}

/** Keeps the journals of an operation. */
export const make = (operation: string) => {
  const labels = new Map<string, ReadonlyArray<MetricLabel.MetricLabel>>()
  const labelsOf = (outcome: string): ReadonlyArray<MetricLabel.MetricLabel> => {
    const known = labels.get(outcome)
    if (known !== undefined) {
      return known
    }
    const made = [MetricLabel.make("operation", operation), MetricLabel.make("outcome", outcome)]
    labels.set(outcome, made)
    return made
  }

  return (fiber: Fiber.RuntimeFiber<unknown, unknown>, span: Tracer.Span): Journal => {
    const clock = Context.get(fiber.currentDefaultServices, Clock.Clock)
    const ofProgram = fiber.getFiberRef(FiberRef.currentMetricLabels)
    const isTimed = fiber.getFiberRef(FiberRef.currentTracerTimingEnabled)
    const now = () => clock.unsafeCurrentTimeMillis()
    const start = now()
    const reasons: Array<string> = []
    let attempts = 0
    let wait = 0
    let waitsSince: number | undefined
    let isSending = false
    let answer: Answer | undefined

    const record = (
      metric: Pick<Metric.Metric<unknown, number, unknown>, "unsafeUpdate">,
      by: number,
      outcome: string
    ) => {
      const own = labelsOf(outcome)
      metric.unsafeUpdate(by, ofProgram.length === 0 ? own : [...own, ...ofProgram])
    }

    const waitEnds = (outcome: string) => {
      const waited = now() - (waitsSince ?? start)
      waitsSince = undefined
      wait += waited
      record(Metrics.limiterWait, waited, outcome)
    }

    const sendingEnds = (outcome: string, status: number | null) => {
      isSending = false
      record(Metrics.requests, 1, outcome)
      if (status === 429) {
        record(Metrics.rateLimited, 1, outcome)
      }
    }

    return {
      now,
      span,
      waits: () => {
        waitsSince = now()
      },
      waited: (came) => waitEnds(came ? "success" : "Timeout"),
      sends: (attempt) => {
        isSending = true
        attempts = attempt
      },
      answered: (last) => {
        answer = last
      },
      attempted: (result) => {
        if (isSending && result._tag === "Right") {
          sendingEnds("success", null)
        } else if (isSending && result._tag === "Left") {
          sendingEnds(outcomeOfFailure(result.left), result.left.status)
        }
      },
      repeats: (failure) => {
        reasons.push(failure.status === null ? outcomeOfFailure(failure) : String(failure.status))
        record(Metrics.retries, 1, outcomeOfFailure(failure))
      },
      ends: (exit) => {
        const outcome = outcomeOf(exit)
        if (waitsSince !== undefined) {
          waitEnds(outcome)
        }
        if (isSending) {
          sendingEnds(outcome, null)
        }
        record(Metrics.duration, now() - start, outcome)
        span.attribute("clerk.attempts", attempts)
        span.attribute("clerk.limiter.wait", wait)
        if (reasons.length > 0) {
          // As a text: exporters make one of a list in ways of their own.
          span.attribute("clerk.retry.reasons", reasons.join(", "))
        }
        if (answer !== undefined) {
          span.attribute("http.response.status_code", answer.status)
        }
        if (answer?.traceId) {
          span.attribute("clerk.trace_id", answer.traceId)
        }
        // Without the users: a span may live much longer than its call.
        span.end(isTimed ? clock.unsafeCurrentTimeNanos() : BigInt(0), Exit.isSuccess(exit) ? Exit.void : exit)
      }
    }
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
