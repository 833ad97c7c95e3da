/**
 * Holds a compiled decoder against the schema that it was compiled from.
 */
import { Either, ParseResult, Redacted, Schema } from "effect"
import { deepStrictEqual, fail, strictEqual } from "node:assert"
import { inspect } from "node:util"
import { bail } from "../../src/internal/schema/combinators.ts"
import { compile } from "../../src/internal/schema/compile.ts"

type Outcome = "made by the compiled decoder" | "made by the schema" | "refused"

/** What became of the input. It fails when the compiled decoder answers anything but what the schema does. */
export const sameAsSchema = (schema: Schema.Schema.AnyNoContext, input: unknown): Outcome => {
  const before = shown(input)
  const compiled = compile(schema.ast)(input)
  strictEqual(shown(input), before, "the input was changed")
  const truth = Either.try(() => ParseResult.decodeUnknownEither(schema)(input)).pipe(
    Either.flatMap((result) => result)
  )
  if (compiled === bail) {
    return Either.isRight(truth) ? "made by the schema" : "refused"
  }
  if (Either.isLeft(truth)) {
    return fail(`the schema refuses what was made: ${shown(compiled)}`)
  }
  // Prototypes count here, and the order of the keys there.
  deepStrictEqual(compiled, truth.right)
  strictEqual(shown(compiled), shown(truth.right))
  return "made by the compiled decoder"
}

/** All that can be seen of a value: classes, the order of keys, getters, symbols, and what is redacted. */
const shown = (value: unknown): string =>
  inspect(value, { breakLength: Infinity, compact: true, depth: 100, maxArrayLength: Infinity, showHidden: true }) +
  inspect(secretsOf(value), { depth: Infinity })

const secretsOf = (value: unknown): ReadonlyArray<unknown> => {
  const found = new Set([value])
  // What is found on the way is looked into, too.
  for (const next of found) {
    if (typeof next === "object" && next !== null) {
      Object.values(Object.getOwnPropertyDescriptors(next)).forEach((property) => found.add(property.value))
    }
  }
  return Array.from(found).filter(Redacted.isRedacted).map(Redacted.value)
}
