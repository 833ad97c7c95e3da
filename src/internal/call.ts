/**
 * One call: the input is checked and encoded once; then, for each attempt, the secret key is asked for, the rate limiter
 * waited for, the request sent and what comes back made into a value or an error.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Schema from "effect/Schema"
import * as Auth from "../Auth.ts"
import * as Errors from "../Errors.ts"
import type * as Operation from "../Operation.ts"
import type * as RateLimit from "../RateLimit.ts"
import * as Retry from "../Retry.ts"
import * as Answer from "./answer.ts"
import { type Attempt, attempts } from "./attempts.ts"
import { decoder, type Malformed } from "./decode.ts"
import type { Failure } from "./failure.ts"
import * as Journal from "./journal.ts"
import type { Encoder } from "./request.ts"
import * as Secrets from "./secrets.ts"
import { innermost, neverSent, withoutKey } from "./transport.ts"

/** What is answered of a body and the value that it was decoded to. */
export type Answering = (value: unknown, body: unknown) => unknown

export interface Options {
  readonly answer: Answering
  readonly auth: Auth.Service
  readonly client: HttpClient.HttpClient
  readonly encode: Encoder
  readonly limiter: RateLimit.Service
  readonly name: string
  readonly onMalformed: Effect.Effect<(error: Errors.SDKError) => Effect.Effect<void, Errors.SDKError>>
  readonly operation: Operation.Any
  readonly retry: Retry.Policy
}

/** A call that has begun. */
interface Call {
  readonly journal: Journal.Journal
  readonly policy: Retry.Policy
  readonly request: HttpClientRequest.HttpClientRequest
  /** What is redacted in the input. */
  readonly secrets: ReadonlyArray<string>
  /** The user whom it is about, if it is about one. */
  readonly userId: string | undefined
  /** What it deletes, if it deletes something. */
  readonly lastParam: string | undefined
}

