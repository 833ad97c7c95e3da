/**
 * One request and what comes back of it, in a fiber of its own: it is interrupted when its time is over, and what the HTTP client
 * should know is set once, in that fiber, rather than around each of its effects.
 *
 * That fiber is a child of its caller, since Effect writes down all others in one set while they run. When V8 makes the table of a set
 * anew, the old one still holds who was in it, here the caller and later its 500 users, until it looks through the whole memory.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import { constTrue, identity } from "effect/Function"
import * as Option from "effect/Option"
import * as Tracer from "effect/Tracer"
import { once } from "./once.ts"
import * as Timer from "./timer.ts"

/** What it fails with when its time is over. */
export const late: unique symbol = Symbol("late")

export interface Exchange<A> {
  readonly request: HttpClientRequest.HttpClientRequest
  readonly read: (response: HttpClientResponse.HttpClientResponse) => Effect.Effect<A>
  readonly atMost: Duration.Duration
}

/** The exchanges of one call, which come one after the other. */
export interface Exchanges {
  readonly run: <A>(exchange: Exchange<A>) => Effect.Effect<A, HttpClientError.HttpClientError | typeof late>
  /** What is to be done when the call ends: interrupts the exchange that is under way, and waits until it has cleaned up. */
  readonly stop: Effect.Effect<void>
}

/** The span is the parent of what the HTTP client traces. */
export const make = (client: HttpClient.HttpClient, span: Tracer.Span): Exchanges => {
  let underWay: Fiber.RuntimeFiber<void, HttpClientError.HttpClientError> | undefined

  const run = <A>({ atMost, read, request }: Exchange<A>) =>
    Effect.withFiberRuntime<A, HttpClientError.HttpClientError | typeof late>((caller) => {
      // Nothing that outlives the call shall hold its fiber, which holds what the call answered.
      const startTimer = Timer.by(caller)
      const by = caller.id()
      let outcome: () => Outcome<A>
      // What was read is not what the fiber ends with, since that is kept: see `waitFor`.
      const exchange = Effect.map(
        Effect.flatMap(Effect.catchAll(client.execute(request), answerOf), read),
        (answer) => {
          outcome = once(() => Effect.succeed(answer))
        }
      )
      const begin = Effect.map(Effect.fork(quietly(exchange, span)), (running) => {
        underWay = running
        let isLate = false
        const stopTimer = startTimer(atMost, () => {
          isLate = true
          running.unsafeInterruptAsFork(by)
        })
        return new Promise<void>((resolve) => {
          running.addObserver((exit) => {
            stopTimer()
            if (Exit.isFailure(exit)) {
              outcome = () => isLate ? defectsOr(exit.cause, Effect.fail(late)) : Effect.failCause(exit.cause)
            }
            resolve()
          })
        })
      })
      return Effect.flatMap(waitFor(Effect.uninterruptible(begin)), () => {
        underWay = undefined
        return outcome()
      })
    })

  const stop = Effect.suspend(() =>
    underWay === undefined ? Effect.void : Effect.flatMap(
      Fiber.interrupt(underWay),
      (exit) => Exit.isFailure(exit) ? defectsOr(exit.cause, Effect.void) : Effect.void
    )
  )

  return { run, stop }
}

type Outcome<A> = Effect.Effect<A, HttpClientError.HttpClientError | typeof late>

/**
 * As `Effect.promise`, but it lets go of the fiber that waited. V8 allocates a function that is written where it is assigned to a property
 * among its old objects, and `Effect.async`, of which `Effect.promise` is made, so assigns the function that wakes the fiber. What that
 * fiber ends with, perhaps 500 users, is then copied by the collector and kept until it looks through the whole memory: half of what such
 * a list costs.
 */
const waitFor = (begun: Effect.Effect<Promise<void>>): Effect.Effect<void> =>
  Effect.orDie(Effect.andThen(begun, identity))

/** An interruption is what was asked for; what went wrong in it is not. */
const defectsOr = <A, E>(cause: Cause.Cause<unknown>, otherwise: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Option.match(Cause.keepDefects(cause), { onNone: () => otherwise, onSome: Effect.failCause })

/** A client that fails by status has an answer all the same. */
const answerOf = (error: HttpClientError.HttpClientError) =>
  error._tag === "ResponseError" && error.reason === "StatusCode"
    ? Effect.succeed(error.response)
    : Effect.fail(error)

/**
 * The spans of HTTP clients hold queries with e-mail addresses, and their headers would go to Clerk. Fibers within clients and streams
 * would log their errors, which hold the request with the secret key.
 */
const beQuiet = Effect.zipRight(
  FiberRef.set(HttpClient.currentTracerDisabledWhen, constTrue),
  FiberRef.set(FiberRef.unhandledErrorLogLevel, Option.none())
)

const quietly = <A, E>(exchange: Effect.Effect<A, E>, span: Tracer.Span): Effect.Effect<A, E> =>
  beQuiet.pipe(
    Effect.zipRight(FiberRef.update(FiberRef.currentContext, Context.add(Tracer.ParentSpan, span))),
    Effect.zipRight(Effect.interruptible(exchange))
  )
