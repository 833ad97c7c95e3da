/**
 * Reads lists that a person writes as JSON or NDJSON, and says in one sentence what is wrong with them.
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

/** The items of a JSON array, of one JSON value, or of lines of JSON. */
export const parse = (text: string): Effect.Effect<ReadonlyArray<unknown>, string> =>
  Effect.suspend(() => {
    const whole = parsed(text)
    if (Either.isRight(whole)) {
      return Effect.succeed(Array.isArray(whole.right) ? whole.right as ReadonlyArray<unknown> : [whole.right])
    }
    const lines = text.split("\n").map((line, index) => ({ line, number: index + 1 })).filter(({ line }) =>
      line.trim() !== ""
    )
    return Effect.forEach(lines, ({ line, number }) =>
      Either.mapLeft(
        parsed(line),
        () => lines.length > 1 && number > 1 ? `Line ${number} is not JSON.` : "It is neither JSON nor lines of JSON."
      ))
  })

const parsed = (text: string) => Either.try((): unknown => JSON.parse(text))

/** Decodes one item of a list. The sentence about a wrong one has its position and the path, but not the value, which may be secret. */
export const decoder = <A, I>(schema: Schema.Schema<A, I>, what: string) => {
  const decode = Schema.decodeUnknownEither(schema, { onExcessProperty: "error" })
  return (item: unknown, index: number): Effect.Effect<A, string> =>
    Either.mapLeft(decode(item), (error) => {
      const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
      const path = issue?.path.map(String).join(".") ?? ""
      return issue?._tag === "Unexpected"
        ? `The ${what} at ${index} has an unknown field: ${path}.`
        : `The ${what} at ${index} is not valid${path === "" ? "" : ` at ${path}`}: ${
          (issue?.message ?? "").split(", actual")[0]
        }.`
    })
}
