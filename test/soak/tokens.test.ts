/** A million requests of callers with one key make one request for keys per cache time. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { keyRequests } from "../support/keyRequests.ts"
import { scaled } from "../support/soak.ts"

const rounds = 10
const verifications = scaled(1_000_000, 1000)

it.effect(`${verifications} verifications within ${rounds} cache times make ${rounds} requests for keys`, () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* keyRequests(verifications, rounds), Array(rounds).fill("/v1/jwks"))
  }))
