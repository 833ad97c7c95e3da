/**
 * The OAuth applications of an in-memory Clerk, and what it says of their access tokens.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/OAuthApplications.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { OAuthApplicationId } from "../../Schema/Ids.ts"
import {
  OAuthApplication,
  type OAuthApplicationChanges,
  OAuthApplicationWithSecret
} from "../../Schema/OAuthApplication.ts"
import { VerifiedOAuthToken } from "../../Schema/VerifiedOAuthToken.ts"
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"
import { checkImage } from "../image.ts"
import type { Instance } from "../Instance.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import { sorted } from "../server/sorted.ts"
import { findBySecret, isExpired } from "./StoredToken.ts"

export const make = ({ counters, oauthTokens, tokens, users }: Instance): Resource<typeof operations> => {
  users.onEnd((userId, reason) =>
    reason === "deleted" ? oauthTokens.removeWhere(({ value }) => value.subject === userId) : Effect.void
  )

  const nextSecret = Effect.map(counters.nextId("secret"), Redacted.make)
  const { issuer } = tokens.control

  return {
    prefix: "oauthApplications",
    operations,
    transformBody: (body) => ofToken(omit(body)),
    handlers: () =>
      Effect.map(Effect.zipRight(oauthTokens.removeWhere(() => true), Collection.make<OAuthApplication>()), (all) => {
        const change = Effect.fnUntraced(function*(before: OAuthApplication, changes: Partial<OAuthApplication>) {
          return yield* all.put(new OAuthApplication({ ...before, ...changes, updatedAt: yield* currentTime }))
        })

        const apply = (before: OAuthApplication, changes: OAuthApplicationChanges) =>
          Effect.zipRight(checkUrls(changes), change(before, settingsOf(before, changes)))

        const withSecret = ({ public: isPublic, ...application }: OAuthApplication) =>
          Effect.map(
            isPublic ? Effect.succeed(null) : nextSecret,
            (clientSecret) => new OAuthApplicationWithSecret({ ...application, public: isPublic, clientSecret })
          )

        return {
          list: ({ nameQuery = "", orderBy = "-created_at", ...paging } = {}) =>
            Effect.map(all.all, (all) => {
              const found = all.filter(({ clientId, name }) =>
                clientId === nameQuery || name.toLowerCase().includes(nameQuery.toLowerCase())
              )
              const inOrder = sorted(orderBy.startsWith("-") ? found.toReversed() : found, orderBy, {
                name: ({ name }) => name.toLowerCase(),
                created_at: ({ createdAt }) => createdAt
              })
              return { data: page(inOrder, paging), totalCount: found.length }
            }),

          create: Effect.fnUntraced(function*(input) {
            const now = yield* currentTime
            const application = yield* apply(
              new OAuthApplication({
                id: OAuthApplicationId.make(yield* counters.nextId("oa")),
                object: "oauth_application",
                instanceId: "ins_in_memory",
                clientId: yield* counters.nextId("oauth_client"),
                consentScreenEnabled: true,
                scopes: "profile email",
                authorizeUrl: `${issuer}/oauth/authorize`,
                tokenFetchUrl: `${issuer}/oauth/token`,
                userInfoUrl: `${issuer}/oauth/userinfo`,
                discoveryUrl: `${issuer}/.well-known/openid-configuration`,
                tokenIntrospectionUrl: `${issuer}/oauth/token_info`,
                createdAt: now,
                updatedAt: now
              }),
              input
            )
            return yield* withSecret(application)
          }),

          get: ({ oauthApplicationId }) => all.find(oauthApplicationId),

          update: ({ oauthApplicationId, ...changes }) =>
            Effect.flatMap(all.find(oauthApplicationId), (before) => apply(before, changes)),

          delete: Effect.fnUntraced(function*({ oauthApplicationId }) {
            const { clientId, id } = yield* all.remove(oauthApplicationId)
            yield* oauthTokens.removeWhere(({ value }) => value.clientId === clientId)
            return new DeletedObject({ object: "oauth_application", id, deleted: true })
          }),

          uploadLogo: Effect.fnUntraced(function*({ file, oauthApplicationId }) {
            const before = yield* all.find(oauthApplicationId)
            yield* checkImage(file)
            return yield* change(before, { clientImageUrl: `https://img.clerk.com/${yield* counters.nextId("img")}` })
          }),

          rotateSecret: ({ oauthApplicationId }) =>
            Effect.flatMap(all.find(oauthApplicationId), (before) => Effect.flatMap(change(before, {}), withSecret)),

          revokeToken: Effect.fnUntraced(function*({ oauthApplicationId, token }) {
            const { clientId } = yield* all.find(oauthApplicationId)
            const stored = yield* findBySecret(oauthTokens, Redacted.value(token))
            if (stored.value.clientId !== clientId) {
              return yield* ErrorResponse.ofCode("resource_not_found")
            }
            yield* oauthTokens.put({
              ...stored,
              value: new VerifiedOAuthToken({ ...stored.value, revoked: true, updatedAt: yield* currentTime })
            })
          }),

          verifyAccessToken: Effect.fnUntraced(function*({ accessToken }) {
            const now = yield* currentTime
            const token = Redacted.value(accessToken)
            const claims = token.includes(".") ? yield* tokens.verify(token) : undefined
            if (claims !== undefined) {
              return ofClaims(claims, now)
            }
            const { value } = yield* findBySecret(oauthTokens, token)
            return new VerifiedOAuthToken({ ...value, expired: isExpired(value, now) })
          })
        }
      })
  }
}

/** Redirect URLs can have any scheme. */
const checkUrls = ({ callbackUrl, redirectUris }: OAuthApplicationChanges) =>
  ErrorResponse.failIfAny([
    ...redirectUris?.every((url) => URL.canParse(url)) ?? true
      ? []
      : [ErrorResponse.ofParam("form_param_format_invalid", "redirect_uris")],
    ...typeof callbackUrl === "string" && !URL.canParse(callbackUrl)
      ? [ErrorResponse.ofParam("form_param_format_invalid", "callback_url")]
      : []
  ])

