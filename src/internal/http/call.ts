/**
 * One call: the input is checked and encoded once; then, for each attempt, the secret key is asked for, the rate limiter
 * waited for, the request sent and what comes back made into a value or an error.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import type * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import * as Auth from "../../Auth.ts"
import * as Errors from "../../Errors.ts"
import type * as Operation from "../../Operation.ts"
import type * as RateLimit from "../../RateLimit.ts"
import * as Retry from "../../Retry.ts"
import { decoder, type Malformed } from "../schema/decode.ts"
import { type Attempt, attempts } from "./attempts.ts"
import * as Failures from "./failures.ts"
import { once } from "./once.ts"
import type { Encoder } from "./request.ts"
import * as Answer from "./response.ts"
import * as Secrets from "./secrets.ts"
import * as Exchange from "./send.ts"
import * as Journal from "./telemetry.ts"
import { innermost, neverSent, withoutKey } from "./transport.ts"

/** What is answered of a body and the value that it was decoded to. */
export type Answering = (value: unknown, body: unknown) => unknown

export interface Options {
  readonly answer: Answering
  readonly auth: Auth.Service
  readonly client: HttpClient.HttpClient
  /** Somebody else may read the bodies too. */
  readonly isShared: boolean
  readonly encode: Encoder
  readonly limiter: RateLimit.Service
  readonly name: string
  readonly onDecodeError: Effect.Effect<(error: Errors.SDKError) => Effect.Effect<void, Errors.SDKError>>
  readonly operation: Operation.Any
  readonly retry: Retry.Policy
}

