/**
 * Faults that a test queues for requests to the in-memory Clerk.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { PCGRandom } from "effect/Utils"
import * as ErrorResponse from "./ErrorResponse.ts"
import type { HttpResponse } from "./HttpMessage.ts"
import { empty, json } from "./HttpMessage.ts"

/**
 * A fault of the in-memory Clerk. Faults wait in a queue; each request takes the first one that applies to its operation.
 *
 * ```ts
 * import { ClerkTest } from "effect-clerk/testing"
 * import { Effect } from "effect"
 *
 * const faults = Effect.all([
 *   ClerkTest.fault({ operation: "users.update", status: 503, times: 2 }), // two failures, then success
 *   ClerkTest.fault({ status: 429, headers: { "retry-after": "5" } }),
 *   ClerkTest.fault({ status: 502, body: "<html>Bad Gateway</html>" }),
 *   ClerkTest.fault({ delay: "1 minute" }), // a slow success
 *   ClerkTest.fault({ operation: "users.create", drop: "after" }) // the user is created, the response is lost
 * ])
 * ```
 *
 * @since 0.1.0
 * @category models
 */
export interface Fault<OperationName extends string = string> {
  /** The operation that it applies to, such as `"users.update"`; by default any request. */
  readonly operation?: OperationName | undefined
  /** The number of requests that it applies to, by default 1; `"always"` for all until a reset. */
  readonly times?: number | "always" | undefined
  /** How likely it applies to a request, above 0 to 1, by default 1. The same requests meet the same faults in every run. */
  readonly probability?: number | undefined
  /** The status of a response that replaces the real one, 200 to 599. Without `body`, an error has Clerk's body. */
  readonly status?: number | undefined
  /** The body of a response that replaces the real one, with `status` or 200. A string is sent as it is, other values as JSON. */
  readonly body?: unknown
  /** Headers that are added to the response, real or not. */
  readonly headers?: { readonly [name: string]: string } | undefined
  /** The delay before the request is handled, under the `Clock`. */
  readonly delay?: Duration.DurationInput | undefined
  /** Closes the connection: `true` before the request is carried out, `"after"` afterwards. */
  readonly drop?: boolean | "after" | undefined
}

export interface Faults {
  /** Queues all faults, or none and dies when one is wrong. */
  readonly add: (faults: ReadonlyArray<Fault>) => Effect.Effect<void>
  readonly all: Effect.Effect<ReadonlyArray<Fault>>
  /** Takes the fault of a request from the queue; without one, it is empty. */
  readonly take: (operation: string | null) => Effect.Effect<Fault>
  readonly reset: Effect.Effect<void>
}

export const make = (operations: ReadonlyArray<string>): Effect.Effect<Faults> =>
  Effect.map(Ref.make<ReadonlyArray<Fault>>([]), (queue) => {
    let random = new PCGRandom(seed)
    return {
      all: queue,
      add: (added) => {
        const [problem] = added.flatMap((fault) => problemOf(fault, operations) ?? [])
        return problem === undefined ? Ref.update(queue, (faults) => [...faults, ...added]) : Effect.dieMessage(problem)
      },
      take: (operation) =>
        Ref.modify(queue, (faults) => {
          const index = faults.findIndex((fault) =>
            (fault.operation === undefined || fault.operation === operation) &&
            (fault.probability === undefined || random.number() < fault.probability)
          )
          const fault = faults[index]
          if (fault === undefined) {
            return [{}, faults]
          }
          const times = (fault.times === "always" ? Infinity : fault.times ?? 1) - 1
          return [fault, times > 0 ? faults.with(index, { ...fault, times }) : faults.toSpliced(index, 1)]
        }),
      reset: Effect.zipRight(
        Ref.set(queue, []),
        Effect.sync(() => {
          random = new PCGRandom(seed)
        })
      )
    }
  })

/** Any number: each in-memory Clerk draws the same numbers. */
const seed = 42

const problemOf = (
  { operation, probability, status, times }: Fault,
  operations: ReadonlyArray<string>
): string | undefined =>
  operation !== undefined && !operations.includes(operation)
    ? `A fault applies to an operation of the in-memory Clerk, not to "${operation}". Its operations are ${
      operations.join(", ")
    }.`
    : status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)
    ? `A fault has a status from 200 to 599, not ${status}.`
    : times !== undefined && times !== "always" && !(times >= 1)
    ? `A fault is for 1 request or more, not for ${times}.`
    : probability !== undefined && !(probability > 0 && probability <= 1)
    ? `A fault has a probability above 0 to 1, not ${probability}.`
    : undefined

/** The response that replaces the real one, if the fault has one. */
export const responseOf = ({ body, status }: Fault, traceId: string): HttpResponse | undefined => {
  if (body === undefined) {
    return status === undefined
      ? undefined
      : status < 400
      ? empty(status)
      : json(status, ErrorResponse.toBody(ErrorResponse.ofStatus(status), traceId))
  }
  return typeof body === "string"
    ? {
      status: status ?? 200,
      headers: { "content-type": body.trimStart().startsWith("<") ? "text/html" : "text/plain" },
      body: new TextEncoder().encode(body)
    }
    : json(status ?? 200, body)
}
