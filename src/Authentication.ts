/**
 * Authenticates the requests of an HTTP API of `@effect/platform`: handlers get the `CurrentSession`.
 *
 * ```ts
 * import { HttpApiEndpoint, HttpApiGroup } from "@effect/platform"
 * import { Effect, Layer, Schema } from "effect"
 * import * as Authentication from "effect-clerk/Authentication"
 * import * as ClerkKeys from "effect-clerk/ClerkKeys"
 *
 * const me = HttpApiGroup.make("me")
 *   .add(HttpApiEndpoint.get("whoAmI", "/me").addSuccess(Schema.String))
 *   .middleware(Authentication.Authentication)
 *
 * // In a handler.
 * const whoAmI = Effect.map(Authentication.CurrentSession, ({ userId }) => userId)
 *
 * const AuthenticationLive = Authentication.layer({ authorizedParties: ["https://app.example.com"] }).pipe(
 *   Layer.provide(ClerkKeys.layerConfig())
 * )
 * ```
 *
 * A token comes in the header `Authorization`, or in the cookie `__session` of a request without that header. A browser sends the cookie with
 * requests that other sites make too: set `authorizedParties`, and check the header `Origin` of requests that change something.
 *
 * There is no handshake, which refreshes the token of a page that a server renders: a front end of Clerk sends fresh tokens by itself.
 *
 * @since 0.1.0
 */
import * as HttpApiMiddleware from "@effect/platform/HttpApiMiddleware"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as HttpApiSecurity from "@effect/platform/HttpApiSecurity"
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { ClerkKeys } from "./ClerkKeys.ts"
import type { SessionClaims } from "./SessionClaims.ts"
import * as SessionToken from "./SessionToken.ts"
import { type KeysUnavailable, TokenInvalidReason } from "./TokenErrors.ts"

/**
 * The session of the request.
 *
 * @since 0.1.0
 * @category services
 */
export class CurrentSession extends Context.Tag("effect-clerk/CurrentSession")<CurrentSession, SessionClaims>() {}

/**
 * The session of the request, or `None` where the caller is signed out.
 *
 * @since 0.1.0
 * @category services
 */
export class OptionalSession
  extends Context.Tag("effect-clerk/OptionalSession")<OptionalSession, Option.Option<SessionClaims>>()
{}

/**
 * The caller is signed out: 401. The body does not say why, unless `exposeReason` is set.
 *
 * @since 0.1.0
 * @category errors
 */
export class Unauthorized extends Schema.TaggedError<Unauthorized>("effect-clerk/Unauthorized")("Unauthorized", {
  /** A sentence for the caller. */
  message: Schema.String,
  /** Why the token was refused, `missing` without one; only with `exposeReason`. */
  reason: Schema.optional(Schema.Literal("missing", ...TokenInvalidReason.literals))
}, HttpApiSchema.annotations({ status: 401 })) {}

/**
 * Clerk could not be asked whether the caller is signed in: 503, with the header `Retry-After`.
 *
 * @since 0.1.0
 * @category errors
 */
export class AuthenticationUnavailable
  extends Schema.TaggedError<AuthenticationUnavailable>("effect-clerk/AuthenticationUnavailable")(
    "AuthenticationUnavailable",
    {
      /** A sentence for the caller. */
      message: Schema.String
    },
    HttpApiSchema.annotations({ status: 503 })
  )
{}

/**
 * How requests are authenticated.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options extends SessionToken.Options {
  /** The publishable key `pk_…` where several Clerk applications share a domain: its own cookie is read first. */
  readonly publishableKey?: string | undefined
  /** Whether a 401 says why the token was refused; false by default, as that helps an attacker. */
  readonly exposeReason?: boolean | undefined
}

const security = { bearer: HttpApiSecurity.bearer, cookie: HttpApiSecurity.apiKey({ in: "cookie", key: "__session" }) }

/**
 * The middleware of an `HttpApi` whose callers must be signed in. It provides the `CurrentSession`.
 *
 * @since 0.1.0
 * @category middleware
 */
export class Authentication extends HttpApiMiddleware.Tag<Authentication>()("effect-clerk/Authentication", {
  failure: Schema.Union(Unauthorized, AuthenticationUnavailable),
  provides: CurrentSession,
  security
}) {}

/**
 * The middleware of an `HttpApi` whose callers may be signed out. It provides the `OptionalSession`; an invalid token counts as none.
 *
 * @since 0.1.0
 * @category middleware
 */
export class OptionalAuthentication
  extends HttpApiMiddleware.Tag<OptionalAuthentication>()("effect-clerk/OptionalAuthentication", {
    failure: AuthenticationUnavailable,
    provides: OptionalSession
  })
{}