/** Prepares an operation: all that can be done once is done here. */
export const prepare = (
  { answer: answerOf, auth, client, encode, limiter, name, onMalformed, operation, retry }: Options
) => {
  const decode = decoder(operation.success as Schema.Schema<unknown>)
  const journals = Journal.make(name)
  const isWrite = operation.method !== "GET"
  const nameOfLastParam = /:(\w+)$/.exec(operation.path)?.[1] ?? ""
  const span = {
    kind: "client",
    captureStackTrace: false,
    attributes: { "http.request.method": operation.method, "url.template": operation.path }
  } as const

  /** The errors of an attempt. A write that may have happened at an earlier one may still have happened. */
  const errorsOf = ({ before, number }: Pick<Attempt, "before" | "number">) => {
    const call = {
      operation: name,
      method: operation.method,
      path: operation.path,
      repeatSafe: operation.repeat === "safe",
      attempts: number
    }
    const doubt = before?.outcomeUnknown === true
    return {
      sdkError: (reason: Errors.Reason, outcomeUnknown: boolean) =>
        new Errors.SDKError({ ...call, reason, outcomeUnknown: isWrite && (outcomeUnknown || doubt) }),
      refused: (answer: Answer.Answer): Failure => {
        const outcomeUnknown = isWrite && (answer.status >= 500 || doubt)
        return Option.match(Answer.clerkErrors(answer), {
          onNone: () => new Errors.SDKError({ ...call, reason: Answer.unexpected(answer), outcomeUnknown }),
          onSome: (told) => new Errors.ClerkErrors({ ...call, ...told, outcomeUnknown })
        })
      },
      /** The budget ended in the middle of this attempt: the failure before it says more. */
      endOfBudget: (before: Failure): Failure => {
        const changed = { attempts: number, outcomeUnknown: isWrite }
        return before._tag === "ClerkErrors"
          ? new Errors.ClerkErrors({ ...before, ...changed })
          : new Errors.SDKError({ ...before, ...changed })
      }
    }
  }
  type ErrorsOf = ReturnType<typeof errorsOf>

  const notSent = (issues: ReadonlyArray<Errors.Issue>) =>
    errorsOf({ number: 0, before: undefined }).sdkError(new Errors.InvalidRequest({ issues }), false)

  const secretKey = ({ sdkError }: ErrorsOf, atMost: Duration.Duration, endOfBudget: Failure | undefined) => {
    const given = Effect.mapError(
      auth.secretKey,
      (error) => sdkError(new Errors.Transport({ cause: withoutKey(error) }), false)
    )
    // A key that is at hand needs no clock.
    const inTime = Exit.isExit(auth.secretKey) ? given : Effect.timeoutFail(given, {
      duration: atMost,
      onTimeout: () => endOfBudget ?? sdkError(new Errors.Timeout({ after: atMost, waitedFor: "secretKey" }), false)
    })
    return Effect.flatMap(
      inTime,
      (key) =>
        Either.mapLeft(
          Auth.check(key),
          (message) =>
            sdkError(new Errors.InvalidRequest({ issues: [new Errors.Issue({ path: "secretKey", message })] }), false)
        )
    )
  }

  const exchange = (
    { request, secrets: ofInput }: Call,
    { sdkError }: ErrorsOf,
    key: string
  ) => {
    const secrets = () => Secrets.of(key, ofInput)
    return client.execute(HttpClientRequest.bearerToken(request, key)).pipe(
      Effect.catchAll((error) =>
        // A client that fails by status has an answer all the same.
        error._tag === "ResponseError" && error.reason === "StatusCode"
          ? Effect.succeed(error.response)
          : sdkError(new Errors.Transport({ cause: innermost(error, secrets()) }), !neverSent(error))
      ),
      Effect.flatMap((response) => Answer.read(response, secrets)),
      // Fibers within HTTP clients and streams would log their errors, which hold the request with the secret key.
      Effect.withUnhandledErrorLogLevel(Option.none())
    )
  }

  const succeed = Effect.fnUntraced(function*(answer: Answer.Answer, { sdkError }: ErrorsOf) {
    const { retryAfter, status, traceId } = answer
    if (answer.cut === "lost") {
      return yield* sdkError(Answer.unexpected(answer), true)
    }
    const invalid = (malformed: Malformed) =>
      sdkError(new Errors.InvalidResponse({ status, traceId, retryAfter, ...malformed }), true)
    const body = Answer.json(answer)
    if (Either.isLeft(body)) {
      return yield* invalid({ issues: [new Errors.Issue({ path: "", message: body.left })], id: null })
    }
    const decoded = decode(body.right)
    if (Either.isLeft(decoded)) {
      return yield* invalid(decoded.left)
    }
    if (decoded.right.malformed.length > 0) {
      const report = yield* onMalformed
      yield* Effect.forEach(decoded.right.malformed, (malformed) => report(invalid(malformed)), { discard: true })
    }
    return answerOf(decoded.right.value, body.right)
  })

  /** What a repeat answers that finds nothing to delete, because an attempt before it, whose answer was lost, did it. */
  const deletedBefore = ({ before }: Attempt, refusal: Failure, id: string | undefined): Option.Option<unknown> =>
    operation.deletes !== undefined && before?.outcomeUnknown === true && refusal._tag === "ClerkErrors" &&
      refusal.status === 404
      ? Option.map(
        Either.getRight(decode({ object: operation.deletes, id, deleted: true })),
        ({ value }) => value
      )
      : Option.none()

  const send = Effect.fnUntraced(
    function*(call: Call, attempt: Attempt, errors: ErrorsOf, turn: RateLimit.Request, atMost: Duration.Duration) {
      const { journal, lastParam, policy } = call
      journal.attempts = attempt.number
      const answer = yield* Effect.timeoutFail(exchange(call, errors, Redacted.value(turn.secretKey)), {
        duration: atMost,
        onTimeout: () => errors.sdkError(new Errors.Timeout({ after: atMost }), true)
      })
      const refusal = answer.status >= 200 && answer.status < 300 ? undefined : errors.refused(answer)
      journal.answer = { status: answer.status, traceId: (refusal ?? answer).traceId }
      if (refusal === undefined) {
        return yield* succeed(answer, errors)
      }
      if (refusal.status === 429 && refusal.retryAfter !== null) {
        yield* limiter.pause(turn, Duration.min(refusal.retryAfter, policy.maxRetryAfter))
      }
      const deleted = deletedBefore(attempt, refusal, lastParam)
      return Option.isSome(deleted) ? deleted.value : yield* refusal
    }
  )

  const makeAttempt = Effect.fnUntraced(function*(call: Call, attempt: Attempt) {
    const { before, deadline } = attempt
    const { journal, policy, userId } = call
    const errors = errorsOf(attempt)
    const left = Effect.map(Clock.currentTimeMillis, (now) => Duration.millis(deadline - now))
    const patience = Duration.min(policy.attemptTimeout, yield* left)
    const key = yield* secretKey(
      errors,
      patience,
      Duration.lessThan(patience, policy.attemptTimeout) ? before : undefined
    )
    const atMost = yield* left
    const turn = { operation: name, userId, secretKey: key }
    const came = yield* journals.waiting(journal, limiter.wait(turn, atMost))
    const rest = yield* left
    if (!came || Duration.lessThanOrEqualTo(rest, Duration.zero)) {
      const timeout = new Errors.Timeout({ after: atMost, waitedFor: "rateLimit" })
      return yield* before ?? errors.sdkError(timeout, false)
    }
    const request = journals.request(send(call, attempt, errors, turn, Duration.min(policy.attemptTimeout, rest)))
    return yield* before !== undefined && Duration.lessThan(rest, policy.attemptTimeout)
      ? Effect.mapError(request, (error) => isTimeout(error) ? errors.endOfBudget(before) : error)
      : request
  })

  const start = Effect.fnUntraced(function*(input: unknown, journal: Journal.Journal) {
    const request = yield* Effect.mapError(encode(input), notSent)
    const policy = (yield* Retry.RetryPolicy) ?? retry
    const call: Call = {
      journal,
      policy,
      request,
      secrets: Secrets.inInput(input),
      userId: paramOf(input, "userId"),
      lastParam: paramOf(input, nameOfLastParam)
    }
    return yield* attempts(
      policy,
      (attempt) => makeAttempt(call, attempt),
      (failure) => journals.repeat(journal, failure)
    )
  })

  return (input?: unknown) =>
    Effect.useSpan(
      `Clerk.${name}`,
      span,
      (span) => Effect.withParentSpan(journals.call(span, (journal) => start(input, journal)), span)
    )
}

const isTimeout = (error: Failure): boolean => error._tag === "SDKError" && error.reason._tag === "Timeout"

const paramOf = (input: unknown, name: string): string | undefined => {
  const value = typeof input === "object" && input !== null ? (input as Record<string, unknown>)[name] : undefined
  return typeof value === "string" ? value : undefined
}
