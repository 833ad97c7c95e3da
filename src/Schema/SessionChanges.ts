/**
 * The filters of `Sessions.list` and the bodies of the other operations on sessions.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./wire/Fields.ts"
import { clearable, limit, offset, queryFlag, queryText, Secret, wholeNumber } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const sessionFilters = snakeCase({
  /** The id of the client of the sessions. */
  clientId: queryText,
  /** The id of the user of the sessions. */
  userId: queryText,
  /** The status of the sessions; every status by default. Clerk has no filter for `"pending"`. */
  status: Schema.optional(
    openEnum("abandoned", "active", "ended", "expired", "removed", "replaced", "revoked")
  )
})

const listFilters = Schema.Struct({ ...sessionFilters, limit, offset })

/**
 * The filters of `Sessions.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface SessionFilters extends Schema.Struct.Type<typeof sessionFilters> {}

/**
 * The filters and the page of `Sessions.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface SessionListFilters extends SessionFilters {
  /** The maximum number of sessions in the page, 1 to 500; 10 by default. */
  readonly limit?: number | undefined
  /** The number of sessions to skip; 0 by default. */
  readonly offset?: number | undefined
}

/**
 * The filters and the page of `Sessions.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const SessionListFilters: Schema.Schema<SessionListFilters, typeof listFilters.Encoded> = listFilters

const newSession = Schema.Struct(snakeCase({
  /** The id of the user, `user_…`. */
  userId: Schema.NonEmptyString,
  /** The id of the organization that is active in the session; none by default. */
  activeOrganizationId: Schema.optional(Schema.String)
}))

/**
 * The parameters of `Sessions.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewSession extends Schema.Schema.Type<typeof newSession> {}

/**
 * The parameters of `Sessions.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewSession: Schema.Schema<NewSession, typeof newSession.Encoded> = newSession

const newSessionToken = Schema.Struct(snakeCase({
  /** How long the token is valid, 30 seconds to 10 years (315,360,000 seconds); by default as the instance or the template says. */
  expiresInSeconds: clearable(wholeNumber(30, 315_360_000))
}))

/**
 * The lifetime of a token of `Sessions.createToken` and `Sessions.createTokenFromTemplate`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewSessionToken extends Schema.Schema.Type<typeof newSessionToken> {}

/**
 * The lifetime of a token of `Sessions.createToken` and `Sessions.createTokenFromTemplate`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewSessionToken: Schema.Schema<NewSessionToken, typeof newSessionToken.Encoded> = newSessionToken

const sessionRefresh = Schema.Struct(snakeCase({
  /** The expired token of the session, from the cookie `__session`. */
  expiredToken: Secret,
  /** The refresh token, from the cookie `__refresh`, which Clerk's Frontend API sets. */
  refreshToken: Secret,
  /** The origin of the request that is to be authenticated, such as `"https://app.example.com"`. */
  requestOrigin: Schema.String,
  /** The headers of that request, each with a list of values. Cookies are among them, so they are redacted. */
  requestHeaders: clearable(
    Schema.Redacted(Schema.Record({ key: Schema.String, value: Schema.Array(Schema.String) }))
  ),
  /** What Clerk sends: `"token"` by default, or `"cookie"` for `Set-Cookie` headers. */
  format: clearable(openEnum("token", "cookie")),
  /** The IP address of that request. */
  requestOriginatingIp: clearable(Schema.String)
}))

/**
 * The parameters of `Sessions.refresh`.
 *
 * @since 0.1.0
 * @category models
 */
export interface SessionRefresh extends Schema.Schema.Type<typeof sessionRefresh> {}

/**
 * The parameters of `Sessions.refresh`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const SessionRefresh: Schema.Schema<SessionRefresh, typeof sessionRefresh.Encoded> = sessionRefresh

const refreshOptions = Schema.Struct(snakeCase({
  /** Whether the names of the cookies end with the suffix of the instance; `false` by default. */
  suffixedCookies: queryFlag
}))

/**
 * The query of `Sessions.refresh`.
 *
 * @since 0.1.0
 * @category models
 */
export interface RefreshOptions extends Schema.Schema.Type<typeof refreshOptions> {}

/**
 * The query of `Sessions.refresh`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const RefreshOptions: Schema.Schema<RefreshOptions, typeof refreshOptions.Encoded> = refreshOptions
