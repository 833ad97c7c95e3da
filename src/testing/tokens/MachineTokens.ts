/**
 * Makes tokens of programs, and answers what Clerk says about the opaque ones.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import * as Operation from "../../Operation.ts"
import { ApiKey } from "../../Schema/ApiKey.ts"
import { M2MToken } from "../../Schema/M2MToken.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import { nextHexId } from "../resources/hexId.ts"
import type { StoredToken } from "../resources/StoredToken.ts"
import type { Collection } from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Resource } from "../server/Resource.ts"
import type { MachineTokenOptions, TokensControl } from "./Control.ts"
import { issuer, nowInSeconds } from "./Keys.ts"

export interface MachineTokens {
  readonly machineToken: TokensControl["machineToken"]
  /** The endpoint that verifies opaque OAuth access tokens. */
  readonly resource: Resource
}

/** Where opaque tokens are kept that resources verify. */
export interface Stores {
  readonly apiKeys: Collection<StoredToken<ApiKey>>
  readonly m2mTokens: Collection<StoredToken<M2MToken>>
}

/** What is known of an opaque OAuth access token. */
interface Known {
  /** The body that Clerk sends while the token has not expired. */
  readonly body: JsonObject
  /** In seconds. */
  readonly expiresAt: number | null
}

export const make = Effect.fnUntraced(function*(
  counters: Counters,
  signToken: TokensControl["signToken"],
  { apiKeys, m2mTokens }: Stores
): Effect.fn.Return<MachineTokens> {
  const { nextId } = counters
  const known = yield* Ref.make(HashMap.empty<string, Known>())

  const opaque = Effect.fnUntraced(function*(options: MachineTokenOptions, id: string, times: Times) {
    const secret = yield* nextId(prefixes[options.type])
    const body = bodyOf(options, id, times)
    switch (options.type) {
      case "apiKey":
        yield* apiKeys.put({ id, secret, value: yield* Effect.orDie(Schema.decodeUnknown(ApiKey)(body)) })
        break
      case "m2m":
        yield* m2mTokens.put({ id, secret, value: yield* Effect.orDie(Schema.decodeUnknown(M2MToken)(body)) })
        break
      case "oauth":
        yield* Ref.update(known, HashMap.set<string, Known>(secret, { body, expiresAt: times.exp }))
    }
    return secret
  })

  const verify = Effect.fnUntraced(function*(token: string) {
    const now = yield* nowInSeconds
    return yield* Option.match(HashMap.get(yield* known, token), {
      onNone: () => ErrorResponse.ofCode("resource_not_found"),
      onSome: ({ body, expiresAt }) => Effect.succeed({ ...body, expired: expiresAt !== null && expiresAt <= now })
    })
  })

  return {
    machineToken: Effect.fnUntraced(function*(options) {
      const now = yield* nowInSeconds
      const lifetime = Duration.decode(options.expiresIn ?? "1 hour")
      const times = { iat: now, exp: Duration.isFinite(lifetime) ? now + Duration.toSeconds(lifetime) : null }
      const prefix = prefixes[options.type]
      const id = yield* options.type === "oauth" ? nextId(prefix) : nextHexId(counters, prefix)
      return options.type !== "apiKey" && options.format === "jwt"
        ? yield* signToken(
          claimsOf(options, id, times),
          options.type === "m2m" ? { cat: m2mCategory } : { typ: "at+jwt" }
        )
        : yield* opaque(options, id, times)
    }),
    resource: {
      prefix: "machineTokens",
      operations,
      handlers: () =>
        Effect.as(Ref.set(known, HashMap.empty()), {
          verifyOAuth: ({ access_token }) => verify(access_token)
        })
    } satisfies Resource<typeof operations>
  }
})

interface Times {
  readonly iat: number
  /** Null for a token that never expires. */
  readonly exp: number | null
}

const prefixes = { m2m: "mt", apiKey: "ak", oauth: "oat" } as const

const m2mCategory = "cl_B7d4PD333AAA"

/** Stated here and not taken from `MachineToken`, which needs `jose`. */
const operations = {
  verifyOAuth: Operation.post("/oauth_applications/access_tokens/verify", {
    payload: Schema.Struct({ access_token: Schema.String }),
    success: Schema.Unknown,
    errors: [400, 404],
    idempotent: true
  })
}

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
  const common = {
    id,
    subject: subjectOf(options),
    scopes: options.scopes ?? [],
    revoked: options.revoked === true,
    revocation_reason: options.revoked === true ? "Revoked in a test" : null,
    expired: false,
    expiration: exp === null ? null : exp * 1000,
    created_at: iat * 1000,
    updated_at: iat * 1000
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
