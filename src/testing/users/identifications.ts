/**
 * The rules that the identifications of a user share: e-mail addresses, phone numbers, wallets and accounts.
 */
import * as Effect from "effect/Effect"
import { Verification } from "../../Schema/Verification.ts"
import type { Code } from "../server/errorCodes.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Account } from "./Account.ts"
import { countIdentifications } from "./Account.ts"

/** The verification of what a backend declares as verified. */
export const verifiedByAdmin = new Verification(
  { object: "verification_admin", status: "verified", strategy: "admin" },
  true
)

/** The changed account, if the identification was found and another one is left. */
export const unlessLast = (
  found: boolean,
  notFound: Code,
  changed: Account
): Effect.Effect<Account, ErrorResponse.ErrorResponse> =>
  !found
    ? ErrorResponse.ofCode(notFound)
    : countIdentifications(changed.user) === 0
    ? ErrorResponse.ofCode("last_required_identification_deletion_failed")
    : Effect.succeed(changed)

interface Identification {
  readonly id: string
  readonly verification: Verification | null
}

/** The id of the primary one of the identifications that are left: the same as before, or else a verified one. */
export const primaryIdOf = <A extends Identification>(left: ReadonlyArray<A>, before: A["id"] | null): A["id"] | null =>
  (left.find(({ id }) => id === before) ?? left.find(({ verification }) => verification?.isVerified) ?? left[0])?.id ??
    null

/** Replaces the item with the same id. */
export const replaced = <A extends Identification>(items: ReadonlyArray<A>, changed: A): ReadonlyArray<A> =>
  items.map((item) => item.id === changed.id ? changed : item)
