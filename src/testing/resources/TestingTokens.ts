/**
 * The testing tokens of an in-memory Clerk. They are valid for an hour.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/TestingTokens.ts"
import { TestingToken } from "../../Schema/TestingToken.ts"
import type { Instance } from "../Instance.ts"
import type { Resource } from "../server/Resource.ts"
import { nowInSeconds } from "../tokens/Keys.ts"

export const make = ({ counters }: Instance): Resource<typeof operations> => ({
  prefix: "testingTokens",
  operations,
  handlers: () => ({
    create: Effect.fnUntraced(function*() {
      const seconds = yield* nowInSeconds
      return new TestingToken({
        object: "testing_token",
        token: Redacted.make(`${seconds}-${yield* counters.nextId("c")}`),
        expiresAt: DateTime.unsafeMake((seconds + 3600) * 1000)
      })
    })
  })
})
