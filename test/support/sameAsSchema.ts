/**
 * Compares a compiled decoder with its schema.
 */
import { Either, ParseResult, Redacted, Schema } from "effect"
import { deepStrictEqual, fail, strictEqual } from "node:assert"
import { inspect } from "node:util"
import { bail } from "../../src/internal/schema/combinators.ts"
import { compile } from "../../src/internal/schema/compile.ts"

type Outcome = "decoded by the compiled decoder" | "decoded by the schema" | "rejected"

/** Decodes an input in both ways. Throws when the compiled decoder returns anything but what the schema returns. */
export const sameAsSchema = (schema: Schema.Schema.AnyNoContext, input: unknown): Outcome => {
  const before = shown(input)
  const compiled = compile(schema.ast)(input)
  strictEqual(shown(input), before, "the input was changed")
  const expected = Either.try(() => ParseResult.decodeUnknownEither(schema)(input)).pipe(
    Either.flatMap((result) => result)
  )
  if (compiled === bail) {
    return Either.isRight(expected) ? "decoded by the schema" : "rejected"
  }
  if (Either.isLeft(expected)) {
    return fail(`the schema rejects the input, which the compiled decoder decoded to ${shown(compiled)}`)
  }
  // The first compares prototypes, the second the order of keys.
  deepStrictEqual(compiled, expected.right)
  strictEqual(shown(compiled), shown(expected.right))
  return "decoded by the compiled decoder"
}

/** Everything observable of a value: classes, the order of keys, getters, symbols, and redacted values. */
const shown = (value: unknown): string =>
  inspect(value, { breakLength: Infinity, compact: true, depth: 100, maxArrayLength: Infinity, showHidden: true }) +
  inspect(secretsOf(value), { depth: Infinity })

const secretsOf = (value: unknown): ReadonlyArray<unknown> => {
  const found = new Set([value])
  // Iterating over a set includes the values that are added meanwhile.
  for (const next of found) {
    if (typeof next === "object" && next !== null) {
      Object.values(Object.getOwnPropertyDescriptors(next)).forEach((property) => found.add(property.value))
    }
  }
  return Array.from(found).filter(Redacted.isRedacted).map(Redacted.value)
}
