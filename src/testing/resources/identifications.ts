/**
 * E-mail addresses and phone numbers by their ids. They belong to the accounts of the users.
 */
import * as Effect from "effect/Effect"
import type { User } from "../../Schema/User.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Account } from "../users/Account.ts"
import type { State } from "../users/State.ts"

/** The account and the identification with an id, or 404. */
export const find = <A extends { readonly id: string }>(
  users: State,
  of: (user: User) => ReadonlyArray<A>,
  id: string
): Effect.Effect<{ readonly account: Account; readonly found: A }, ErrorResponse.ErrorResponse> =>
  Effect.flatMap(users.all, (accounts) => {
    for (const account of accounts) {
      const found = of(account.user).find((item) => item.id === id)
      if (found !== undefined) {
        return Effect.succeed({ account, found })
      }
    }
    return ErrorResponse.ofCode("resource_not_found")
  })

/** To change an identification that is there, Clerk documents no 422: the same errors are a 400. */
export const withoutUnprocessable = <A>(effect: Effect.Effect<A, ErrorResponse.ErrorResponse>) =>
  Effect.mapError(
    effect,
    ({ errors, status }) => new ErrorResponse.ErrorResponse({ errors, status: status === 422 ? 400 : status })
  )
