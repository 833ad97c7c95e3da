/**
 * Sends one request and reads its response, in a fiber of its own: it can be interrupted at the timeout, and the settings of the HTTP
 * client are set once in that fiber instead of around each of its effects.
 *
 * The fiber is a child of the call's fiber. Effect keeps fibers without a parent in one global set while they run, and when V8 rehashes
 * that set, the old table keeps the caller, and so the 500 users that it returns, until the next full garbage collection.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
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
import * as Timer from "./timer.ts"
import * as Transport from "./transport.ts"

/** The failure of a request that took longer than its timeout. */
export const TimedOut: unique symbol = Symbol("TimedOut")

export interface Options<A> {
  readonly request: HttpClientRequest.HttpClientRequest
  readonly read: (response: HttpClientResponse.HttpClientResponse) => Effect.Effect<A>
  readonly timeout: Duration.Duration
  /** Services for the HTTP client. */
  readonly services: Context.Context<never>
}

/** Sends the requests of one call, one after the other. */
export interface Sender {
  readonly send: <A>(options: Options<A>) => Effect.Effect<A, HttpClientError.HttpClientError | typeof TimedOut>
  /** Interrupts the request that is under way, if any, and waits until the HTTP client has cleaned up. */
  readonly stop: Effect.Effect<void>
}

/** The span is the parent of what the HTTP client traces. */
export const make = (client: HttpClient.HttpClient, span: Tracer.Span): Sender => {
  let running: Fiber.RuntimeFiber<void, HttpClientError.HttpClientError> | undefined

  const send = <A>({ read, request, services, timeout }: Options<A>) =>
    Effect.withFiberRuntime<A, HttpClientError.HttpClientError | typeof TimedOut>((caller) => {
      const startTimer = Timer.by(caller)
      const by = caller.id()
      let outcome: Outcome<A> = Effect.interrupt
      // The fiber ends without the result, because a fiber that was waited for is kept until the next full garbage collection.
      const exchange = Effect.map(
        Effect.flatMap(Effect.catchAll(client.execute(request), responseOf), read),
        (result) => {
          outcome = Effect.succeed(result)
        }
      )
      const start = Effect.map(
        Effect.fork(quietly(exchange, Context.add(services, Tracer.ParentSpan, span))),
        (fiber) => {
          running = fiber
          let isLate = false
          const stopTimer = startTimer(timeout, () => {
            isLate = true
            fiber.unsafeInterruptAsFork(by)
          })
          return new Promise<void>((resolve) => {
            fiber.addObserver((exit) => {
              stopTimer()
              if (Exit.isFailure(exit)) {
                outcome = isLate ? defectsOr(exit.cause, Effect.fail(TimedOut)) : failureOf(request, exit.cause)
              }
              resolve()
            })
          })
        }
      )
      return Effect.flatMap(waitFor(Effect.uninterruptible(start)), () => {
        running = undefined
        // Lets go of the result: this function is kept with the fiber that it waited for.
        const received = outcome
        outcome = Effect.interrupt
        return received
      })
    })

  const stop = Effect.suspend(() =>
    running === undefined ? Effect.void : Effect.flatMap(
      Fiber.interrupt(running),
      (exit) => Exit.isFailure(exit) ? defectsOr(exit.cause, Effect.void) : Effect.void
    )
  )

  return { send, stop }
}

type Outcome<A> = Effect.Effect<A, HttpClientError.HttpClientError | typeof TimedOut>

/**
 * As `Effect.promise`, but without keeping the fiber that waited. `Effect.promise` is made of `Effect.async`, whose resume function V8
 * allocates among its old objects: the fiber and what it ends with, perhaps 500 users, then survive until the next full collection.
 */
const waitFor = (started: Effect.Effect<Promise<void>>): Effect.Effect<void> =>
  Effect.orDie(Effect.andThen(started, identity))

/** `node:http` throws for a request that cannot be sent, which is not a defect of the caller. */
const failureOf = (
  request: HttpClientRequest.HttpClientRequest,
  cause: Cause.Cause<HttpClientError.HttpClientError>
): Effect.Effect<never, HttpClientError.HttpClientError> =>
  Effect.failCause(
    cause._tag === "Die" && Transport.isLasting(cause.defect)
      ? Cause.fail(new HttpClientError.RequestError({ request, reason: "Transport", cause: cause.defect }))
      : cause
  )

/** An interruption was asked for; a defect in it was not. */
const defectsOr = <A, E>(cause: Cause.Cause<unknown>, otherwise: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Option.match(Cause.keepDefects(cause), { onNone: () => otherwise, onSome: Effect.failCause })

/** The response of a client that fails by status, such as one made by `HttpClient.filterStatusOk`. */
const responseOf = (error: HttpClientError.HttpClientError) =>
  error._tag === "ResponseError" && error.reason === "StatusCode"
    ? Effect.succeed(error.response)
    : Effect.fail(error)

/**
 * Turns off the HTTP client's own spans, which hold queries with e-mail addresses and add headers to the request, and the log of
 * unhandled errors of its fibers, which holds the request with the secret key.
 */
const beQuiet = Effect.zipRight(
  FiberRef.set(HttpClient.currentTracerDisabledWhen, constTrue),
  FiberRef.set(FiberRef.unhandledErrorLogLevel, Option.none())
)

const quietly = <A, E>(exchange: Effect.Effect<A, E>, services: Context.Context<never>): Effect.Effect<A, E> =>
  beQuiet.pipe(
    Effect.zipRight(FiberRef.update(FiberRef.currentContext, Context.merge(services))),
    Effect.zipRight(Effect.interruptible(exchange))
  )
