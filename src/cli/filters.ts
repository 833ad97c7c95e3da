/**
 * The option `--filters` of the commands that walk over users.
 *
 * @since 0.1.0
 */
import * as HelpDoc from "@effect/cli/HelpDoc"
import * as Options from "@effect/cli/Options"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { StreamFilters } from "../Schema/UserFilters.ts"

const decode = Schema.decodeUnknownEither(StreamFilters, { onExcessProperty: "error" })

/** Times stand in JSON as texts. */
const reviver = (key: string, value: unknown): unknown =>
  /(Before|After|Since)$/.test(key) && typeof value === "string" ? new Date(value) : value

const parse = (text: string): Either.Either<StreamFilters, string> =>
  Either.try({ try: () => JSON.parse(text, reviver) as unknown, catch: () => "is not JSON" }).pipe(
    Either.flatMap((value) => Either.mapLeft(decode(value), ({ message }) => message))
  )

/**
 * The users that a command is about, as JSON.
 *
 * @since 0.1.0
 * @category options
 */
export const filters: Options.Options<StreamFilters> = Options.text("filters").pipe(
  Options.withDescription(
    "The users, as JSON: {\"banned\": true, \"createdAtBefore\": \"2024-01-01\"}. Default: all users."
  ),
  Options.withDefault("{}"),
  Options.mapEffect((text) =>
    Either.match(parse(text), {
      onLeft: (problem) => Effect.fail(ValidationError.invalidValue(HelpDoc.p(`'--filters' ${problem}`))),
      onRight: Effect.succeed
    })
  )
)
