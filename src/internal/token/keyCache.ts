/**
 * Keeps the keys of one instance, and asks for them again when they are old or a token names a key that is not among them.
 */
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberId from "effect/FiberId"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import type * as Scope from "effect/Scope"
import type { ClerkFailure } from "../../Errors.ts"
import { KeysUnavailable, TokenInvalid } from "../../TokenErrors.ts"
import * as Time from "../time.ts"
import type { PublicKey } from "./jwk.ts"

/** How long keys are used, in milliseconds. */
export interface Options {
  /** Without asking again. */
  readonly timeToLive: Duration.Duration
  /** While Clerk cannot be asked, beyond the time to live. */
  readonly staleOnError: Duration.Duration
}

type Keys = ReadonlyMap<string, PublicKey>

interface Request {
  readonly startedAt: number
  readonly result: Deferred.Deferred<Keys, ClerkFailure>
}

/** How often keys are requested while old ones can be used or the id is unknown. */
const askAgainMillis = 30_000

/** How often keys are requested while there are none. */
const askFirstMillis = 1000

/** How long callers wait for new keys before they use old ones. */
const patienceMillis = 1000

export const make = Effect.fnUntraced(function*(
  fetch: Effect.Effect<Keys, ClerkFailure>,
  options: Options
): Effect.fn.Return<
  (keyId: string) => Effect.Effect<PublicKey, TokenInvalid | KeysUnavailable>,
  never,
  Scope.Scope
> {
  const scope = yield* Effect.scope
  const runFork = Runtime.runFork(yield* Effect.runtime<never>())
  const freshMillis = Duration.toMillis(options.timeToLive)
  const usableMillis = freshMillis + Duration.toMillis(options.staleOnError)
  let keys: Keys = new Map()
  let fetchedAt = -Infinity
  let lastFailure: ClerkFailure | undefined
  let lastStartedAt = -Infinity
  let open: Request | undefined

  /** The running request, or a new one. It belongs to all callers, so it runs in a fiber of the layer and outlives each of them. */
  const request = (now: number): Request => {
    if (open !== undefined) {
      return open
    }
    const started: Request = { startedAt: now, result: Deferred.unsafeMake(FiberId.none) }
    open = started
    lastStartedAt = now
    runFork(fetch, { scope }).addObserver((exit) => {
      open = undefined
      if (Exit.isSuccess(exit)) {
        keys = exit.value
        fetchedAt = now
      }
      lastFailure = Exit.isFailure(exit) ? Option.getOrUndefined(Cause.failureOption(exit.cause)) : undefined
      Deferred.unsafeDone(started.result, exit)
    })
    return started
  }

  return (keyId) =>
    Effect.flatMap(Time.now, (now) => {
      const age = now - fetchedAt
      const known = age < usableMillis ? keys.get(keyId) : undefined
      if (known !== undefined && age < freshMillis) {
        return Effect.succeed(known)
      }
      const pause = age < usableMillis ? askAgainMillis : askFirstMillis
      if (open === undefined && now - lastStartedAt < pause) {
        return known === undefined ? unknown(lastFailure) : Effect.succeed(known)
      }
      const { result, startedAt } = request(now)
      const lookUp = Effect.matchEffect(Deferred.await(result), {
        onFailure: unknown,
        onSuccess: (keys) => {
          const key = keys.get(keyId)
          return key === undefined ? unknown(undefined) : Effect.succeed(key)
        }
      })
      return known === undefined ? lookUp : lookUp.pipe(
        Effect.catchTag("KeysUnavailable", () => Effect.succeed(known)),
        Effect.timeoutOption(Math.max(0, startedAt + patienceMillis - now)),
        Effect.map(Option.getOrElse(() => known))
      )
    })
})

const unknown = (failure: ClerkFailure | undefined): Effect.Effect<never, TokenInvalid | KeysUnavailable> =>
  Effect.fail(
    failure === undefined
      ? new TokenInvalid({
        reason: "unknownKey",
        description: "The instance has no key with the id that the token names"
      })
      : new KeysUnavailable({ cause: failure })
  )
