/**
 * The journal of an in-memory Clerk: every change that it has carried out, which a later one repeats at the recorded times. Ids must depend on
 * nothing but their prefix and count.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import type { ApiVersion } from "./ApiVersion.ts"

/** A request after authentication. */
export interface AppliedRequest {
  readonly method: string
  readonly url: string
  readonly contentType: string
  readonly version: ApiVersion
  /** The secret key of a machine that the request was authenticated with. */
  readonly machineKey?: string | undefined
  /** The body as text, or in base64 where it is not text. */
  readonly body?: string
  readonly base64?: string
}

export type Change =
  | { readonly request: AppliedRequest }
  /** Seeds as JSON. */
  | { readonly seed: ReadonlyArray<unknown> }
  /** Everything was removed, and these seeds were added. */
  | { readonly reset: ReadonlyArray<unknown> }

/** A change and its time in unix milliseconds. */
export type Entry = Change & { readonly at: number }

export interface Journal {
  /** The changes so far. */
  readonly entries: ReadonlyArray<Entry>
  /** The seeds at the start, as JSON, which a reset adds again. */
  readonly initial: ReadonlyArray<unknown>
  /** Keeps a change. It is kept when the effect has ended. */
  readonly append: (entry: Entry) => Effect.Effect<void>
}

/** The journal of the in-memory Clerk that is made; undefined by default. */
export class CurrentJournal extends Context.Reference<CurrentJournal>()("effect-clerk/testing/Journal", {
  defaultValue: (): Journal | undefined => undefined
}) {}

/**
 * Carries out a change and keeps it before its result is known to anyone. A change that fails is kept too, since it may have used ids. It cannot
 * be interrupted between the two.
 */
export const record = (journal: Journal) => <A, E, R>(change: Change, effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const at = Math.floor(yield* Clock.currentTimeMillis)
    const exit = yield* Effect.exit(atTime(at, effect))
    yield* journal.append({ at, ...change })
    return yield* exit
  }).pipe(Effect.uninterruptible)

/** Runs an effect at a time in unix milliseconds. */
export const atTime = <A, E, R>(at: number, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.clockWith((clock) =>
    Effect.withClock(effect, {
      [Clock.ClockTypeId]: Clock.ClockTypeId,
      sleep: (duration) => clock.sleep(duration),
      unsafeCurrentTimeMillis: () => at,
      unsafeCurrentTimeNanos: () => BigInt(at) * 1_000_000n,
      currentTimeMillis: Effect.succeed(at),
      currentTimeNanos: Effect.succeed(BigInt(at) * 1_000_000n)
    })
  )

/** The body of a request as the journal keeps it. */
export const textOf = (body: Uint8Array): Pick<AppliedRequest, "body" | "base64"> => {
  if (body.length === 0) {
    return {}
  }
  try {
    return { body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body) }
  } catch {
    return { base64: Encoding.encodeBase64(body) }
  }
}

/** The body of a request that the journal kept. */
export const bytesOf = ({ base64, body = "" }: AppliedRequest): Uint8Array =>
  base64 === undefined
    ? new TextEncoder().encode(body)
    : Either.getOrElse(Encoding.decodeBase64(base64), () => new Uint8Array())
