/**
 * Verifies tokens of programs: machine-to-machine (M2M) tokens, API keys and OAuth access tokens.
 *
 * ```ts
 * import { Effect } from "effect"
 * import * as MachineToken from "effect-clerk/MachineToken"
 *
 * const callerOf = (token: string) =>
 *   MachineToken.verify(token, { accept: ["m2m", "apiKey"] }).pipe(
 *     Effect.map((caller) => caller.type === "apiKey" ? caller.name : caller.subject)
 *   )
 * ```
 *
 * JWTs are verified with the keys of the instance, opaque tokens by a request to Clerk. Requires the package `jose`.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ClerkKeys } from "./ClerkKeys.ts"
import { type ClerkFailure, SDKError } from "./Errors.ts"
import * as Http from "./Http.ts"
import * as Jwt from "./internal/token/jwt.ts"
import { operations as apiKeys } from "./operations/ApiKeys.ts"
import { operations as m2mTokens } from "./operations/M2MTokens.ts"
import { operations as oauth } from "./operations/OAuthApplications.ts"
import { JsonObject } from "./Schema/wire/Json.ts"
import { KeysUnavailable, type TokenError, type TokenInvalid } from "./TokenErrors.ts"

const common = {
  /** The id of the token. */
  id: Schema.String,
  /** The subject of the token, such as a machine `mch_…` or a user `user_…`. */
  subject: Schema.NonEmptyString,
  /** What the token allows. */
  scopes: Schema.Array(Schema.String),
  /** When the token expires; null when it never does. */
  expiresAt: Schema.NullOr(Schema.DateTimeUtc)
}

/**
 * A machine that calls another one.
 *
 * @since 0.1.0
 * @category models
 */
export class M2MToken extends Schema.Class<M2MToken>("effect-clerk/MachineToken/M2MToken")({
  /** Always `"m2m"`. */
  type: Schema.Literal("m2m"),
  ...common,
  /** The claims that were added to the token. */
  claims: JsonObject
}) {}

/**
 * A program with an API key of a user or an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class ApiKey extends Schema.Class<ApiKey>("effect-clerk/MachineToken/ApiKey")({
  /** Always `"apiKey"`. */
  type: Schema.Literal("apiKey"),
  ...common,
  /** The name of the key. */
  name: Schema.String,
  /** The claims that were added to the key. */
  claims: JsonObject
}) {}

/**
 * A program that a user lets act for them.
 *
 * @since 0.1.0
 * @category models
 */
export class OAuthToken extends Schema.Class<OAuthToken>("effect-clerk/OAuthToken")({
  /** Always `"oauth"`. */
  type: Schema.Literal("oauth"),
  ...common,
  /** The id of the OAuth application. */
  clientId: Schema.String
}) {}

/**
 * A token of a program. Its `type` tells which one it is.
 *
 * @since 0.1.0
 * @category models
 */
export type MachineToken = M2MToken | ApiKey | OAuthToken

/**
 * What a token of a program is checked for.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options<Type extends MachineToken["type"] = MachineToken["type"]> {
  /** The types that are accepted; all by default. */
  readonly accept?: ReadonlyArray<Type> | undefined
  /** The audiences of which an OAuth access token must have one; not checked by default. */
  readonly audience?: string | ReadonlyArray<string> | undefined
  /** How far the clocks of Clerk and of this server may differ, 5 seconds by default. */
  readonly clockSkew?: Duration.DurationInput | undefined
}

/**
 * Verifies a token of a program and returns its subject.
 *
 * Fails with `TokenInvalid`: among other reasons `wrongTokenType` for a session token and for a type that is not accepted, `unknownToken`
 * for an opaque token that Clerk does not know, `revoked` and `expired`. Fails with `KeysUnavailable` when Clerk could not be asked.
 *
 * @see https://clerk.com/docs/guides/development/machine-auth/overview
 *
 * @since 0.1.0
 * @category operations
 */
export const verify = <Type extends MachineToken["type"] = MachineToken["type"]>(
  token: string | Redacted.Redacted,
  options: Options<Type> = {}
): Effect.Effect<Extract<MachineToken, { readonly type: Type }>, TokenError, ClerkKeys | Http.ClerkHttp> =>
  Effect.gen(function*() {
    const value = typeof token === "string" ? token : Redacted.value(token)
    const kind = kindOf(value)
    const header = kind === "jwt" ? yield* Jwt.readHeader(value) : {}
    const type = kind === "jwt" ? oauthTypes.includes(header["typ"]) ? "oauth" : "m2m" : kind
    if (options.accept !== undefined && !options.accept.some((accepted) => accepted === type)) {
      return yield* wrongType
    }
    const verified = kind === "jwt" ? ofJwt(value, header, options) : ofClerk[kind](Redacted.make(value), options)
    return (yield* verified) as Extract<MachineToken, { readonly type: Type }>
  })

const wrongType = Effect.suspend(() =>
  Effect.fail(Jwt.invalid("wrongTokenType", "Expected a token of a program, of a type that is accepted"))
)

const kindOf = (token: string): "jwt" | MachineToken["type"] =>
  token.startsWith("mt_") ? "m2m" : token.startsWith("ak_") ? "apiKey" : token.startsWith("oat_") ? "oauth" : "jwt"

