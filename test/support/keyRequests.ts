/** How often the keys are requested while one token is verified very many times. */
import { Effect, Layer, TestClock } from "effect"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as SessionToken from "effect-clerk/SessionToken"
import { ClerkTest } from "effect-clerk/testing"

/** Verifies a token in as many rounds as there are times to live of 5 minutes, up to 100 calls at a time, and returns the requests. */
export const keyRequests = (verifications: number, rounds: number) =>
  Effect.gen(function*() {
    const token = yield* ClerkTest.sessionToken({ userId: "user_ada", expiresIn: "1 day" })
    for (let round = 0; round < rounds; round++) {
      yield* Effect.replicateEffect(SessionToken.verify(token), verifications / rounds / 2, {
        concurrency: 100,
        discard: true
      })
      // Within the time to live.
      yield* TestClock.adjust("299 seconds")
      yield* Effect.replicateEffect(SessionToken.verify(token), verifications / rounds / 2, {
        concurrency: 100,
        discard: true
      })
      yield* TestClock.adjust("1 second")
    }
    return (yield* ClerkTest.requests).map(({ path }) => path)
  }).pipe(Effect.provide(Layer.provideMerge(ClerkKeys.layerJwks(), ClerkTest.layer())))
