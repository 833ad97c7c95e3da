/**
 * Calls every operation of a resource against the in-memory Clerk, which validates each request and response (see `setup.ts`).
 */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { inject } from "vitest"
import { validated } from "./validated.ts"

/** Whether there is an OpenAPI file of Clerk. Otherwise the calls are made and not validated. */
const isValidated = inject("clerkSchemas") !== null

/** Runs the calls and asserts that they include every operation of the table. */
export const callsEveryOperation = Effect.fnUntraced(function*<A, E, R>(
  prefix: string,
  table: object,
  calls: Effect.Effect<A, E, R>,
  except: ReadonlyArray<string> = []
) {
  const before = validated.count
  yield* calls
  const requests = yield* ClerkTest.requests
  if (isValidated) {
    assert.strictEqual(validated.count - before, requests.length)
  }
  assert.includeMembers(
    requests.map(({ operation }) => operation),
    Object.keys(table).filter((name) => !except.includes(name)).map((name) => `${prefix}.${name}`)
  )
})
