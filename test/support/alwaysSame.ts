/**
 * Tests that the compiled decoder of a schema agrees with the schema: for each given response, for random changes of it and
 * for values of every other kind.
 *
 * ```ts
 * alwaysSame({ "a text or nothing": [Schema.NullOr(Schema.String), ["a", null]] })
 * ```
 */
import { it } from "@effect/vitest"
import { FastCheck as fc, type Schema } from "effect"
import { all, mutate, mutations } from "./oddities.ts"
import { sameAsSchema } from "./sameAsSchema.ts"

export type Cases = Record<string, readonly [schema: Schema.Schema.AnyNoContext, answers: ReadonlyArray<unknown>]>

export const alwaysSame = (cases: Cases) =>
  it.each(Object.entries(cases))("%s", (_, [schema, answers]) => {
    for (const answer of [...answers, ...all(), ...all().map((a) => ({ a })), ...all().map((a) => [a])]) {
      sameAsSchema(schema, answer)
    }
    fc.assert(
      fc.property(fc.constantFrom(...answers), mutations, (answer, changes) => {
        sameAsSchema(schema, mutate(answer, changes))
      }),
      { numRuns: 100 }
    )
  })
