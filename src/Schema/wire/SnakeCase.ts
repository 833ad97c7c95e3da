/**
 * Fields that are camelCase in a program and snake_case on the wire.
 *
 * ```ts
 * import * as Schema from "effect/Schema"
 * import { snakeCase } from "effect-clerk/Schema/wire/SnakeCase"
 *
 * const Name = Schema.Struct(snakeCase({ firstName: Schema.String, lastName: Schema.String }))
 * // type    { readonly firstName: string;  readonly lastName: string }
 * // encoded { readonly first_name: string; readonly last_name: string }
 * ```
 *
 * Only the names of the fields change. Keys within a value, such as those of metadata, do not.
 *
 * @since 0.1.0
 */
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as String from "effect/String"

/**
 * The snake_case spelling of a camelCase name: `"web3WalletId"` becomes `"web3_wallet_id"`.
 *
 * @since 0.1.0
 * @category models
 */
export type SnakeCase<Name extends string, Done extends string = ""> = Name extends `${infer Head}${infer Tail}`
  ? SnakeCase<Tail, `${Done}${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}`>
  : Done

/**
 * Fields whose encoded names are in snake_case. A field with a key of its own (`Schema.fromKey`) keeps it.
 *
 * @since 0.1.0
 * @category models
 */
export type SnakeCaseFields<Fields extends Schema.Struct.Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Schema.PropertySignature<
    infer TypeToken,
    infer Type,
    infer Key,
    infer EncodedToken,
    infer Encoded,
    infer HasDefault,
    infer R
  > ? Schema.PropertySignature<
      TypeToken,
      Type,
      [Key] extends [never] ? SnakeCase<Name & string> : Key,
      EncodedToken,
      Encoded,
      HasDefault,
      R
    >
    : Fields[Name] extends Schema.Schema.All ? Schema.PropertySignature<
        ":",
        Schema.Schema.Type<Fields[Name]>,
        SnakeCase<Name & string>,
        ":",
        Schema.Schema.Encoded<Fields[Name]>,
        false,
        Schema.Schema.Context<Fields[Name]>
      >
    : never
}

/**
 * Renames every field to snake_case on the wire, with exact types in both directions.
 *
 * @since 0.1.0
 * @category combinators
 */
export const snakeCase = <const Fields extends Schema.Struct.Fields>(fields: Fields): SnakeCaseFields<Fields> =>
  Record.map(fields as Schema.Struct.Fields, (field, name) => {
    const signature = Schema.isSchema(field) ? Schema.propertySignature(field) : field
    return keyOf(signature) === undefined
      ? Schema.fromKey(signature as Schema.PropertySignature.Any, String.camelToSnake(name))
      : signature
  }) as unknown as SnakeCaseFields<Fields>

/**
 * The encoded name of a field; undefined when it is the name of the field.
 *
 * @since 0.1.0
 * @category getters
 */
export const keyOf = (field: Schema.Struct.Field): PropertyKey | undefined =>
  !Schema.isSchema(field) && field.ast._tag === "PropertySignatureTransformation" ? field.ast.from.fromKey : undefined
