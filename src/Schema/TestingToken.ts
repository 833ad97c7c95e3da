/**
 * A testing token, with which end-to-end tests pass the bot detection of Clerk.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { nullable, object, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/** Clerk sends this time in seconds, unlike all others. */
const TimestampInSeconds = Schema.compose(
  Schema.transform(Schema.Number, Schema.Number, {
    strict: true,
    decode: (seconds) => Math.round(seconds * 1000),
    encode: (millis) => millis / 1000
  }),
  Timestamp
)

/**
 * A testing token. The token is redacted: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class TestingToken extends Schema.Class<TestingToken>("effect-clerk/TestingToken")(snakeCase({
  /** The object type, `"testing_token"`. */
  object: object("testing_token"),
  /** The token, for the query parameter `__clerk_testing_token` of requests to the Frontend API. */
  token: Schema.Redacted(Schema.String),
  /** When the token expires; null when Clerk does not say. */
  expiresAt: nullable(TimestampInSeconds)
})) {}
