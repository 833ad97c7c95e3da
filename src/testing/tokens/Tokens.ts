/**
 * Makes tokens, and serves the keys that verify them.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { operations } from "../../operations/Jwks.ts"
import { JsonWebKeySet } from "../../Schema/JsonWebKey.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import type { Counters } from "../server/Counters.ts"
import { type HttpRequest, type HttpResponse, json } from "../server/HttpMessage.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import type { SessionTokenOptions, TokensControl } from "./Control.ts"
import * as Keys from "./Keys.ts"
import * as MachineTokens from "./MachineTokens.ts"
import * as Webhooks from "./Webhooks.ts"

export interface Tokens {
  readonly control: TokensControl
  /** `GET /v1/jwks`, with the secret key. */
  readonly resource: Resource
  /** The claims of a token that was made here, also after it has expired; undefined for any other. */
  readonly verify: Keys.Keys["verify"]
  /** `GET /.well-known/jwks.json` of the Frontend API, without it; undefined for any other request. */
  readonly handle: (request: HttpRequest) => Effect.Effect<HttpResponse> | undefined
}

export const make = Effect.fnUntraced(
  function*(counters: Counters, stores: MachineTokens.Stores): Effect.fn.Return<Tokens> {
    const keys = yield* Effect.cached(Keys.make)
    const jwks = Effect.map(keys, ({ jwks }) => jwks)
    const signToken: TokensControl["signToken"] = (claims, header = {}) =>
      Effect.flatMap(keys, ({ sign }) => sign(claims, header))
    const machineToken = MachineTokens.make(counters, signToken, stores)
    return {
      control: {
        issuer: Keys.issuer,
        machineToken,
        publicKeyPem: Effect.map(keys, ({ publicKeyPem }) => publicKeyPem),
        signToken,
        webhook: Webhooks.make(counters.nextId("msg")),
        webhookSecret: Webhooks.secret,
        sessionToken: (options) =>
          Effect.flatMap(Keys.nowInSeconds, (now) => signToken(sessionClaims(options, now), { cat: "cl_B7d4PD111AAA" }))
      },
      resource: {
        prefix: "jwks",
        operations,
        transformBody: omit,
        handlers: () => ({ get: () => Effect.orDie(Effect.flatMap(jwks, Schema.decodeUnknown(JsonWebKeySet))) })
      } satisfies Resource<typeof operations>,
      verify: (token) => Effect.flatMap(keys, ({ verify }) => verify(token)),
      handle: ({ method, url }) =>
        method === "GET" && /^\/\.well-known\/jwks\.json(?:\?|$)/.test(url)
          ? Effect.map(jwks, (body) => json(200, body))
          : undefined
    }
  }
)

/** The parameters of keys of other types, and of certificates. */
const omit = omitEmptyKeys({
  byKey: new Map([
    ["keys", ["crv", "x", "y", "x5c", "x5t", "x5t#S256", "x5u", "d", "p", "q", "dp", "dq", "qi", "k"]]
  ]),
  byObject: new Map(),
  isOpaque: () => false
})

/** The address of the Frontend API. */
export const issuer = "https://clerk.in-memory.test"

const sessionClaims = (options: SessionTokenOptions, now: number): JsonObject => {
  const { expiresIn = "1 minute", organization, version = 2 } = options
  const seconds = Duration.toSeconds(expiresIn)
  return withoutUndefined({
    azp: options.authorizedParty,
    exp: now + seconds,
    fva: options.factorVerificationAge ?? [0, -1],
    iat: now,
    iss: Keys.issuer,
    nbf: now - 10,
    sid: options.sessionId ?? "sess_in_memory",
    sts: options.status ?? "active",
    sub: options.userId,
    act: options.actor === undefined ? undefined : { sub: options.actor },
    ...version === 2 ? claimsOf2(options) : organization === undefined ? {} : {
      org_id: organization.id,
      org_permissions: organization.permissions ?? [],
      org_role: organization.role ?? "org:member",
      org_slug: organization.slug
    },
    ...options.claims
  })
}

const claimsOf2 = ({ features = [], organization, plans }: SessionTokenOptions): JsonObject => {
  const permissions = (organization?.permissions ?? []).map((name) => name.replace(/^org:/, "").split(/:(.*)/s))
  const ofOrganization = features.flatMap((feature) => /^(?:o|ou|uo):(.*)$/.exec(feature)?.[1] ?? [])
  const implied = permissions.flatMap(([feature]) => ofOrganization.includes(feature!) ? [] : [feature!])
  const added = [...new Set(implied)]
  const all = [...ofOrganization, ...added]
  const names = [...new Set(permissions.map(([, name]) => name!))]
  const bits = (feature: string) =>
    names.reduce(
      (sum, name, bit) =>
        permissions.some(([ofFeature, has]) => ofFeature === feature && has === name) ? sum + (1n << BigInt(bit)) : sum,
      0n
    )
  return {
    v: 2,
    fea: [...features, ...added.map((feature) => `o:${feature}`)].join(",") || undefined,
    pla: plans?.join(",") || undefined,
    o: organization === undefined ? undefined : withoutUndefined({
      id: organization.id,
      slg: organization.slug,
      rol: (organization.role ?? "org:member").replace(/^org:/, ""),
      per: names.join(",") || undefined,
      fpm: names.length === 0 ? undefined : all.map((feature) => String(bits(feature))).join(",")
    })
  }
}

const withoutUndefined = (claims: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
