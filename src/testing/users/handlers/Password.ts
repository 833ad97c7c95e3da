/**
 * Handlers for passwords.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { VerifiedPassword } from "../../../Schema/VerifiedPassword.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { withUser } from "../Account.ts"
import * as Password from "../Password.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

type PasswordHandlers = Pick<
  Handlers,
  "verifyPassword" | "removePassword" | "setPasswordCompromised" | "unsetPasswordCompromised"
>

export const make = (state: State): PasswordHandlers => ({
  verifyPassword: Effect.fnUntraced(function*({ password, userId }) {
    const account = yield* state.find(userId)
    if (account.password === null) {
      return yield* ErrorResponse.ofCode("no_password_set")
    }
    const verified = Password.verify(Redacted.value(password), account.password)
    if (verified === undefined) {
      return yield* ErrorResponse.ofCode(
        "internal_clerk_error",
        undefined,
        `The in-memory Clerk cannot check the digests of ${account.password.hasher}.`
      )
    }
    return verified ? new VerifiedPassword({ verified }) : yield* ErrorResponse.ofCode("incorrect_password")
  }),

  removePassword: Effect.fnUntraced(function*({ signOutOfOtherSessions, userId }) {
    const account = yield* state.find(userId)
    if (signOutOfOtherSessions) {
      yield* state.signOut(userId)
    }
    return account.password === null ?
      yield* state.toUser(account) :
      yield* state.update(userId, (account) =>
        Effect.succeed(
          withUser({ ...account, password: null }, { passwordLastUpdatedAt: null, requiresPasswordReset: false })
        ))
  }),

  setPasswordCompromised: ({ revokeAllSessions, userId }) =>
    state.update(userId, (account) =>
      account.password === null
        ? ErrorResponse.ofCode("no_password_set")
        : Effect.succeed(withUser(account, { requiresPasswordReset: true }))).pipe(
        Effect.tap(() => revokeAllSessions ? state.signOut(userId) : Effect.void)
      ),

  unsetPasswordCompromised: ({ userId }) =>
    state.update(userId, (account) => Effect.succeed(withUser(account, { requiresPasswordReset: false })))
})