/**
 * Provides `Authentication` with the keys of an instance.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options = {}): Layer.Layer<Authentication, never, ClerkKeys> =>
  // Fresh, since one such layer over the keys of two instances would accept the tokens of the first for both.
  Layer.fresh(Layer.effect(
    Authentication,
    Effect.map(ClerkKeys, (keys) => {
      const authenticate = Effect.provideService(authenticator(options), ClerkKeys, keys)
      // The platform calls the next scheme when one fails. Both have the result of the whole request.
      const failures = new WeakMap<object, Unauthorized | AuthenticationUnavailable>()
      const handle = () =>
        Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ source }) => {
          const request = source as object
          const failure = failures.get(request)
          return failure === undefined
            ? Effect.tapError(authenticate, (error) => Effect.sync(() => failures.set(request, error)))
            : Effect.fail(failure)
        })
      return { bearer: handle, cookie: handle }
    })
  ))

/**
 * Provides `OptionalAuthentication` with the keys of an instance.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerOptional = (options: Options = {}): Layer.Layer<OptionalAuthentication, never, ClerkKeys> =>
  Layer.fresh(Layer.effect(
    OptionalAuthentication,
    Effect.map(ClerkKeys, (keys) =>
      authenticator(options).pipe(
        Effect.map(Option.some),
        Effect.catchTag("Unauthorized", () => Effect.succeedNone),
        Effect.provideService(ClerkKeys, keys)
      ))
  ))

/**
 * The same for `HttpRouter.use` and any HTTP app: provides the `CurrentSession`, or responds with 401 or 503.
 *
 * @since 0.1.0
 * @category middleware
 */
export const httpMiddleware = (
  options: Options = {}
): <E, R>(
  app: HttpApp.Default<E, R>
) => HttpApp.Default<E, Exclude<R, CurrentSession> | ClerkKeys | HttpServerRequest.HttpServerRequest> => {
  const authenticate = authenticator(options)
  return (app) =>
    Effect.matchEffect(authenticate, {
      onFailure: toResponse,
      onSuccess: (session) => Effect.provideService(app, CurrentSession, session)
    })
}

const toResponse = (error: Unauthorized | AuthenticationUnavailable) =>
  Effect.orDie(
    error._tag === "Unauthorized"
      ? HttpServerResponse.schemaJson(Unauthorized)(error, { status: 401 })
      : HttpServerResponse.schemaJson(AuthenticationUnavailable)(error, { status: 503 })
  )

/** Authenticates the request that is being handled. The warning about cookies is logged once. */
const authenticator = (
  options: Options
): Effect.Effect<
  SessionClaims,
  Unauthorized | AuthenticationUnavailable,
  ClerkKeys | HttpServerRequest.HttpServerRequest
> => {
  let warned = (options.authorizedParties?.length ?? 0) > 0
  let suffix: string | undefined

  return Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    const inHeader = bearer(request.headers["authorization"])
    const cookies = inHeader === undefined ? request.cookies : {}
    if (options.publishableKey !== undefined && inHeader === undefined) {
      suffix ??= yield* cookieSuffix(options.publishableKey)
    }
    const token = inHeader ?? (suffix && cookies[`__session_${suffix}`] || cookies["__session"])
    if (!token) {
      return yield* unauthorized(options, "missing")
    }
    const session = yield* SessionToken.verify(token, options).pipe(
      Effect.catchTags({
        KeysUnavailable: unavailable,
        TokenInvalid: (error) =>
          Effect.zipRight(Effect.logDebug(`A token was refused: ${error.message}`), unauthorized(options, error.reason))
      })
    )
    if (inHeader === undefined && !warned) {
      warned = true
      yield* Effect.logWarning(
        "A session token in a cookie was accepted without the option authorizedParties, which protects from other sites (CSRF)"
      )
    }
    return session
  })
}

/** `Bearer` and the token, or the token alone, as Clerk's own client reads it. Other schemes are of others. */
const bearer = (header: string | undefined): string | undefined => {
  const [scheme = "", token] = header?.trim().split(/ +/) ?? []
  return token === undefined ? scheme || undefined : /^bearer$/i.test(scheme) ? token : undefined
}

const unauthorized = ({ exposeReason }: Options, reason: Exclude<Unauthorized["reason"], undefined>) =>
  Effect.fail(new Unauthorized({ message: "Sign in to use this", ...exposeReason === true && { reason } }))

const unavailable = (error: KeysUnavailable) =>
  Effect.gen(function*() {
    yield* Effect.logError(error.message)
    const seconds = Math.ceil(Duration.toSeconds(error.retryAfter ?? "5 seconds"))
    yield* HttpApp.appendPreResponseHandler((_, response) =>
      Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", String(seconds)))
    )
    return yield* new AuthenticationUnavailable({
      message: "Whether you are signed in is not known now. Try again later"
    })
  })

const cookieSuffix = (publishableKey: string): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-1", new TextEncoder().encode(publishableKey))),
    (bytes) => Encoding.encodeBase64Url(new Uint8Array(bytes)).slice(0, 8)
  )
