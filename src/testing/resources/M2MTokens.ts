/**
 * The machine-to-machine tokens of an in-memory Clerk.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/M2MTokens.ts"
import { M2MTokenId } from "../../Schema/Ids.ts"
import { CreatedM2MToken, M2MToken } from "../../Schema/M2MToken.ts"
import type { Instance } from "../Instance.ts"
import { MachineKey } from "../server/Authentication.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { nextHexId } from "./hexId.ts"
import { expirationIn, findBySecret, isExpired, type StoredToken } from "./StoredToken.ts"

export const make = ({ counters, m2mTokens, machines, signToken }: Instance): Resource<typeof operations> => {
  /** The machine whose secret key the request has; undefined with that of the instance. */
  const caller = Effect.flatMap(MachineKey, (key) => key === undefined ? none : machines.ofKey(key))

  const toToken = ({ value }: StoredToken<M2MToken>) =>
    Effect.map(currentTime, (now) => new M2MToken({ ...value, expired: isExpired(value, now) }))

  const created = (stored: StoredToken<M2MToken>) =>
    Effect.map(toToken(stored), (token) => new CreatedM2MToken({ ...token, token: Redacted.make(stored.secret) }))

  return {
    prefix: "m2mTokens",
    operations,
    isMachineKey: (key) => Effect.map(machines.ofKey(key), (machine) => machine !== undefined),
    handlers: () =>
      Effect.as(m2mTokens.removeWhere(() => true), {
        list: Effect.fnUntraced(function*({ subject, ...filters }) {
          const machine = yield* caller
          if (machine !== undefined && machine.id !== subject) {
            return yield* ErrorResponse.ofCode("authorization_invalid")
          }
          yield* machines.find(subject)
          const all = yield* Effect.forEach(yield* m2mTokens.all, toToken)
          const found = all.filter((token) =>
            token.subject === subject &&
            (!token.revoked || filters.revoked === true) && (!token.expired || filters.expired === true)
          ).toReversed()
          return { data: page(found, filters), totalCount: found.length }
        }),

        create: Effect.fnUntraced(
          function*({ claims = null, minRemainingTtlSeconds, secondsUntilExpiration, tokenFormat }) {
            const machine = yield* caller
            if (machine === undefined) {
              return yield* ErrorResponse.ofCode("machine_secret_key_invalid")
            }
            const now = yield* currentTime
            const { defaultTokenTtl, id: subject } = machine.machine
            const seconds = secondsUntilExpiration ?? Duration.toSeconds(defaultTokenTtl ?? "1 hour")
            const scopes = machine.scopes
            if (tokenFormat !== "jwt" && minRemainingTtlSeconds !== undefined) {
              if (minRemainingTtlSeconds >= seconds) {
                return yield* ErrorResponse.ofCode(
                  "bad_request",
                  undefined,
                  "min_remaining_ttl_seconds must be less than the lifetime of the token."
                )
              }
              const until = DateTime.add(now, { seconds: minRemainingTtlSeconds })
              const reusable = (yield* m2mTokens.all).find(({ value }) =>
                value.subject === subject && !value.revoked && !isExpired(value, until) &&
                isSame(value.claims, claims) && isSame(value.scopes, scopes)
              )
              if (reusable !== undefined) {
                return yield* created(reusable)
              }
            }
            const id = M2MTokenId.make(yield* nextHexId(counters, "mt"))
            const expiration = yield* expirationIn(seconds)
            const value = new M2MToken({
              id,
              object: "machine_to_machine_token",
              subject,
              scopes,
              claims,
              revoked: false,
              revocationReason: null,
              expired: false,
              expiration,
              lastUsedAt: null,
              createdAt: now,
              updatedAt: now
            })
            if (tokenFormat === "jwt") {
              const issuedAt = Math.floor(DateTime.toEpochMillis(now) / 1000)
              const secret = yield* signToken({
                ...claims,
                iss: issuer,
                sub: subject,
                jti: id,
                iat: issuedAt,
                nbf: issuedAt - 10,
                exp: issuedAt + Math.ceil(seconds),
                aud: scopes,
                scopes: scopes.join(" ")
              }, { cat: "cl_B7d4PD333AAA" })
              return yield* created({ id, secret, value })
            }
            return yield* created(
              yield* m2mTokens.put({ id, secret: `mt_${yield* counters.nextId("secret")}`, value })
            )
          }
        ),

        revoke: Effect.fnUntraced(function*({ m2mTokenId, revocationReason = null }) {
          const machine = yield* caller
          const stored = yield* m2mTokens.find(m2mTokenId)
          const { value } = stored
          if (machine !== undefined && machine.id !== value.subject) {
            return yield* ErrorResponse.ofCode("resource_not_found")
          }
          const updatedAt = yield* currentTime
          return yield* toToken(
            yield* m2mTokens.put({
              ...stored,
              value: new M2MToken({ ...value, revoked: true, revocationReason, updatedAt })
            })
          )
        }),

        verify: Effect.fnUntraced(function*({ token }) {
          const machine = yield* caller
          const stored = yield* findBySecret(m2mTokens, Redacted.value(token))
          if (machine !== undefined && !stored.value.scopes.includes(machine.id)) {
            return yield* ErrorResponse.ofCode("resource_not_found")
          }
          const used = { ...stored, value: new M2MToken({ ...stored.value, lastUsedAt: yield* currentTime }) }
          return yield* toToken(yield* m2mTokens.put(used))
        })
      })
  }
}

const none: Effect.Effect<undefined> = Effect.succeed(undefined)

const issuer = "https://clerk.in-memory.test"

/** Whether two JSON values are equal. */
const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)
