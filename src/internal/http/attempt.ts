/**
 * One attempt: the secret key, a token of the rate limiter, the request, and the value or the failure of its response.
 */
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import type * as Redacted from "effect/Redacted"
import * as Auth from "../../Auth.ts"
import * as Errors from "../../Errors.ts"
import type * as Operation from "../../Operation.ts"
import type * as RateLimit from "../../RateLimit.ts"
import { type DecodeFailure, sizeOf } from "../schema/decode.ts"
import type { Call } from "./call.ts"
import * as Content from "./content.ts"
import * as Failures from "./failures.ts"
import * as Fetch from "./fetch.ts"
import * as Response from "./response.ts"
import * as Send from "./send.ts"
import * as Transport from "./transport.ts"

export interface Attempt extends Failures.Attempt {
  /** When the budget ends, in milliseconds of the monotonic clock. */
  readonly deadline: number
}

type Result = Effect.Effect<Operation.Page<unknown>, Errors.ClerkFailure>

export const attempt = Effect.fnUntraced(function*(call: Call, attempt: Attempt) {
  const { endpoint, params, policy, telemetry } = call
  const { limiter } = endpoint.connection
  const secretKey = yield* askForKey(call, attempt)
  const limited: RateLimit.Request = {
    operation: endpoint.name,
    params,
    rules: endpoint.rules,
    secretKey
  }
  const left = yield* takeToken(call, attempt, limited)
  telemetry.sending(attempt.number)
  call.secrets.use(secretKey)
  const response = yield* send(call, attempt, secretKey, left)
  const { status, traceId } = response
  if (Response.isSuccess(response)) {
    telemetry.received({ status, traceId })
    return yield* success(call, attempt, response)
  }
  const failure = Failures.errorResponse(endpoint, attempt, response, call.secrets)
  telemetry.received({ status, traceId: failure.traceId })
  if (failure.status === 429 && failure.retryAfter !== null) {
    yield* limiter.pause(limited, Duration.min(failure.retryAfter, policy.maxRetryAfter))
  }
  return yield* isDeletedBefore(call, attempt, failure) ? deleted(call, failure) : failure
})

const timeLeft = ({ telemetry }: Call, { deadline }: Attempt): Duration.Duration =>
  Duration.millis(deadline - telemetry.now())

/** Asks `ClerkAuth` for the secret key. */
const askForKey = (call: Call, attempt: Attempt): Effect.Effect<Redacted.Redacted, Errors.ClerkFailure> => {
  const { endpoint, policy, telemetry: { span } } = call
  const { auth } = endpoint.connection
  const notSent = (reason: Errors.Reason) => Failures.sdkError(endpoint, attempt, reason, false)
  const key = Effect.mapError(
    auth.secretKey,
    (error) => notSent(Transport.withoutKey(error, call.secrets))
  )
  const left = timeLeft(call, attempt)
  const timeout = Duration.min(policy.attemptTimeout, left)
  const timedOut = () => {
    const error = notSent(new Errors.Timeout({ after: timeout, waitedFor: "secretKey" }))
    return Duration.lessThan(left, policy.attemptTimeout) ? attempt.previous ?? error : error
  }
  // A key that is at hand needs no timer.
  const inTime = Exit.isExit(auth.secretKey)
    ? key
    : Effect.withParentSpan(Effect.timeoutFail(key, { duration: timeout, onTimeout: timedOut }), span)
  return Effect.flatMap(inTime, (key) =>
    Either.mapLeft(
      Auth.check(key),
      (message) => notSent(Transport.withWrongKey(message))
    ))
}

/** Waits for the rate limiter. Returns how much time is left for the request. */
const takeToken = (
  call: Call,
  attempt: Attempt,
  request: RateLimit.Request
): Effect.Effect<Duration.Duration, Errors.ClerkFailure> => {
  const { endpoint, telemetry } = call
  const { limiter } = endpoint.connection
  const atMost = timeLeft(call, attempt)
  const taken = (taken: boolean): Effect.Effect<Duration.Duration, Errors.ClerkFailure> => {
    telemetry.waited(taken)
    const left = timeLeft(call, attempt)
    const timeout = () =>
      Failures.sdkError(endpoint, attempt, new Errors.Timeout({ after: atMost, waitedFor: "rateLimit" }), false)
    return taken && Duration.greaterThan(left, Duration.zero)
      ? Effect.succeed(left)
      : Effect.fail(attempt.previous ?? timeout())
  }
  telemetry.waiting()
  return Effect.flatMap(Effect.withParentSpan(limiter.wait(request, atMost), telemetry.span), taken)
}

