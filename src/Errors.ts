/**
 * The failures of a call: an error response of Clerk (`ClerkErrors`), or no valid response (`SDKError`).
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Errors, Users } from "effect-clerk"
 *
 * const find = (userId: string) =>
 *   Users.get({ userId }).pipe(
 *     Errors.catchStatus(404, () => Effect.succeed(null))
 *   )
 * ```
 *
 * They never contain a request, a response or a header, which would print the secret key.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { ClerkErrors, type ClerkFailure, hasCode, isError, SDKError } from "./errors/ClerkFailure.ts"
import type { Reason } from "./errors/Reason.ts"
import type { Code, KnownCodes } from "./Schema/wire/ErrorCode.ts"

/** @since 0.1.0 */
export * from "./errors/ClerkFailure.ts"
/** @since 0.1.0 */
export * from "./errors/HttpStatus.ts"
/** @since 0.1.0 */
export * from "./errors/Reason.ts"

/**
 * Handles failures with a status, whether the body was Clerk's or not. The error type stays the same, because a status is not part of
 * it.
 *
 * @since 0.1.0
 * @category combinators
 */
export const catchStatus: {
  <A2, E2, R2>(
    status: number,
    handler: (error: ClerkFailure) => Effect.Effect<A2, E2, R2>
  ): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A | A2, E | E2, R | R2>
  <A, E, R, A2, E2, R2>(
    self: Effect.Effect<A, E, R>,
    status: number,
    handler: (error: ClerkFailure) => Effect.Effect<A2, E2, R2>
  ): Effect.Effect<A | A2, E | E2, R | R2>
} = dual(3, <A, E, R, A2, E2, R2>(
  self: Effect.Effect<A, E, R>,
  status: number,
  handler: (error: ClerkFailure) => Effect.Effect<A2, E2, R2>
): Effect.Effect<A | A2, E | E2, R | R2> =>
  Effect.catchAll(
    self,
    (error): Effect.Effect<A2, E | E2, R2> =>
      isError(error) && error.status === status ? handler(error) : Effect.fail(error)
  ))

/**
 * Handles `ClerkErrors` that contain an error code. The error type stays the same.
 *
 * @since 0.1.0
 * @category combinators
 */
export const catchCode: {
  <A2, E2, R2>(
    code: Code,
    handler: (error: ClerkErrors) => Effect.Effect<A2, E2, R2>
  ): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A | A2, E | E2, R | R2>
  <A, E, R, A2, E2, R2>(
    self: Effect.Effect<A, E, R>,
    code: Code,
    handler: (error: ClerkErrors) => Effect.Effect<A2, E2, R2>
  ): Effect.Effect<A | A2, E | E2, R | R2>
} = dual(3, <A, E, R, A2, E2, R2>(
  self: Effect.Effect<A, E, R>,
  code: Code,
  handler: (error: ClerkErrors) => Effect.Effect<A2, E2, R2>
): Effect.Effect<A | A2, E | E2, R | R2> =>
  Effect.catchAll(
    self,
    (error): Effect.Effect<A2, E | E2, R2> =>
      error instanceof ClerkErrors && hasCode(error, code) ? handler(error) : Effect.fail(error)
  ))

/**
 * Handlers of failures by error code. Known codes autocomplete, with their meaning; any other code is allowed.
 *
 * @since 0.1.0
 * @category models
 */
export type CodeHandlers =
  & { readonly [C in keyof KnownCodes]?: CodeHandler }
  & { readonly [code: string]: CodeHandler }

type CodeHandler = (error: ClerkErrors) => Effect.Effect<unknown, unknown, unknown>

type Handled<Handlers extends CodeHandlers> = ReturnType<Handlers[keyof Handlers]>

/**
 * Handles `ClerkErrors` by their error codes. Where a response has several errors, the first one with a handler decides. The error type
 * stays the same.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Errors, Users } from "effect-clerk"
 *
 * const register = (username: string) =>
 *   Users.create({ username }).pipe(
 *     Effect.as("registered"),
 *     Errors.catchCodes({
 *       form_identifier_exists: () => Effect.succeed("this name is taken"),
 *       form_username_invalid_length: () => Effect.succeed("this name is too short or too long")
 *     })
 *   )
 * ```
 *
 * @since 0.1.0
 * @category combinators
 */
export const catchCodes: {
  <const Handlers extends CodeHandlers>(
    handlers: Handlers
  ): <A, E, R>(
    self: Effect.Effect<A, E, R>
  ) => Effect.Effect<
    A | Effect.Effect.Success<Handled<Handlers>>,
    E | Effect.Effect.Error<Handled<Handlers>>,
    R | Effect.Effect.Context<Handled<Handlers>>
  >
  <A, E, R, const Handlers extends CodeHandlers>(
    self: Effect.Effect<A, E, R>,
    handlers: Handlers
  ): Effect.Effect<
    A | Effect.Effect.Success<Handled<Handlers>>,
    E | Effect.Effect.Error<Handled<Handlers>>,
    R | Effect.Effect.Context<Handled<Handlers>>
  >
} = dual(2, <A, E, R>(
  self: Effect.Effect<A, E, R>,
  handlers: CodeHandlers
): Effect.Effect<unknown, unknown, unknown> =>
  Effect.catchAll(self, (error): Effect.Effect<unknown, unknown, unknown> => {
    const found = error instanceof ClerkErrors
      ? error.errors.find(({ code }) => Object.hasOwn(handlers, code))
      : undefined
    return found === undefined ? Effect.fail(error) : handlers[found.code]!(error as ClerkErrors)
  }))

/**
 * An `SDKError` with one reason.
 *
 * @since 0.1.0
 * @category errors
 */
export type WithReason<Tag extends Reason["_tag"]> = SDKError & {
  /** Why the call failed. */
  readonly reason: Extract<Reason, { readonly _tag: Tag }>
}

/**
 * Handles `SDKError`s with a reason, such as `"InvalidRequest"`. The error type stays the same, because other reasons are left.
 *
 * @since 0.1.0
 * @category combinators
 */
export const catchReason: {
  <Tag extends Reason["_tag"], A2, E2, R2>(
    tag: Tag,
    handler: (error: WithReason<Tag>) => Effect.Effect<A2, E2, R2>
  ): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A | A2, E | E2, R | R2>
  <A, E, R, Tag extends Reason["_tag"], A2, E2, R2>(
    self: Effect.Effect<A, E, R>,
    tag: Tag,
    handler: (error: WithReason<Tag>) => Effect.Effect<A2, E2, R2>
  ): Effect.Effect<A | A2, E | E2, R | R2>
} = dual(3, <A, E, R, Tag extends Reason["_tag"], A2, E2, R2>(
  self: Effect.Effect<A, E, R>,
  tag: Tag,
  handler: (error: WithReason<Tag>) => Effect.Effect<A2, E2, R2>
): Effect.Effect<A | A2, E | E2, R | R2> =>
  Effect.catchAll(
    self,
    (error): Effect.Effect<A2, E | E2, R2> => hasReason(error, tag) ? handler(error) : Effect.fail(error)
  ))

const hasReason = <Tag extends Reason["_tag"]>(error: unknown, tag: Tag): error is WithReason<Tag> =>
  error instanceof SDKError && error.reason._tag === tag
