/**
 * The public keys of an instance as JSON Web Keys (RFC 7517).
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { KeyId } from "./Ids.ts"
import { nullable, openEnum, text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

// Outside of the class, whose source must have no `#`: see `internal/schema/classes.ts`.
const sha256Thumbprint = nullable(Schema.String).pipe(Schema.fromKey("x5t#S256"))

/**
 * A key in the format of RFC 7517, with the parameters of all types of keys. The names are those of the standard.
 *
 * @since 0.1.0
 * @category models
 */
export class JsonWebKey extends Schema.Class<JsonWebKey>("effect-clerk/JsonWebKey")(snakeCase({
  /** The id of the key, which the header of a token names. */
  kid: KeyId,
  /** The type of the key, `"RSA"` for the keys of session tokens. */
  kty: openEnum("RSA", "EC", "OKP", "oct"),
  /** The algorithm, such as `"RS256"`. */
  alg: text,
  /** What the key is for: `"sig"`, signatures. */
  use: text,
  /** The modulus of an RSA key, in base64url; null for another type. */
  n: nullable(Schema.String),
  /** The exponent of an RSA key, in base64url; null for another type. */
  e: nullable(Schema.String),
  /** The curve of an EC or OKP key, such as `"Ed25519"`; null for another type. */
  crv: nullable(Schema.String),
  /** The x coordinate of an EC key, or an OKP key itself, in base64url; null for another type. */
  x: nullable(Schema.String),
  /** The y coordinate of an EC key, in base64url; null for another type. */
  y: nullable(Schema.String),
  /** The certificates of the key, in base64; null without one. */
  x5c: nullable(Schema.Array(Schema.String)),
  /** The SHA-1 thumbprint of the certificate; null without one. */
  x5t: nullable(Schema.String),
  /** The SHA-256 thumbprint of the certificate; null without one. */
  x5tS256: sha256Thumbprint,
  /** The address of the certificate; null without one. */
  x5u: nullable(Schema.String),
  /** The private part of a key; null in a public key. */
  d: nullable(Schema.Redacted(Schema.String)),
  /** The first prime of a private RSA key; null in a public key. */
  p: nullable(Schema.Redacted(Schema.String)),
  /** The second prime of a private RSA key; null in a public key. */
  q: nullable(Schema.Redacted(Schema.String)),
  /** The first exponent of a private RSA key; null in a public key. */
  dp: nullable(Schema.Redacted(Schema.String)),
  /** The second exponent of a private RSA key; null in a public key. */
  dq: nullable(Schema.Redacted(Schema.String)),
  /** The coefficient of a private RSA key; null in a public key. */
  qi: nullable(Schema.Redacted(Schema.String)),
  /** A symmetric key; null in a public key. */
  k: nullable(Schema.Redacted(Schema.String))
})) {}

/**
 * The keys of an instance.
 *
 * @since 0.1.0
 * @category models
 */
export class JsonWebKeySet extends Schema.Class<JsonWebKeySet>("effect-clerk/JsonWebKeySet")(snakeCase({
  /** The public keys. */
  keys: Schema.Array(JsonWebKey)
})) {}
