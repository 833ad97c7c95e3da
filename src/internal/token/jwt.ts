/**
 * Verifies the signature and the times of a JWT of Clerk. No claim is looked at before the signature.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { compactVerify, decodeProtectedHeader, errors } from "jose"
import type { Service as Keys } from "../../ClerkKeys.ts"
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"
import { type TokenError, TokenInvalid, type TokenInvalidReason } from "../../TokenErrors.ts"
import { algorithms } from "./jwk.ts"
import { maxSeconds } from "./sessionClaims.ts"

/** What every kind of token is checked for. */
export interface Options {
  readonly audience?: string | ReadonlyArray<string> | undefined
  readonly authorizedParties?: ReadonlyArray<string> | undefined
  readonly issuer?: string | ReadonlyArray<string> | undefined
  readonly clockSkew?: Duration.DurationInput | undefined
}

/** The header and the claims of a token with a valid signature and valid times. */
export interface Jwt {
  readonly header: JsonObject
  readonly payload: JsonObject & { readonly sub: string; readonly exp: number }
}

export const invalid = (reason: TokenInvalidReason, description: string): TokenInvalid =>
  new TokenInvalid({ reason, description })

/** The longest token, in characters. Servers of HTTP accept headers up to half of it. */
const maxLength = 32_768

/** Reads the header of a token, of which nothing is verified. */
export const readHeader = (token: string): Effect.Effect<JsonObject, TokenInvalid> =>
  Effect.suspend(() => {
    if (token.length > maxLength || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
      return malformed("The token is not a JWT of at most 32,768 characters")
    }
    try {
      return Effect.succeed<JsonObject>({ ...decodeProtectedHeader(token) })
    } catch {
      return malformed("The header of the token cannot be decoded")
    }
  })

const malformed = (description: string) => Effect.fail(invalid("malformed", description))

/** Verifies the signature of a token with a header whose type was checked. */
export const verify = Effect.fnUntraced(function*(
  keys: Keys,
  token: string,
  header: JsonObject,
  options: Options
): Effect.fn.Return<Jwt, TokenError> {
  const { alg, crit, kid } = header
  if (typeof alg !== "string" || !algorithms.includes(alg)) {
    return yield* Effect.fail(invalid("wrongAlgorithm", "The token is not signed with RS256, RS384 or RS512"))
  }
  if (crit !== undefined || kid !== undefined && typeof kid !== "string") {
    return yield* malformed("The header of the token has a value that Clerk does not send")
  }
  const key = yield* keys.get(kid)
  if (key.alg !== undefined && key.alg !== alg) {
    return yield* Effect.fail(invalid("wrongAlgorithm", "The key is for another algorithm"))
  }
  const { payload } = yield* Effect.tryPromise({
    try: () => compactVerify(token, key, { algorithms: [alg] }),
    catch: (error) =>
      error instanceof errors.JWSInvalid
        ? invalid("malformed", "The token cannot be decoded")
        : invalid("badSignature", "The signature does not match the token and the key of the instance")
  })
  const claims = readPayload(payload)
  const now = (yield* Clock.currentTimeMillis) / 1000
  const problem = claims === undefined
    ? invalid("malformed", "The claims of the token are not a JSON object with a subject and a time of expiry")
    : problemOf(claims, keys, options, now)
  return problem === undefined ? { header, payload: claims as Jwt["payload"] } : yield* Effect.fail(problem)
})

const readPayload = (bytes: Uint8Array): JsonObject | undefined => {
  try {
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isJsonObject(payload) ? payload : undefined
  } catch {
    return undefined
  }
}

/** The first problem, in the order of Clerk's own client, which drops the fraction of a second too. */
const problemOf = (payload: JsonObject, keys: Keys, options: Options, now: number): TokenInvalid | undefined => {
  const { aud, azp, exp, iat, iss, nbf, sub } = payload
  const { audience, authorizedParties = [], issuer = keys.issuer ?? [] } = options
  const skew = skewOf(options.clockSkew)
  if (typeof sub !== "string" || sub === "") {
    return invalid("malformed", "The token has no subject")
  }
  if (!acceptsAudience(list(audience ?? []), aud)) {
    return invalid("wrongAudience", "The token was made for another audience")
  }
  if (authorizedParties.length > 0 && !(typeof azp === "string" && authorizedParties.includes(azp))) {
    return invalid("wrongAuthorizedParty", "The token was made for an origin that is not among the authorized parties")
  }
  if (list(issuer).length > 0 && !(typeof iss === "string" && list(issuer).includes(iss))) {
    return invalid("wrongIssuer", "The token was issued by another instance")
  }
  if (!isTime(exp) || nbf !== undefined && !isTime(nbf) || iat !== undefined && !isTime(iat)) {
    return invalid("malformed", "A time of the token is not a number of seconds")
  }
  if (Math.trunc(exp) <= now - skew) {
    return invalid("expired", "The token has expired")
  }
  if (nbf !== undefined && Math.trunc(nbf) > now + skew) {
    return invalid("notActiveYet", "The token is not valid yet")
  }
  return iat !== undefined && Math.trunc(iat) > now + skew
    ? invalid("issuedInFuture", "The token was issued in the future; the clocks of the servers differ")
    : undefined
}

const list = (value: string | ReadonlyArray<string>): ReadonlyArray<string> =>
  typeof value === "string" ? [value] : value

/** As Clerk's own client: a token without an audience is accepted for each. */
const acceptsAudience = (audience: ReadonlyArray<string>, claim: unknown): boolean => {
  const claimed: ReadonlyArray<unknown> = Array.isArray(claim) ? claim : claim ? [claim] : []
  return audience.length === 0 || claimed.length === 0 ||
    claimed.some((item) => typeof item === "string" && audience.includes(item))
}

const isTime = (claim: unknown): claim is number => typeof claim === "number" && Math.abs(claim) <= maxSeconds

/** In seconds. A skew without an end would accept every token, so the default is used instead. */
const skewOf = (clockSkew: Duration.DurationInput = "5 seconds"): number => {
  const skew = Duration.decode(clockSkew)
  return Duration.isFinite(skew) ? Duration.toSeconds(skew) : 5
}