const oauthTypes: ReadonlyArray<unknown> = ["at+jwt", "application/at+jwt"]

const m2mCategory = "cl_B7d4PD333AAA"

/** The names of the claims of every JWT. */
const ofEveryToken: ReadonlySet<string> = new Set(["iss", "sub", "exp", "nbf", "iat", "jti"])

const ofJwt = Effect.fnUntraced(function*(token: string, header: JsonObject, options: Options) {
  const { cat, typ } = header
  const isOAuth = oauthTypes.includes(typ)
  if (!isOAuth && (typ !== undefined && typ !== "JWT" || cat !== undefined && cat !== m2mCategory)) {
    return yield* wrongType
  }
  const { clockSkew } = options
  const { payload } = yield* Jwt.verify(yield* ClerkKeys, token, header, { clockSkew })
  const { exp, jti, sub } = payload
  if (isOAuth === sub.startsWith("mch_")) {
    return yield* wrongType
  }
  const fields = {
    id: typeof jti === "string" ? jti : "",
    subject: sub,
    expiresAt: DateTime.unsafeMake(exp * 1000)
  }
  if (isOAuth) {
    yield* checkAudience(payload["aud"], options.audience)
    const clientId = payload["client_id"]
    return new OAuthToken({
      ...fields,
      type: "oauth",
      scopes: words(payload["scp"] ?? payload["scope"]),
      clientId: typeof clientId === "string" ? clientId : ""
    })
  }
  return new M2MToken({
    ...fields,
    type: "m2m",
    scopes: words(payload["scopes"] ?? payload["aud"]),
    claims: Object.fromEntries(Object.entries(payload).filter(([name]) => !ofEveryToken.has(name)))
  })
})

/** A list, or words that are separated by spaces. */
const words = (claim: unknown): ReadonlyArray<string> =>
  typeof claim === "string"
    ? claim.split(" ").filter((word) => word !== "")
    : Array.isArray(claim)
    ? claim.filter((word) => typeof word === "string")
    : []

const checkAudience = (claim: unknown, audience: Options["audience"] = []): Effect.Effect<void, TokenInvalid> => {
  const expected = typeof audience === "string" ? [audience] : audience
  const claimed = Array.isArray(claim) ? claim : [claim]
  return expected.length === 0 || claimed.some((item) => expected.includes(item))
    ? Effect.void
    : Effect.fail(Jwt.invalid("wrongAudience", "The token was made for another audience"))
}

// What Clerk tells of an opaque token. Asking twice does no harm.

/** What Clerk tells of every opaque token. */
interface Answer {
  readonly id: string
  readonly subject: string
  readonly scopes: ReadonlyArray<string>
  readonly revoked: boolean
  readonly expired: boolean
  readonly expiration: DateTime.Utc | null
}

const ask = Effect.fnUntraced(function*<A extends Answer>(answer: Effect.Effect<A, ClerkFailure>) {
  const found = yield* Effect.mapError(
    answer,
    (cause) =>
      cause instanceof SDKError || ![400, 404, 422].includes(cause.status)
        ? new KeysUnavailable({ cause })
        : Jwt.invalid("unknownToken", "Clerk does not know the token")
  )
  const now = yield* Clock.currentTimeMillis
  if (found.revoked) {
    return yield* Effect.fail(Jwt.invalid("revoked", "The token was revoked"))
  }
  if (
    found.expired || Option.exists(Option.fromNullable(found.expiration), (end) => DateTime.toEpochMillis(end) <= now)
  ) {
    return yield* Effect.fail(Jwt.invalid("expired", "The token has expired"))
  }
  if (found.subject === "") {
    return yield* Effect.fail(Jwt.invalid("malformed", "The token has no subject"))
  }
  const { expiration: expiresAt, id, scopes, subject } = found
  return { found, fields: { expiresAt, id, scopes, subject } }
})

const ofClerk: {
  readonly [Type in MachineToken["type"]]: (
    token: Redacted.Redacted,
    options: Options
  ) => Effect.Effect<MachineToken, TokenError, Http.ClerkHttp>
} = {
  m2m: Effect.fnUntraced(function*(token) {
    const http = yield* Http.ClerkHttp
    const { fields, found } = yield* ask(http.call("m2mTokens.verify", m2mTokens.verify)({ token }))
    return new M2MToken({ ...fields, type: "m2m", claims: found.claims ?? {} })
  }),
  apiKey: Effect.fnUntraced(function*(secret) {
    const http = yield* Http.ClerkHttp
    const { fields, found } = yield* ask(http.call("apiKeys.verify", apiKeys.verify)({ secret }))
    return new ApiKey({ ...fields, type: "apiKey", name: found.name, claims: found.claims ?? {} })
  }),
  oauth: Effect.fnUntraced(function*(accessToken, options) {
    const http = yield* Http.ClerkHttp
    const { fields, found } = yield* ask(
      http.call("oauthApplications.verifyAccessToken", oauth.verifyAccessToken)({ accessToken })
    )
    yield* checkAudience(found.aud, options.audience)
    return new OAuthToken({ ...fields, type: "oauth", clientId: found.clientId })
  })
}
