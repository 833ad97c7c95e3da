/**
 * Makes tokens of programs, and keeps the opaque ones where the resources verify them.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ApiKey } from "../../Schema/ApiKey.ts"
import { M2MToken } from "../../Schema/M2MToken.ts"
import { VerifiedOAuthToken } from "../../Schema/VerifiedOAuthToken.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import { nextHexId } from "../resources/hexId.ts"
import type { StoredToken } from "../resources/StoredToken.ts"
import type { Collection } from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import type { MachineTokenOptions, TokensControl } from "./Control.ts"
import { issuer, nowInSeconds } from "./Keys.ts"

/** Where opaque tokens are kept that resources verify. */
export interface Stores {
  readonly apiKeys: Collection<StoredToken<ApiKey>>
  readonly m2mTokens: Collection<StoredToken<M2MToken>>
  readonly oauthTokens: Collection<StoredToken<VerifiedOAuthToken>>
}

export const make = (
  counters: Counters,
  signToken: TokensControl["signToken"],
  { apiKeys, m2mTokens, oauthTokens }: Stores
): TokensControl["machineToken"] => {
  const opaque = Effect.fnUntraced(function*(options: MachineTokenOptions, id: string, times: Times) {
    const secret = yield* counters.nextId(prefixes[options.type])
    const body = bodyOf(options, id, times)
    switch (options.type) {
      case "apiKey":
        yield* apiKeys.put({ id, secret, value: yield* Effect.orDie(Schema.decodeUnknown(ApiKey)(body)) })
        break
      case "m2m":
        yield* m2mTokens.put({ id, secret, value: yield* Effect.orDie(Schema.decodeUnknown(M2MToken)(body)) })
        break
      case "oauth":
        yield* oauthTokens.put({
          id,
          secret,
          value: yield* Effect.orDie(Schema.decodeUnknown(VerifiedOAuthToken)(body))
        })
    }
    return secret
  })

  return Effect.fnUntraced(function*(options) {
    const now = yield* nowInSeconds
    const lifetime = Duration.decode(options.expiresIn ?? "1 hour")
    const times = { iat: now, exp: Duration.isFinite(lifetime) ? now + Duration.toSeconds(lifetime) : null }
    const id = yield* nextHexId(counters, prefixes[options.type])
    return options.type !== "apiKey" && options.format === "jwt"
      ? yield* signToken(
        claimsOf(options, id, times),
        options.type === "m2m" ? { cat: m2mCategory } : { typ: "at+jwt" }
      )
      : yield* opaque(options, id, times)
  })
}

interface Times {
  readonly iat: number
  /** Null for a token that never expires. */
  readonly exp: number | null
}

const prefixes = { m2m: "mt", apiKey: "ak", oauth: "oat" } as const

const m2mCategory = "cl_B7d4PD333AAA"

const subjectOf = ({ subject, type }: MachineTokenOptions): string =>
  subject ?? (type === "m2m" ? "mch_000000000000000000000000001" : "user_000000000000000000000000001")

const claimsOf = (
  options: Exclude<MachineTokenOptions, { readonly type: "apiKey" }>,
  jti: string,
  { exp, iat }: Times
): JsonObject => {
  const { scopes = [] } = options
  const common = { iss: issuer, sub: subjectOf(options), jti, iat, nbf: iat - 10, ...exp === null ? {} : { exp } }
  return options.type === "m2m"
    ? { ...common, aud: scopes, scopes: scopes.join(" "), ...options.claims }
    : {
      ...common,
      client_id: options.clientId ?? "client_in_memory",
      scope: scopes.join(" "),
      ...options.audience === undefined ? {} : { aud: options.audience }
    }
}

const bodyOf = (options: MachineTokenOptions, id: string, { exp, iat }: Times): JsonObject => {
  // Clerk sends the times of OAuth access tokens in seconds.
  const unit = options.type === "oauth" ? 1 : 1000
  const common = {
    id,
    subject: subjectOf(options),
    scopes: options.scopes ?? [],
    revoked: options.revoked === true,
    revocation_reason: options.revoked === true ? "Revoked in a test" : null,
    expired: false,
    expiration: exp === null ? null : exp * unit,
    created_at: iat * unit,
    updated_at: iat * unit
  }
  switch (options.type) {
    case "m2m":
      return { object: "machine_to_machine_token", ...common, claims: options.claims ?? null, last_used_at: null }
    case "apiKey":
      return {
        object: "api_key",
        type: "api_key",
        ...common,
        name: options.name ?? "in-memory",
        description: null,
        claims: options.claims ?? null,
        created_by: null,
        last_used_at: null
      }
    case "oauth":
      return {
        object: "clerk_idp_oauth_access_token",
        ...common,
        client_id: options.clientId ?? "client_in_memory",
        ...options.audience === undefined ? {} : { aud: options.audience }
      }
  }
}
