/**
 * What became of each row of a bulk operation. The outcomes are schemas, so that a ledger or a report can keep them as JSON.
 *
 * ```ts
 * import { Schema } from "effect"
 * import { Outcome } from "effect-clerk/BulkOutcome"
 *
 * const toLine = Schema.encodeSync(Schema.parseJson(Outcome))
 * ```
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ClerkErrors, Issue, SDKError } from "./Errors.ts"
import { nullByDefault, withDefault } from "./internal/errorClass.ts"

/** Fields of every outcome. */
const row = {
  /** The position of the row in the stream; 1 for the first. */
  row: Schema.Int,
  /** The key of the row; `""` where it has none. */
  key: Schema.String
}

/**
 * How an outcome is known: by the response to the request (`"response"`), by a look-up after a response was lost (`"lookup"`), or from the
 * ledger, because an earlier run has finished the row (`"ledger"`).
 *
 * @since 0.1.0
 * @category schemas
 */
export const KnownBy = Schema.Literal("response", "lookup", "ledger")

/**
 * How an outcome is known: by the response to the request (`"response"`), by a look-up after a response was lost (`"lookup"`), or from the
 * ledger, because an earlier run has finished the row (`"ledger"`).
 *
 * @since 0.1.0
 * @category models
 */
export type KnownBy = typeof KnownBy.Type

const knownBy = withDefault(KnownBy, () => "response" as const)

/**
 * The user was created.
 *
 * @since 0.1.0
 * @category outcomes
 */
export class Created extends Schema.TaggedClass<Created>("effect-clerk/BulkOutcome/Created")("Created", {
  ...row,
  /** The id of the user, `user_…`. */
  userId: Schema.String,
  /** How this is known. */
  knownBy
}) {}

/**
 * A user with this key was there before the row was sent. Nothing was changed.
 *
 * @since 0.1.0
 * @category outcomes
 */
export class AlreadyThere extends Schema.TaggedClass<AlreadyThere>("effect-clerk/BulkOutcome/AlreadyThere")(
  "AlreadyThere",
  {
    ...row,
    /** The id of the user, `user_…`. */
    userId: Schema.String,
    /** How this is known. */
    knownBy
  }
) {}

/**
 * The user was changed.
 *
 * @since 0.1.0
 * @category outcomes
 */
export class Changed extends Schema.TaggedClass<Changed>("effect-clerk/BulkOutcome/Changed")("Changed", {
  ...row,
  /** The id of the user, `user_…`. */
  userId: Schema.String,
  /** How this is known. */
  knownBy
}) {}

/**
 * The row was refused: before it was sent, with the fields at fault as `issues`, or by Clerk, with its response as `error`.
 *
 * @since 0.1.0
 * @category outcomes
 */
export class Refused extends Schema.TaggedClass<Refused>("effect-clerk/BulkOutcome/Refused")("Refused", {
  ...row,
  /** The fields at fault, where nothing was sent. */
  issues: withDefault(Schema.Array(Issue), () => []),
  /** The response of Clerk, or null where nothing was sent. */
  error: nullByDefault(ClerkErrors),
  /** How this is known. */
  knownBy
}) {
  /** A sentence for each fault. */
  get message(): string {
    return this.error?.message ??
      this.issues.map(({ message, path }) => path === "" ? message : `${path}: ${message}`).join("; ")
  }
}

/**
 * It is not known whether the row was carried out, or it could not be sent for a long time. The ledger has no outcome for it, so that the
 * next run looks for it.
 *
 * @since 0.1.0
 * @category outcomes
 */
export class Unknown extends Schema.TaggedClass<Unknown>("effect-clerk/BulkOutcome/Unknown")("Unknown", {
  ...row,
  /** The last failure. */
  error: Schema.Union(ClerkErrors, SDKError)
}) {}

/**
 * The row could be sent, which a dry run does not do.
 *
 * @since 0.1.0
 * @category outcomes
 */
export class Valid extends Schema.TaggedClass<Valid>("effect-clerk/BulkOutcome/Valid")("Valid", row) {}

/**
 * What became of a row of any bulk operation.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Outcome = Schema.Union(Created, AlreadyThere, Changed, Refused, Unknown, Valid)

/**
 * What became of a row of any bulk operation.
 *
 * @since 0.1.0
 * @category models
 */
export type Outcome = typeof Outcome.Type

/**
 * What became of a row of `Bulk.importUsers`.
 *
 * @since 0.1.0
 * @category models
 */
export type ImportOutcome = AlreadyThere | Created | Refused | Unknown | Valid

/**
 * What became of a user of `Bulk.forEachUser`.
 *
 * @since 0.1.0
 * @category models
 */
export type ChangeOutcome = Changed | Refused | Unknown | Valid
