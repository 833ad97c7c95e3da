/**
 * Tests of the compiled decoder against schemas of any kind, each with inputs. For every input, for random changes of it and for
 * unrelated values, the compiled decoder must return what the schema returns.
 *
 * ```ts
 * alwaysSame({ "a nullable string": [Schema.NullOr(Schema.String), ["a", null]] })
 * ```
 */
import { it } from "@effect/vitest"
import { FastCheck as fc, type Schema } from "effect"
import { all, mutate, mutations } from "./oddities.ts"
import { sameAsSchema } from "./sameAsSchema.ts"

export type Cases = Record<string, readonly [schema: Schema.Schema.AnyNoContext, inputs: ReadonlyArray<unknown>]>

export const alwaysSame = (cases: Cases) =>
  it.each(Object.entries(cases))("%s decodes as with the schema", (_, [schema, inputs]) => {
    for (const input of [...inputs, ...all(), ...all().map((a) => ({ a })), ...all().map((a) => [a])]) {
      sameAsSchema(schema, input)
    }
    fc.assert(
      fc.property(fc.constantFrom(...inputs), mutations, (input, changes) => {
        sameAsSchema(schema, mutate(input, changes))
      }),
      { numRuns: 100 }
    )
  })
