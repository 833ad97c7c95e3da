/**
 * The failures of an attempt.
 */
import * as Option from "effect/Option"
import * as Errors from "../../Errors.ts"
import type * as Operation from "../../Operation.ts"
import * as Response from "./response.ts"
import type { Secrets } from "./secrets.ts"

/** The attempt that a failure belongs to. */
export interface Attempt {
  /** 1 for the first attempt, 0 before it. */
  readonly number: number
  /** The failure of the attempt before. */
  readonly previous: Errors.ClerkFailure | undefined
}

/** A named operation. */
export interface Named {
  readonly name: string
  readonly operation: Operation.Any
}

/** A write whose outcome was unknown after an earlier attempt stays unknown: a later error response does not tell what became of it. */
const callFields = (
  { name, operation: { idempotent, method, path } }: Named,
  { number, previous }: Attempt,
  mayHaveHappened: boolean
) => ({
  operation: name,
  method,
  path,
  idempotent,
  attempts: number,
  outcomeUnknown: method !== "GET" && (mayHaveHappened || previous?.outcomeUnknown === true)
})

/** `mayHaveHappened` says whether the request may have been carried out. */
export const sdkError = (
  endpoint: Named,
  attempt: Attempt,
  reason: Errors.Reason,
  mayHaveHappened: boolean
): Errors.SDKError => new Errors.SDKError({ reason, ...callFields(endpoint, attempt, mayHaveHappened) })

/** The failure of an error response. */
export const errorResponse = (
  endpoint: Named,
  attempt: Attempt,
  response: Response.Response,
  secrets: Secrets
): Errors.ClerkFailure => {
  const fields = callFields(endpoint, attempt, Response.mayBeCarriedOut(response))
  return Option.match(Response.clerkErrors(response, secrets), {
    onNone: () => new Errors.SDKError({ reason: Response.unexpected(response, secrets), ...fields }),
    onSome: (body) => new Errors.ClerkErrors({ ...body, ...fields })
  })
}

/** The failure when the budget ended during an attempt: the failure before it says more than a timeout. */
export const budgetEnded = (endpoint: Named, attempt: Attempt, previous: Errors.ClerkFailure): Errors.ClerkFailure => {
  const { attempts, outcomeUnknown } = callFields(endpoint, attempt, true)
  return previous._tag === "ClerkErrors"
    ? new Errors.ClerkErrors({ ...previous, attempts, outcomeUnknown })
    : new Errors.SDKError({ ...previous, attempts, outcomeUnknown })
}

/** The failure of an input that was refused before the first attempt. */
export const notSent =
  (name: string, operation: Operation.Any) => (issues: ReadonlyArray<Errors.Issue>): Errors.SDKError =>
    sdkError({ name, operation }, { number: 0, previous: undefined }, new Errors.InvalidRequest({ issues }), false)

/** Issues without the secrets. */
export const hidden = (issues: ReadonlyArray<Errors.Issue>, { hide }: Secrets): ReadonlyArray<Errors.Issue> =>
  issues.map(({ message, path }) => new Errors.Issue({ path: hide(path), message: hide(message) }))