/** Sends the request and reads its response. */
const send = (
  { endpoint, request, policy, secrets, sender, telemetry }: Call,
  attempt: Attempt,
  secretKey: Redacted.Redacted,
  left: Duration.Duration
): Effect.Effect<Response.Response, Errors.ClerkFailure> => {
  const { previous } = attempt
  const timeout = Duration.min(policy.attemptTimeout, left)
  const text = { isLimited: false }
  const { isList } = endpoint
  const { isShared } = endpoint.connection
  const sent = sender.send({
    timeout,
    services: Context.make(Fetch.ResponseText, text) as Context.Context<never>,
    read: (response) =>
      Response.read(response, telemetry.unixMillis, secrets, { isList, isShared, isTextLimited: text.isLimited }),
    request: HttpClientRequest.bearerToken(request, secretKey)
  })
  return Effect.mapError(sent, (error) => {
    if (error !== Send.TimedOut) {
      return Failures.sdkError(endpoint, attempt, Transport.reason(error, secrets), !Transport.neverSent(error))
    }
    const failure = Failures.sdkError(endpoint, attempt, new Errors.Timeout({ after: timeout }), true)
    if (previous === undefined || Duration.greaterThanOrEqualTo(left, policy.attemptTimeout)) {
      return failure
    }
    // The metrics count this attempt as a timeout, though the call fails with what came before it.
    telemetry.attemptEnded(Either.left(failure))
    return Failures.budgetEnded(endpoint, attempt, previous)
  })
}

/** Decodes the body of a success, and reports the items of lists and the optional fields that cannot be decoded. */
const success = (call: Call, attempt: Attempt, response: Response.Response): Result => {
  const { endpoint, secrets, telemetry: { span } } = call
  const { retryAfter, status, traceId } = response
  const lost = () =>
    Failures.sdkError(
      endpoint,
      attempt,
      Response.unexpected({ ...response, truncated: response.truncated ?? "connection lost" }, secrets),
      true
    )
  if (response.truncated === "connection lost" || response.truncated === "corrupt") {
    return lost()
  }
  const invalid = ({ id, isPartial, issues }: DecodeFailure) => {
    const failure = { id: id && secrets.hide(id), isPartial, issues: Failures.hidden(issues, secrets) }
    return Failures.sdkError(
      endpoint,
      attempt,
      new Errors.InvalidResponse({ status, traceId, retryAfter, ...failure }),
      true
    )
  }
  const page = endpoint.isList && response.truncated === undefined
    ? endpoint.decoder.decodePieces(Content.pieces(response.content))
    : undefined
  if (page !== undefined) {
    return Effect.succeed({ operation: endpoint.name, ...page })
  }
  // A 204 has no body.
  const body = response.status === 204
    ? Either.void
    : Response.json(response)
  if (Either.isLeft(body)) {
    return Response.endsEarly(response)
      ? lost()
      : invalid({ issues: [new Errors.Issue({ path: "", message: body.left })], id: null, isPartial: false })
  }
  const decoded = endpoint.decoder.decode(body.right)
  if (Either.isLeft(decoded)) {
    return invalid(decoded.left)
  }
  const { failures, value } = decoded.right
  const decodedPage = { value, operation: endpoint.name, ...sizeOf(body.right) }
  return failures.length === 0
    ? Effect.succeed(decodedPage)
    : endpoint.connection.report(failures.map((failure) => () => invalid(failure()))).pipe(
      Effect.withParentSpan(span),
      Effect.as(decodedPage)
    )
}

/** Whether a delete found nothing because an earlier attempt, whose response was lost, deleted it. */
const isDeletedBefore = ({ endpoint }: Call, { previous }: Attempt, failure: Errors.ClerkFailure): boolean =>
  endpoint.operation.deletes !== undefined && previous?.outcomeUnknown === true && failure._tag === "ClerkErrors" &&
  failure.status === 404

/** What the lost response of a delete would have been. */
const deleted = ({ endpoint, lastParam }: Call, failure: Errors.ClerkFailure): Result => {
  const body = { object: endpoint.operation.deletes, id: lastParam, deleted: true }
  return Either.mapBoth(endpoint.decoder.decode(body), {
    onLeft: () => failure,
    onRight: ({ value }) => ({ value, operation: endpoint.name, ...sizeOf(body) })
  })
}
