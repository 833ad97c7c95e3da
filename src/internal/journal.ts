/**
 * What is told of a call: to its span, and to the metrics.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberRef from "effect/FiberRef"
import type * as Metric from "effect/Metric"
import * as MetricLabel from "effect/MetricLabel"
import type * as Tracer from "effect/Tracer"
import * as Metrics from "../Metrics.ts"
import type { Failure } from "./failure.ts"

/** What is written down of one call. */
export interface Journal {
  attempts: number
  /** How long it waited for the rate limiter, in milliseconds. */
  waited: number
  /** Why it was tried again. */
  readonly reasons: Array<string>
  /** The last answer. */
  answer: { readonly status: number; readonly traceId: string | null } | undefined
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

  const record = (
    outcome: string,
    ...entries: ReadonlyArray<readonly [Pick<Metric.Metric<unknown, number, unknown>, "unsafeUpdate">, number]>
  ) =>
    FiberRef.getWith(FiberRef.currentMetricLabels, (ofProgram) =>
      Effect.sync(() => {
        const own = labelsOf(outcome)
        const tags = ofProgram.length === 0 ? own : [...own, ...ofProgram]
        entries.forEach(([metric, amount]) => metric.unsafeUpdate(amount, tags))
      }))

  return {
    /** A call, from the beginning to the end. */
    call: <A, R>(
      span: Tracer.Span,
      run: (journal: Journal) => Effect.Effect<A, Failure, R>
    ): Effect.Effect<A, Failure, R> =>
      Effect.flatMap(Clock.currentTimeMillis, (start) => {
        const journal: Journal = { attempts: 0, waited: 0, reasons: [], answer: undefined }
        return Effect.onExit(run(journal), (exit) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) => {
            span.attribute("clerk.attempts", journal.attempts)
            span.attribute("clerk.limiter.wait", journal.waited)
            if (journal.reasons.length > 0) {
              // As a text: exporters make one of a list in ways of their own.
              span.attribute("clerk.retry.reasons", journal.reasons.join(", "))
            }
            if (journal.answer !== undefined) {
              span.attribute("http.response.status_code", journal.answer.status)
            }
            if (journal.answer?.traceId) {
              span.attribute("clerk.trace_id", journal.answer.traceId)
            }
            return record(outcomeOf(exit), [Metrics.duration, now - start])
          }))
      }),

    /** The wait for the rate limiter. */
    waiting: (journal: Journal, wait: Effect.Effect<boolean>): Effect.Effect<boolean> =>
      Effect.flatMap(
        Clock.currentTimeMillis,
        (start) =>
          Effect.onExit(wait, (exit) =>
            Effect.flatMap(Clock.currentTimeMillis, (now) => {
              journal.waited += now - start
              const outcome = Exit.isSuccess(exit) && !exit.value ? "Timeout" : outcomeOf(exit)
              return record(outcome, [Metrics.limiterWait, now - start])
            }))
      ),

    /** A request, from the sending to what is made of the answer. */
    request: <A, R>(send: Effect.Effect<A, Failure, R>): Effect.Effect<A, Failure, R> =>
      Effect.onExit(send, (exit) => {
        const limited = Exit.isFailure(exit) && exit.cause._tag === "Fail" && exit.cause.error.status === 429
        return record(outcomeOf(exit), [Metrics.requests, 1], ...limited ? [[Metrics.rateLimited, 1] as const] : [])
      }),

    /** A failure after which the request is sent again. */
    repeat: (journal: Journal, failure: Failure): Effect.Effect<void> => {
      journal.reasons.push(failure.status === null ? outcomeOfFailure(failure) : String(failure.status))
      return record(outcomeOfFailure(failure), [Metrics.retries, 1])
    }
  }
}

const outcomeOf = (exit: Exit.Exit<unknown, Failure>): string =>
  Exit.isSuccess(exit)
    ? "success"
    : exit.cause._tag === "Fail"
    ? outcomeOfFailure(exit.cause.error)
    : Cause.isInterrupted(exit.cause)
    ? "interrupted"
    : "defect"

const outcomeOfFailure = (failure: Failure): string =>
  failure._tag === "ClerkErrors" ? failure._tag : failure.reason._tag
