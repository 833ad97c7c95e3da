/**
 * Verifies session tokens, which Clerk's front ends send with each request.
 *
 * ```ts
 * import { Effect } from "effect"
 * import * as ClerkKeys from "effect-clerk/ClerkKeys"
 * import * as SessionToken from "effect-clerk/SessionToken"
 *
 * const userIdOf = (token: string) =>
 *   SessionToken.verify(token, { authorizedParties: ["https://app.example.com"] }).pipe(
 *     Effect.map(({ userId }) => userId),
 *     Effect.provide(ClerkKeys.layerConfig()) // reads CLERK_JWT_KEY
 *   )
 * ```
 *
 * Requires the package `jose`. Time is that of the `Clock`.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ClerkKeys } from "./ClerkKeys.ts"
import * as Jwt from "./internal/token/jwt.ts"
import * as Claims from "./internal/token/sessionClaims.ts"
import type { SessionClaims } from "./SessionClaims.ts"
import type { TokenError, TokenInvalid } from "./TokenErrors.ts"

/**
 * What a session token is checked for, in addition to its signature and times.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /**
   * The origins of your front ends, such as `https://app.example.com`. A token that was made for another origin, or for none, is refused.
   * Any origin is accepted by default: set it wherever tokens come in cookies.
   */
  readonly authorizedParties?: ReadonlyArray<string> | undefined
  /** The audiences of which a token must have one, if it has any; not checked by default. */
  readonly audience?: string | ReadonlyArray<string> | undefined
  /** The issuers that are accepted: the origin of your Frontend API. By default that of `ClerkKeys.layerIssuer`, else any. */
  readonly issuer?: string | ReadonlyArray<string> | undefined
  /** How far the clocks of Clerk and of this server may differ, 5 seconds by default; an infinite one means the default. */
  readonly clockSkew?: Duration.DurationInput | undefined
  /** Whether a user with tasks to complete counts as signed out, which is the default. */
  readonly treatPendingAsSignedOut?: boolean | undefined
}

/**
 * Options with a schema of the claims that you added to the session token of your instance.
 *
 * @since 0.1.0
 * @category models
 */
export interface ClaimsOptions<A extends object, I, R> extends Options {
  /** Decodes the claims that are not Clerk's own. A token that it refuses is `malformed`. */
  readonly claims: Schema.Schema<A, I, R>
}

/**
 * The claims of a session token with claims of your own.
 *
 * @since 0.1.0
 * @category models
 */
export type WithClaims<A extends object> = SessionClaims & {
  /** The claims that are not Clerk's own, decoded. */
  readonly claims: A
}

/**
 * Verifies a session token and returns its claims: who is calling.
 *
 * Parameters: `token`, the JWT of the header `Authorization` (without `Bearer`) or of the cookie `__session`, at most 32,768 characters.
 *
 * Checks in this order: the form, the type, the algorithm, the key, the signature, then the claims. Fails with `TokenInvalid`, whose
 * `reason` says which check failed, or with `KeysUnavailable` when Clerk could not be asked for the keys.
 *
 * @see https://clerk.com/docs/guides/sessions/manual-jwt-verification
 *
 * @since 0.1.0
 * @category operations
 */
export const verify: {
  <A extends object, I, R>(
    token: string | Redacted.Redacted,
    options: ClaimsOptions<A, I, R>
  ): Effect.Effect<WithClaims<A>, TokenError, ClerkKeys | R>
  (token: string | Redacted.Redacted, options?: Options): Effect.Effect<SessionClaims, TokenError, ClerkKeys>
} = Effect.fnUntraced(function*(
  token: string | Redacted.Redacted,
  options: Options & { readonly claims?: Schema.Schema<object, unknown> } = {}
) {
  const keys = yield* ClerkKeys
  const text = typeof token === "string" ? token : Redacted.value(token)
  const header = yield* Jwt.readHeader(text)
  const { cat, typ } = header
  if (typ !== undefined && typ !== "JWT" || cat !== undefined && !categories.includes(cat)) {
    return yield* notASession
  }
  const { payload } = yield* Jwt.verify(keys, text, header, options)
  const { sid, sub } = payload
  if (typeof sid !== "string" || sid === "" || sub.startsWith("mch_")) {
    return yield* notASession
  }
  if (!Claims.hasReadableActor(payload)) {
    return yield* Effect.fail(Jwt.invalid("malformed", "The actor of the token is not valid"))
  }
  const session = Claims.read({ ...payload, sid })
  if (session.status === "pending" && options.treatPendingAsSignedOut !== false) {
    return yield* Effect.fail(
      Jwt.invalid("sessionPending", "The user has tasks to complete before the session is active")
    )
  }
  return options.claims === undefined ? session : yield* withClaims(session, options.claims)
}) as never

/** The categories of session tokens. */
const categories: ReadonlyArray<unknown> = ["cl_B7d4PD111AAA", "cl_I7d4PD111III"]

const notASession = Effect.suspend(() =>
  Effect.fail(
    Jwt.invalid("wrongTokenType", "Expected a session token, not one of a machine, of OAuth or of a template")
  )
)

const withClaims = <A extends object, I, R>(
  session: SessionClaims,
  schema: Schema.Schema<A, I, R>
): Effect.Effect<WithClaims<A>, TokenInvalid, R> =>
  Effect.matchEffect(Schema.decodeUnknown(schema)(session.claims), {
    onFailure: () =>
      Effect.fail(Jwt.invalid("malformed", "The token's own claims do not match the schema of the option claims")),
    onSuccess: (claims) =>
      Effect.succeed(Object.assign(Object.create(Object.getPrototypeOf(session)), session, { claims }))
  })
