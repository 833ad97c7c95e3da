/**
 * A table of schemas that a program may ask `Http.call` for, each with what may be answered: every answer, every way to change
 * it and every other thing must read as the schema reads it.
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
