/** How often the keys are requested while they are needed very many times. */
import { Effect, Layer, TestClock } from "effect"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import { ClerkTest } from "effect-clerk/testing"
import type { TokenError } from "effect-clerk/TokenErrors"

/** Needs the keys in as many rounds as there are times to live of 5 minutes, up to 100 calls at a time, and returns the requests. */
export const keyRequests = (
  call: (token: string) => Effect.Effect<unknown, TokenError, ClerkKeys.ClerkKeys>,
  calls: number,
  rounds: number
) =>
  Effect.gen(function*() {
    const token = yield* ClerkTest.sessionToken({ userId: "user_ada", expiresIn: "1 day" })
    for (let round = 0; round < rounds; round++) {
      yield* Effect.replicateEffect(call(token), calls / rounds / 2, {
        concurrency: 100,
        discard: true
      })
      // Within the time to live.
      yield* TestClock.adjust("299 seconds")
      yield* Effect.replicateEffect(call(token), calls / rounds / 2, {
        concurrency: 100,
        discard: true
      })
      yield* TestClock.adjust("1 second")
    }
    return (yield* ClerkTest.requests).map(({ path }) => path)
  }).pipe(Effect.provide(Layer.provideMerge(ClerkKeys.layerJwks(), ClerkTest.layer())))