/** What changes set. Null changes nothing. */
const settingsOf = (before: OAuthApplication, changes: OAuthApplicationChanges): Partial<OAuthApplication> => {
  const redirectUris = changes.redirectUris ??
    (changes.callbackUrl == null ? before.redirectUris : [changes.callbackUrl])
  return {
    name: changes.name ?? before.name,
    redirectUris,
    callbackUrl: redirectUris[0] ?? "",
    scopes: changes.scopes ?? before.scopes,
    consentScreenEnabled: changes.consentScreenEnabled ?? before.consentScreenEnabled,
    pkceRequired: changes.pkceRequired ?? before.pkceRequired,
    public: changes.public ?? before.public
  }
}

/** What Clerk tells of a JWT. */
const ofClaims = (claims: JsonObject, now: DateTime.Utc): VerifiedOAuthToken => {
  const { act, aud, client_id, exp, iat, jti, scope, sub } = claims as { readonly [name: string]: unknown }
  const issuedAt = timeOf(iat)
  const expiration = timeOf(exp)
  return new VerifiedOAuthToken({
    id: String(jti),
    active: !isExpired({ expired: false, expiration }, now),
    clientId: String(client_id),
    subject: String(sub),
    scopes: String(scope ?? "").split(" ").filter((word) => word !== ""),
    aud: typeof aud === "string" || Array.isArray(aud) ? aud : [],
    act: isJsonObject(act) ? act : null,
    expiration,
    createdAt: issuedAt,
    updatedAt: issuedAt
  })
}

const timeOf = (seconds: unknown): DateTime.Utc | null =>
  typeof seconds === "number" ? DateTime.unsafeMake(seconds * 1000) : null

const omit = omitEmptyKeys({
  byKey: new Map(),
  byObject: new Map([["oauth_application", ["client_secret"]], ["clerk_idp_oauth_access_token", ["act"]]]),
  isOpaque: (key) => key === "act"
})

/** Clerk says only of a JWT that it is not active, and nothing else then. The times of a token are in seconds. */
const ofToken = (body: unknown): unknown => {
  if (!isJsonObject(body) || body["object"] !== "clerk_idp_oauth_access_token") {
    return body
  }
  const { active, aud, ...token } = body
  return active === false ? { active } : {
    ...Record.map(token, (value) => typeof value === "number" ? value / 1000 : value),
    ...(Array.isArray(aud) && aud.length === 0 ? {} : { aud })
  }
}
