/**
 * The API keys of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/ApiKeys.ts"
import { ApiKey, ApiKeySecret, CreatedApiKey } from "../../Schema/ApiKey.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { ApiKeyId } from "../../Schema/Ids.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import { nextHexId } from "./hexId.ts"
import { expirationIn, findBySecret, isExpired, type StoredToken } from "./StoredToken.ts"

export const make = ({ apiKeys, counters, users }: Instance): Resource<typeof operations> => {
  users.onEnd((userId, reason) =>
    reason === "deleted" ? apiKeys.removeWhere(({ value }) => value.subject === userId) : Effect.void
  )

  const toKey = ({ value }: StoredToken<ApiKey>) =>
    Effect.map(currentTime, (now) => new ApiKey({ ...value, expired: isExpired(value, now) }))

  const change = (stored: StoredToken<ApiKey>, changes: Partial<ApiKey>) =>
    Effect.flatMap(apiKeys.put({ ...stored, value: new ApiKey({ ...stored.value, ...changes }) }), toKey)

  return {
    prefix: "apiKeys",
    operations,
    transformBody: omit,
    handlers: () =>
      Effect.as(apiKeys.removeWhere(() => true), {
        list: Effect.fnUntraced(
          function*({ includeInvalid = false, query = "", subject, type = "api_key", ...paging }) {
            const all = yield* Effect.forEach(yield* apiKeys.all, toKey)
            const found = all.filter((key) =>
              key.subject === subject && key.type === type && (includeInvalid || !key.revoked && !key.expired) &&
              (key.id === query || key.name.toLowerCase().includes(query.toLowerCase()))
            ).toReversed()
            return { data: page(found, paging), totalCount: found.length }
          }
        ),

        create: Effect.fnUntraced(function*({ secondsUntilExpiration, ...fields }) {
          const { name, subject, type = "api_key" } = fields
          if ((yield* apiKeys.all).some(({ value }) => value.subject === subject && value.name === name)) {
            return yield* ErrorResponse.ofCode("conflict", undefined, "The subject has a key of that name.")
          }
          const now = yield* currentTime
          const id = ApiKeyId.make(yield* nextHexId(counters, "ak"))
          const { secret, value } = yield* apiKeys.put({
            id,
            secret: `ak_${yield* counters.nextId("secret")}`,
            value: new ApiKey({
              id,
              object: "api_key",
              type,
              subject,
              name,
              description: fields.description ?? null,
              claims: fields.claims ?? null,
              scopes: fields.scopes ?? [],
              revoked: false,
              revocationReason: null,
              expired: false,
              expiration: yield* expirationIn(secondsUntilExpiration),
              createdBy: fields.createdBy ?? null,
              lastUsedAt: null,
              createdAt: now,
              updatedAt: now
            })
          })
          return new CreatedApiKey({ ...value, secret: Redacted.make(secret) })
        }),

        get: ({ apiKeyId }) => Effect.flatMap(apiKeys.find(apiKeyId), toKey),

        update: Effect.fnUntraced(function*({ apiKeyId, secondsUntilExpiration, ...changes }) {
          const stored = yield* apiKeys.find(apiKeyId)
          const { value } = stored
          return yield* change(stored, {
            subject: changes.subject ?? value.subject,
            description: changes.description === undefined ? value.description : changes.description,
            claims: changes.claims === undefined ? value.claims : changes.claims,
            scopes: changes.scopes ?? value.scopes,
            expiration: secondsUntilExpiration === undefined
              ? value.expiration
              : yield* expirationIn(secondsUntilExpiration),
            updatedAt: yield* currentTime
          })
        }),

        delete: ({ apiKeyId }) =>
          Effect.as(
            apiKeys.remove(apiKeyId),
            new DeletedObject({ object: "api_key", id: apiKeyId, deleted: true, slug: null, externalId: null })
          ),

        getSecret: ({ apiKeyId }) =>
          Effect.map(apiKeys.find(apiKeyId), ({ secret }) => new ApiKeySecret({ secret: Redacted.make(secret) })),

        revoke: Effect.fnUntraced(function*({ apiKeyId, revocationReason = null }) {
          const stored = yield* apiKeys.find(apiKeyId)
          return yield* change(stored, { revoked: true, revocationReason, updatedAt: yield* currentTime })
        }),

        verify: Effect.fnUntraced(function*({ secret }) {
          const stored = yield* findBySecret(apiKeys, Redacted.value(secret))
          return yield* change(stored, { lastUsedAt: yield* currentTime })
        })
      })
  }
}

const omit = omitEmptyKeys({ byKey: new Map(), byObject: new Map(), isOpaque: (key) => key === "claims" })
