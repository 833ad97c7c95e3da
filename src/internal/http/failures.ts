/**
 * How the attempts of a call can fail, in the words of their operation.
 */
import * as Option from "effect/Option"
import * as Errors from "../../Errors.ts"
import type * as Operation from "../../Operation.ts"
import type { Attempt } from "./attempts.ts"
import * as Answer from "./response.ts"

export interface Failures {
  readonly sdkError: (reason: Errors.Reason, outcomeUnknown: boolean) => Errors.SDKError
  /** What an answer that is no success is made of. */
  readonly refused: (answer: Answer.Answer) => Errors.ClerkFailure
  /** The budget ended in the middle of this attempt: the failure before it says more. */
  readonly endOfBudget: (before: Errors.ClerkFailure) => Errors.ClerkFailure
}

/** The failures of an attempt. A write that may have happened at an earlier one may still have happened. */
export const make = (name: string, { idempotent, method, path }: Operation.Any) => {
  const isWrite = method !== "GET"
  return ({ before, number }: Pick<Attempt, "before" | "number">): Failures => {
    const call = { operation: name, method, path, idempotent, attempts: number }
    const doubt = before?.outcomeUnknown === true
    return {
      sdkError: (reason, outcomeUnknown) =>
        new Errors.SDKError({ ...call, reason, outcomeUnknown: isWrite && (outcomeUnknown || doubt) }),
      refused: (answer) => {
        const outcomeUnknown = isWrite && (answer.status >= 500 || doubt)
        return Option.match(Answer.clerkErrors(answer), {
          onNone: () => new Errors.SDKError({ ...call, reason: Answer.unexpected(answer), outcomeUnknown }),
          onSome: (told) => new Errors.ClerkErrors({ ...call, ...told, outcomeUnknown })
        })
      },
      endOfBudget: (before) => {
        const changed = { attempts: number, outcomeUnknown: isWrite }
        return before._tag === "ClerkErrors"
          ? new Errors.ClerkErrors({ ...before, ...changed })
          : new Errors.SDKError({ ...before, ...changed })
      }
    }
  }
}

/** The input is refused, before there is an attempt. */
export const notSent = (name: string, operation: Operation.Any) => {
  const { sdkError } = make(name, operation)({ number: 0, before: undefined })
  return (issues: ReadonlyArray<Errors.Issue>) => sdkError(new Errors.InvalidRequest({ issues }), false)
}
