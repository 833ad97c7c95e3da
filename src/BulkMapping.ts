/**
 * Mappings from the rows of another system to rows that are imported. A mapping is data, such as a JSON file.
 *
 * ```ts
 * import { Stream } from "effect"
 * import * as Bulk from "effect-clerk/Bulk"
 * import * as BulkMapping from "effect-clerk/BulkMapping"
 * import { UserRow } from "effect-clerk/BulkRow"
 *
 * const mapping = { ...BulkMapping.auth0, externalId: "app_metadata.customer_id" }
 *
 * const importAuth0 = (rows: Stream.Stream<unknown>) =>
 *   Bulk.importUsers(Stream.map(rows, BulkMapping.toRow(mapping)), { schema: UserRow })
 * ```
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { UserRow } from "./BulkRow.ts"
import { fieldNames } from "./BulkRow.ts"
import { read } from "./internal/bulk/mapping.ts"
import * as Presets from "./internal/bulk/presets.ts"

/** Where a value comes from: a field, or a path such as `"app_metadata.plan"`. Of several, the first that has a value. */
const Path = Schema.Union(Schema.String, Schema.Array(Schema.String))

const source = Schema.Struct({
  /** The field, or a path into it, such as `"app_metadata.plan"`; of several, the first that has a value. */
  from: Schema.optional(Path),
  /** A fixed value. With `if`, only for rows in which that field has a value. */
  value: Schema.optional(Schema.Unknown),
  /** The field that has to have a value. */
  if: Schema.optional(Schema.String),
  /** A text with fields in braces, such as `"{hash}${salt}"`. Without a value for one of them, there is none. */
  template: Schema.optional(Schema.String),
  /**
   * How the value is read: a number of `"seconds"` or `"milliseconds"` since 1970, a time that lies in the `"future"`, a number that needs its
   * `"+"`, the `"first"` word of a name or the `"rest"` of it, or the opposite of a boolean (`"not"`).
   */
  as: Schema.optional(Schema.Literal("seconds", "milliseconds", "future", "+", "first", "rest", "not")),
  /** For addresses and numbers: whether they are verified, as a boolean, or the field that says so. A time there means yes. */
  verified: Schema.optional(Schema.Union(Schema.Boolean, Path)),
  /** For addresses and numbers: the characters between several of them, such as `","`. */
  split: Schema.optional(Schema.String)
})

/**
 * Where the value of a field comes from.
 *
 * @since 0.1.0
 * @category models
 */
export interface Source extends Schema.Schema.Type<typeof source> {}

const AnySource = Schema.Union(Schema.String, source, Schema.Array(Schema.Union(Schema.String, source)))

const mapping = Schema.partial(
  Schema.Struct(Object.fromEntries(fieldNames.map((name) => [name, AnySource])) as Record<
    typeof fieldNames[number],
    typeof AnySource
  >)
)

/**
 * Where each field of a `UserRow` comes from. Fields of the source that no field names are left out. A list of sources is for several addresses
 * or numbers.
 *
 * @since 0.1.0
 * @category models
 */
export type Mapping = {
  readonly [Name in keyof UserRow]?: string | Source | ReadonlyArray<string | Source> | undefined
}

/**
 * A mapping, as it stands in a JSON file. A field that a row does not have is refused.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Mapping: Schema.Schema<Mapping> = mapping

/**
 * Makes a row of a row of another system. Numbers, booleans, times and JSON that stand in texts are read, as in CSV.
 *
 * @since 0.1.0
 * @category mappings
 */
export const toRow = (mapping: Mapping): (row: unknown) => unknown => read(mapping)

/**
 * The users of an Auth0 export, in the format of its bulk import, with the password digests that its support sends.
 *
 * @since 0.1.0
 * @category mappings
 */
export const auth0: Mapping = Presets.auth0

/**
 * The rows of `auth.users` of Supabase.
 *
 * @since 0.1.0
 * @category mappings
 */
export const supabase: Mapping = Presets.supabase

/**
 * The users of `firebase auth:export`. For their passwords add `passwordDigest` with a `template` that has the parameters of the project.
 *
 * @since 0.1.0
 * @category mappings
 */
export const firebase: Mapping = Presets.firebase

/**
 * The users of Cognito's `ListUsers`, or of its CSV format. Cognito gives no password digests.
 *
 * @since 0.1.0
 * @category mappings
 */
export const cognito: Mapping = Presets.cognito

/**
 * The rows of the table `user` of Better Auth. Clerk does not know the algorithm of its password digests.
 *
 * @since 0.1.0
 * @category mappings
 */
export const betterAuth: Mapping = Presets.betterAuth

/**
 * The CSV that Clerk's dashboard exports.
 *
 * @since 0.1.0
 * @category mappings
 */
export const clerk: Mapping = Presets.clerk

/**
 * The mappings of this library by the names that the command line knows.
 *
 * @since 0.1.0
 * @category mappings
 */
export const presets: { readonly [name: string]: Mapping } = {
  auth0,
  supabase,
  firebase,
  cognito,
  "better-auth": betterAuth,
  clerk
}
