/**
 * The sessions of an in-memory Clerk. Their tokens are real: signed with its key.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/Sessions.ts"
import { RefreshedSession, type Session, SessionJwt } from "../../Schema/Session.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import type { Instance } from "../Instance.ts"
import type { Code } from "../server/errorCodes.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { listUnlessPaginated } from "../server/ResponseEncoder.ts"
import type { SessionsOptions } from "../sessions/Control.ts"
import { omit } from "../sessions/responseBody.ts"
import { insertSessions, refreshTokenOf } from "../sessions/seed.ts"
import { contextOf, resolve } from "../sessions/templateClaims.ts"
import { nowInSeconds } from "../tokens/Keys.ts"

export const make = (
  { counters, jwtTemplates, organizations, sessions, tokens, users }: Instance,
  options: SessionsOptions
): Resource<typeof operations> => {
  /** The session with an id while its user is signed in. */
  const findSignedIn = Effect.fnUntraced(function*(sessionId: string) {
    const session = yield* sessions.find(sessionId)
    return session.isSignedIn ? session : yield* ErrorResponse.ofCode("resource_not_found")
  })

  const membershipsOf = (userId: string) =>
    Effect.map(organizations.views, (views) => views.membershipsOf(userId).map(views.membership))

  const activeMembershipOf = (session: Session) =>
    Effect.map(
      membershipsOf(session.userId),
      (memberships) => memberships.find(({ organization }) => organization?.id === session.lastActiveOrganizationId)
    )

  const tokenOf = Effect.fnUntraced(function*(session: Session, expiresInSeconds?: number, authorizedParty?: string) {
    const membership = yield* activeMembershipOf(session)
    return yield* tokens.control.sessionToken({
      userId: session.userId,
      sessionId: session.id,
      status: session.status === "pending" ? "pending" : "active",
      expiresIn: expiresInSeconds === undefined ? undefined : Duration.seconds(expiresInSeconds),
      authorizedParty,
      organization: membership?.organization == null ? undefined : {
        id: membership.organization.id,
        slug: membership.organization.slug ?? undefined,
        role: membership.role,
        // Clerk does not put system permissions into tokens.
        permissions: membership.permissions.filter((name) => !name.startsWith("org:sys_"))
      },
      claims: session.actor === null ? {} : { act: session.actor }
    })
  })

  return {
    prefix: "sessions",
    operations,
    transformBody: (body, context) =>
      context.operation === "refresh" ? tokenOrCookies(body) : listUnlessPaginated(omit(body), context),
    handlers: () =>
      Effect.as(Effect.zipRight(sessions.reset, insertSessions(sessions, options.sessions ?? [])), {
        list: ({ clientId, status, userId, ...paging } = {}) =>
          Effect.map(sessions.all, (all) => {
            const found = all.filter((session) =>
              (clientId === undefined || session.clientId === clientId) &&
              (userId === undefined || session.userId === userId) &&
              (status === undefined || session.status === status)
            )
            return { data: page(found, paging), totalCount: found.length }
          }),

        create: Effect.fnUntraced(function*({ activeOrganizationId, userId }) {
          const { user } = yield* users.find(userId)
          const memberships = yield* membershipsOf(userId)
          if (user.banned) {
            return yield* ErrorResponse.ofCode("bad_request", undefined, "The user is banned and cannot sign in.")
          }
          if (
            activeOrganizationId !== undefined &&
            !memberships.some(({ organization }) => organization?.id === activeOrganizationId)
          ) {
            return yield* ErrorResponse.ofCode("resource_not_found")
          }
          return yield* sessions.add({ userId, lastActiveOrganizationId: activeOrganizationId ?? null })
        }),

        get: ({ sessionId }) => sessions.find(sessionId),

        refresh: Effect.fnUntraced(function*({ expiredToken, format, refreshToken, requestOrigin, sessionId }) {
          const token = Redacted.value(expiredToken)
          const claims = yield* tokens.verify(token)
          if (claims === undefined) {
            return yield* unauthorized("expired_session_token_invalid")
          }
          if (claims["sid"] === undefined) {
            return yield* unauthorized("expired_session_token_missing_sid")
          }
          if (claims["sid"] !== sessionId) {
            return yield* unauthorized("refresh_sid_mismatch")
          }
          const session = yield* Effect.mapError(
            sessions.find(sessionId),
            () => unauthorized("session_refresh_session_not_found")
          )
          if (!session.isSignedIn) {
            return yield* unauthorized("session_refresh_inactive_session")
          }
          if (typeof claims["azp"] !== "string") {
            return yield* unauthorized("expired_session_token_missing_azp")
          }
          if (!URL.canParse(requestOrigin)) {
            return yield* unauthorized("refresh_request_origin_invalid")
          }
          if (claims["azp"] !== requestOrigin) {
            return yield* unauthorized("refresh_request_origin_azp_mismatch")
          }
          if (Redacted.value(refreshToken) !== refreshTokenOf(sessionId)) {
            return yield* unauthorized("refresh_token_not_found")
          }
          if (!(yield* sessions.consume(token))) {
            return yield* unauthorized("session_refresh_expired_session_token_consumed")
          }
          const jwt = yield* tokenOf(session, undefined, requestOrigin)
          return format === "cookie"
            ? new RefreshedSession({
              object: "cookies",
              cookies: [Redacted.make(`__session=${jwt}; Path=/; Secure; SameSite=Lax`)]
            })
            : new RefreshedSession({ object: "token", jwt: Redacted.make(jwt) })
        }),

        revoke: ({ sessionId }) =>
          Effect.flatMap(sessions.find(sessionId), (session) => sessions.end(session, "revoked")),

        createToken: Effect.fnUntraced(function*({ expiresInSeconds, sessionId }) {
          const session = yield* findSignedIn(sessionId)
          return new SessionJwt({ jwt: Redacted.make(yield* tokenOf(session, expiresInSeconds ?? undefined)) })
        }),

        createTokenFromTemplate: Effect.fnUntraced(function*({ expiresInSeconds, sessionId, templateName }) {
          const session = yield* findSignedIn(sessionId)
          const template = (yield* jwtTemplates.all).find(({ name }) => name === templateName)
          if (template === undefined) {
            return yield* ErrorResponse.ofCode("resource_not_found")
          }
          const { userId } = session
          const user = yield* users.toUser(yield* users.find(userId))
          const claims = resolve(template.claims, contextOf(user, session, yield* activeMembershipOf(session)))
          const now = yield* nowInSeconds
          const jwt = yield* tokens.control.signToken({
            ...claims as JsonObject,
            exp: now + (expiresInSeconds ?? Duration.toSeconds(template.lifetime)),
            iat: now,
            iss: tokens.control.issuer,
            jti: yield* counters.nextId("jti"),
            nbf: now - Duration.toSeconds(template.allowedClockSkew),
            sub: userId
          })
          return new SessionJwt({ jwt: Redacted.make(jwt) })
        })
      })
  }
}

const unauthorized = (code: Code) => ErrorResponse.ofCode(code)

/** Clerk sends either of them. */
const tokenOrCookies = (body: unknown): unknown => {
  const { cookies, jwt, object } = body as typeof RefreshedSession.Encoded
  return jwt === null ? { object, cookies } : { object, jwt }
}
