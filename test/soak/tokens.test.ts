/** A million requests of callers with one key make one request for keys per cache time. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import { keyRequests } from "../support/keyRequests.ts"
import { scaled } from "../support/soak.ts"

const rounds = 10

/** As each verification does. The signature is left out, as a million of them would take minutes. */
const lookUp = () => Effect.flatMap(ClerkKeys.ClerkKeys, (keys) => keys.get("ins_in_memory"))

const lookups = scaled(1_000_000, 1000)

it.effect(`${lookups} lookups of a key within ${rounds} cache times make ${rounds} requests for keys`, () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* keyRequests(lookUp, lookups, rounds), Array(rounds).fill("/v1/jwks"))
  }))
