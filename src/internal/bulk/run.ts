/**
 * Takes a row through the ledger: its beginning is noted before anything is sent, its outcome afterwards.
 */
import * as Effect from "effect/Effect"
import type { LedgerError, Service } from "../../BulkLedger.ts"
import * as Outcomes from "../../BulkOutcome.ts"
import { type ClerkFailure, Issue } from "../../Errors.ts"
import type { Place } from "./send.ts"

/** What all rows of a run share. */
export interface Run {
  /** What tells this run from others. */
  readonly id: string
  readonly ledger: Service
  /** Bounds the rows that are sent at once. Rows that wait for another process are not counted. */
  readonly permit: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** Whether rows that were refused by an earlier run are sent again. */
  readonly retryRefused: boolean
}

type Send<R> = (isInterrupted: boolean) => Effect.Effect<Outcomes.Outcome, ClerkFailure, R>

/** Sends a row unless it is done. While it is in flight elsewhere, it waits. */
export const through = <R>(
  run: Run,
  place: Place,
  send: Send<R>
): Effect.Effect<Outcomes.Outcome, ClerkFailure | LedgerError, R> =>
  Effect.suspend(() => run.permit(attempt(run, place, send))).pipe(
    Effect.flatMap((outcome) =>
      outcome === "busy"
        ? Effect.zipRight(Effect.sleep("250 millis"), through(run, place, send))
        : Effect.succeed(outcome)
    )
  )

const attempt = Effect.fnUntraced(function*<R>(
  { id, ledger, retryRefused }: Run,
  place: Place,
  send: Send<R>
): Effect.fn.Return<Outcomes.Outcome | "busy", ClerkFailure | LedgerError, R> {
  let claim = yield* ledger.claim(place.key, id)
  if (claim._tag === "Done" && !claim.isOfThisRun && claim.outcome._tag === "Refused" && retryRefused) {
    yield* ledger.forget(place.key)
    claim = yield* ledger.claim(place.key, id)
  }
  switch (claim._tag) {
    case "Busy":
      return "busy"
    case "Done":
      return claim.isOfThisRun && claim.outcome.row !== place.row
        ? repeated(place, claim.outcome.row)
        : known(place, claim.outcome)
    default: {
      const isInterrupted = claim._tag === "Interrupted"
      // An outcome that is known is noted, even when the run is interrupted at this moment.
      return yield* Effect.uninterruptibleMask((restore) =>
        restore(send(isInterrupted)).pipe(
          Effect.tap((outcome) =>
            outcome._tag === "Unknown" ? ledger.release(place.key, id) : ledger.conclude(place.key, outcome)
          ),
          Effect.onError(() => Effect.ignore(ledger.release(place.key, id)))
        )
      )
    }
  }
})

/** The outcome of an earlier run, at the position of this one. */
const known = (place: Place, outcome: Outcomes.Outcome): Outcomes.Outcome => {
  const knownBy = "ledger" as const
  switch (outcome._tag) {
    case "Created":
      return new Outcomes.Created({ ...outcome, ...place, knownBy })
    case "AlreadyThere":
      return new Outcomes.AlreadyThere({ ...outcome, ...place, knownBy })
    case "Changed":
      return new Outcomes.Changed({ ...outcome, ...place, knownBy })
    case "Refused":
      return new Outcomes.Refused({ ...outcome, ...place, knownBy })
    default:
      return outcome
  }
}

/** Two rows with one key would be one user, so the second is refused rather than dropped. */
const repeated = (place: Place, row: number): Outcomes.Outcome =>
  new Outcomes.Refused({
    ...place,
    issues: [new Issue({ path: "", message: `Expected a key of its own, but row ${row} has the same key` })]
  })