/** A call that has begun. */
interface Call {
  readonly exchanges: Exchange.Exchanges
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
  { answer: answerOf, auth, client, encode, isShared, limiter, name, onDecodeError, operation, retry }: Options
) => {
  const decode = decoder(operation.success as Schema.Schema<unknown>)
  const journals = Journal.make(name)
  const failuresOf = Failures.make(name, operation)
  const notSent = Failures.notSent(name, operation)
  const nameOfLastParam = /:(\w+)$/.exec(operation.path)?.[1] ?? ""
  const expected = { isList: AST.isTupleType(operation.success.ast), isShared }
  const span = {
    kind: "client",
    captureStackTrace: false,
    attributes: { "http.request.method": operation.method, "url.template": operation.path }
  } as const

  const secretKey = (
    { sdkError }: Failures.Failures,
    { span }: Journal.Journal,
    atMost: Duration.Duration,
    endOfBudget: Errors.ClerkFailure | undefined
  ) => {
    const given = Effect.mapError(
      auth.secretKey,
      (error) => sdkError(new Errors.Transport({ cause: withoutKey(error) }), false)
    )
    // A key that is at hand needs no clock.
    const inTime = Exit.isExit(auth.secretKey) ? given : Effect.withParentSpan(
      Effect.timeoutFail(given, {
        duration: atMost,
        onTimeout: () => endOfBudget ?? sdkError(new Errors.Timeout({ after: atMost, waitedFor: "secretKey" }), false)
      }),
      span
    )
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

  /** Waits for the turn of a request, for so long at most: false when it did not come. */
  const wait = ({ now, span, waited, waits }: Journal.Journal, turn: RateLimit.Request, atMost: Duration.Duration) => {
    waits()
    if (limiter.tryTake?.(turn, now()) === true) {
      waited(true)
      return Effect.succeed(true)
    }
    return Effect.map(Effect.withParentSpan(limiter.wait(turn, atMost), span), (came) => {
      waited(came)
      return came
    })
  }

  const exchange = (
    { exchanges, journal: { now }, request, secrets: ofInput }: Call,
    { sdkError }: Failures.Failures,
    key: string,
    atMost: Duration.Duration
  ): Effect.Effect<Answer.Answer, Errors.SDKError> => {
    const secrets = () => Secrets.of(key, ofInput)
    return Effect.mapError(
      exchanges.run({
        atMost,
        read: (response) => Answer.read(response, now, secrets, expected),
        request: HttpClientRequest.bearerToken(request, key)
      }),
      (error) =>
        error === Exchange.late
          ? sdkError(new Errors.Timeout({ after: atMost }), true)
          : sdkError(new Errors.Transport({ cause: innermost(error, secrets()) }), !neverSent(error))
    )
  }

  const succeed = Effect.fnUntraced(
    function*(answer: Answer.Answer, { sdkError }: Failures.Failures, { span }: Journal.Journal) {
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
        const report = yield* onDecodeError
        yield* Effect.withParentSpan(
          Effect.forEach(decoded.right.malformed, (malformed) => report(invalid(malformed)), { discard: true }),
          span
        )
      }
      return answerOf(decoded.right.value, body.right)
    }
  )

  /** A repeat that finds nothing to delete, because an attempt before it, whose answer was lost, did it, answers that it is deleted. */
  const unlessDeletedBefore = ({ before }: Attempt, refusal: Errors.ClerkFailure, id: string | undefined) =>
    operation.deletes !== undefined && before?.outcomeUnknown === true && refusal._tag === "ClerkErrors" &&
      refusal.status === 404
      ? Either.mapBoth(decode({ object: operation.deletes, id, deleted: true }), {
        onLeft: () => refusal,
        onRight: ({ value }) => value
      })
      : Either.left(refusal)

  const makeAttempt = Effect.fnUntraced(function*(call: Call, attempt: Attempt) {
    const { before, deadline } = attempt
    const { journal, lastParam, policy, userId } = call
    const failures = failuresOf(attempt)
    const left = () => Duration.millis(deadline - journal.now())
    const patience = Duration.min(policy.attemptTimeout, left())
    const key = yield* secretKey(
      failures,
      journal,
      patience,
      Duration.lessThan(patience, policy.attemptTimeout) ? before : undefined
    )
    const atMost = left()
    const turn = { operation: name, userId, secretKey: key }
    const came = yield* wait(journal, turn, atMost)
    const rest = left()
    if (!came || Duration.lessThanOrEqualTo(rest, Duration.zero)) {
      const timeout = new Errors.Timeout({ after: atMost, waitedFor: "rateLimit" })
      return yield* before ?? failures.sdkError(timeout, false)
    }
    journal.sends(attempt.number)
    const sent = exchange(call, failures, Redacted.value(key), Duration.min(policy.attemptTimeout, rest))
    const answer = yield* before !== undefined && Duration.lessThan(rest, policy.attemptTimeout)
      ? Effect.mapError(sent, (error) => {
        journal.attempted(Either.left(error))
        return isTimeout(error) ? failures.endOfBudget(before) : error
      })
      : sent
    const refusal = answer.status >= 200 && answer.status < 300 ? undefined : failures.refused(answer)
    journal.answered({ status: answer.status, traceId: (refusal ?? answer).traceId })
    if (refusal === undefined) {
      return yield* succeed(answer, failures, journal)
    }
    if (refusal.status === 429 && refusal.retryAfter !== null) {
      yield* limiter.pause(turn, Duration.min(refusal.retryAfter, policy.maxRetryAfter))
    }
    return yield* unlessDeletedBefore(attempt, refusal, lastParam)
  })

  const start = (
    input: unknown,
    { exchanges, journal, policy }: Pick<Call, "exchanges" | "journal" | "policy">
  ) =>
    Effect.flatMap(Effect.mapError(encode(input), notSent), (request) => {
      const call: Call = {
        exchanges,
        journal,
        policy,
        request,
        secrets: Secrets.inInput(input),
        userId: paramOf(input, "userId"),
        lastParam: paramOf(input, nameOfLastParam)
      }
      return attempts(policy, journal, (attempt) => makeAttempt(call, attempt))
    })

  return (input?: unknown) =>
    Effect.flatMap(
      Effect.makeSpan(`Clerk.${name}`, span),
      (span) =>
        Effect.withFiberRuntime<unknown, Errors.ClerkFailure>((fiber) => {
          const journal = journals(fiber, span)
          const policy = Context.get(fiber.currentContext, Retry.RetryPolicy) ?? retry
          const exchanges = Exchange.make(client, span)
          return Effect.onExit(
            Effect.suspend(once(() => start(input, { exchanges, journal, policy }))),
            once((exit) => {
              journal.ends(exit)
              return exchanges.stop
            })
          )
        })
    )
}

const isTimeout = (error: Errors.ClerkFailure): boolean => error._tag === "SDKError" && error.reason._tag === "Timeout"

const paramOf = (input: unknown, name: string): string | undefined => {
  const value = typeof input === "object" && input !== null ? (input as Record<string, unknown>)[name] : undefined
  return typeof value === "string" ? value : undefined
}
