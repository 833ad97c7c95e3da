/**
 * Faults that the in-memory Clerk makes when it is told to.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import type { Name } from "../users/Handler.ts"
import type { Answer } from "./Message.ts"
import { json } from "./Message.ts"
import { body, forStatus } from "./Refusal.ts"

/**
 * What is to go wrong. Faults wait in a queue; each request takes the first one that is meant for it.
 *
 * ```ts
 * import { ClerkTest } from "effect-clerk/testing"
 * import { Effect } from "effect"
 *
 * const faults = Effect.all([
 *   ClerkTest.fault({ operation: "users.update", status: 503, times: 2 }), // twice, then all is well
 *   ClerkTest.fault({ status: 429, headers: { "retry-after": "5" } }),
 *   ClerkTest.fault({ status: 502, body: "<html>Bad Gateway</html>" }),
 *   ClerkTest.fault({ delay: "1 minute" }), // slow, and all is well
 *   ClerkTest.fault({ operation: "users.create", drop: "after" }) // created, and nobody is told
 * ])
 * ```
 *
 * @since 0.1.0
 * @category models
 */
export interface Fault {
  /** The operation that it is meant for; by default any request at all. */
  readonly operation?: `users.${Name}` | undefined
  /** How many requests it is for, by default 1. */
  readonly times?: number | undefined
  /** Answered instead of carrying out the request, 200 to 599. Without `body` an error has Clerk's own for that status. */
  readonly status?: number | undefined
  /** Answered instead of carrying out the request, with `status` or 200: a text as it is, anything else as JSON. */
  readonly body?: unknown
  /** Added to the headers of the answer, whichever it is. */
  readonly headers?: { readonly [name: string]: string } | undefined
  /** How long to wait first, under the `Clock`. */
  readonly delay?: Duration.DurationInput | undefined
  /** Cut the connection: before the request is carried out, or `"after"` it. */
  readonly drop?: boolean | "after" | undefined
}

export interface Faults {
  readonly add: (fault: Fault) => Effect.Effect<void>
  /** The fault for a request, if there is one. */
  readonly take: (operation: string | null) => Effect.Effect<Fault>
  readonly reset: Effect.Effect<void>
}

export const make: Effect.Effect<Faults> = Effect.map(Ref.make<ReadonlyArray<Fault>>([]), (queue) => ({
  add: (fault) =>
    fault.status !== undefined && !(Number.isInteger(fault.status) && fault.status >= 200 && fault.status <= 599)
      ? Effect.dieMessage(`A fault has a status from 200 to 599, not ${fault.status}.`)
      : fault.times !== undefined && !(fault.times >= 1)
      ? Effect.dieMessage(`A fault is for 1 request or more, not for ${fault.times}.`)
      : Ref.update(queue, (faults) => [...faults, fault]),
  take: (operation) =>
    Ref.modify(queue, (faults) => {
      const index = faults.findIndex((fault) => fault.operation === undefined || fault.operation === operation)
      const fault = faults[index]
      if (fault === undefined) {
        return [{}, faults]
      }
      const times = (fault.times ?? 1) - 1
      return [fault, times > 0 ? faults.with(index, { ...fault, times }) : faults.toSpliced(index, 1)]
    }),
  reset: Ref.set(queue, [])
}))

/** The answer that a fault puts in the place of the real one, if it does. */
export const answer = ({ body: given, status }: Fault, traceId: string): Answer | undefined => {
  if (given === undefined) {
    return status === undefined
      ? undefined
      : status < 400
      ? { status, headers: {}, body: new Uint8Array() }
      : json(status, body(forStatus(status), traceId))
  }
  return typeof given === "string"
    ? {
      status: status ?? 200,
      headers: { "content-type": given.trimStart().startsWith("<") ? "text/html" : "text/plain" },
      body: new TextEncoder().encode(given)
    }
    : json(status ?? 200, given)
}
