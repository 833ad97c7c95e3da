/**
 * JWT templates: the claims and the lifetime of tokens that are made for other services.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { JwtTemplateId } from "./Ids.ts"
import { flag, metadata, nullable, object, openEnum, Seconds, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { clearable, Secret, wholeNumber } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const SigningAlgorithm = openEnum(
  "RS256",
  "RS384",
  "RS512",
  "ES256",
  "ES384",
  "ES512",
  "HS256",
  "HS384",
  "HS512"
)

/**
 * A JWT template.
 *
 * @since 0.1.0
 * @category models
 */
export class JwtTemplate extends Schema.Class<JwtTemplate>("effect-clerk/JwtTemplate")(snakeCase({
  /** The id of the template. */
  id: JwtTemplateId,
  /** The object type, `"jwt_template"`. */
  object: object("jwt_template"),
  /** The name of the template. */
  name: text,
  /** The claims, with shortcodes such as `"{{user.first_name}}"`. Their names are never changed. */
  claims: metadata,
  /** How long its tokens are valid. */
  lifetime: withDefault(Seconds, () => Duration.zero),
  /** How far clocks may differ. */
  allowedClockSkew: withDefault(Seconds, () => Duration.zero),
  /** Whether its tokens are signed with a key of your own. */
  customSigningKey: flag,
  /** The algorithm that its tokens are signed with. */
  signingAlgorithm: withDefault(SigningAlgorithm, () => ""),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

const newJwtTemplate = Schema.Struct(snakeCase({
  /** The name of the template, which `Sessions.createTokenFromTemplate` is called with. It must be unique. */
  name: Schema.NonEmptyString,
  /** The claims, with shortcodes such as `"{{user.first_name}}"`. `azp`, `exp`, `iat`, `iss`, `jti`, `nbf` and `sub` are reserved. */
  claims: JsonObject,
  /** How long its tokens are valid, in seconds, 30 to 315360000 (10 years); `null` is the default, 60. */
  lifetime: clearable(wholeNumber(30, 315_360_000)),
  /** How far clocks may differ, in seconds, 0 to 300; `null` is the default, 5. */
  allowedClockSkew: clearable(wholeNumber(0, 300)),
  /** Whether its tokens are signed with a key of your own. It requires `signingAlgorithm` and `signingKey`. */
  customSigningKey: Schema.optional(Schema.Boolean),
  /** The algorithm of the key of your own. */
  signingAlgorithm: clearable(SigningAlgorithm),
  /** The private key of your own, which is never returned. */
  signingKey: clearable(Secret)
}))

/**
 * The parameters of `JwtTemplates.create` and `JwtTemplates.update`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewJwtTemplate extends Schema.Schema.Type<typeof newJwtTemplate> {}

/**
 * The parameters of `JwtTemplates.create` and `JwtTemplates.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewJwtTemplate: Schema.Schema<NewJwtTemplate, typeof newJwtTemplate.Encoded> = newJwtTemplate
