/**
 * Handlers for e-mail addresses, phone numbers, passkeys, web3 wallets, external accounts and OAuth access tokens.
 */
import * as Effect from "effect/Effect"
import { DeletedObject } from "../../../Schema/DeletedObject.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import type { Account } from "../Account.ts"
import { withUser } from "../Account.ts"
import { primaryIdOf, unlessLast } from "../identifications.ts"
import * as NewAccount from "../NewAccount.ts"
import * as Rules from "../Rules.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

type IdentificationHandlers = Pick<
  Handlers,
  | "replaceEmailAddress"
  | "replacePhoneNumber"
  | "deletePasskey"
  | "deleteWeb3Wallet"
  | "deleteExternalAccount"
  | "getOAuthAccessToken"
>

export const make = (state: State): IdentificationHandlers => ({
  replaceEmailAddress: ({ emailAddress, identificationStatus: status = "verified", userId }) =>
    replaceWith(
      state,
      userId,
      "email_address",
      emailAddress,
      status,
      Effect.fnUntraced(function*(account, now) {
        if (account.user.emailAddresses.some(({ linkedTo }) => linkedTo.length > 0)) {
          return yield* ErrorResponse.ofCode("delete_linked_identification_disallowed")
        }
        const [replaced] = yield* NewAccount.emailAddressesOf(state, now, [emailAddress], [status])
        return withUser(account, { emailAddresses: [replaced!], primaryEmailAddressId: replaced!.id })
      })
    ).pipe(Effect.map(({ emailAddresses }) => emailAddresses[0]!)),

  replacePhoneNumber: ({ identificationStatus: status = "verified", phoneNumber, userId }) =>
    replaceWith(
      state,
      userId,
      "phone_number",
      phoneNumber,
      status,
      Effect.fnUntraced(function*(account, now) {
        const [replaced] = yield* NewAccount.phoneNumbersOf(state, now, [phoneNumber], [status])
        const changed = withUser(account, { phoneNumbers: [replaced!], primaryPhoneNumberId: replaced!.id })
        return account.user.phoneNumbers.some((phone) => phone.reservedForSecondFactor)
          ? { ...changed, totpSecret: null, backupCodes: [] }
          : changed
      })
    ).pipe(Effect.map(({ phoneNumbers }) => phoneNumbers[0]!)),

  deletePasskey: ({ passkeyIdentificationId, userId }) =>
    deleteWith(state, userId, "passkey", passkeyIdentificationId, (account) => {
      const passkeys = account.user.passkeys.filter((it) => it.id !== passkeyIdentificationId)
      return passkeys.length === account.user.passkeys.length
        ? ErrorResponse.ofCode("passkey_not_registered")
        : Effect.succeed(withUser(account, { passkeys }))
    }),

  deleteWeb3Wallet: ({ userId, web3WalletIdentificationId }) =>
    deleteWith(state, userId, "web3_wallet", web3WalletIdentificationId, (account) => {
      const { primaryWeb3WalletId, web3Wallets } = account.user
      const left = web3Wallets.filter((it) => it.id !== web3WalletIdentificationId)
      return unlessLast(
        left.length < web3Wallets.length,
        "resource_not_found",
        withUser(account, {
          web3Wallets: left,
          primaryWeb3WalletId: primaryIdOf(left, primaryWeb3WalletId)
        })
      )
    }),

  deleteExternalAccount: ({ externalAccountId, userId }) =>
    deleteWith(state, userId, "external_account", externalAccountId, (account) => {
      const { externalAccounts } = account.user
      const left = externalAccounts.filter((it) => it.deletableId !== externalAccountId)
      return unlessLast(
        left.length < externalAccounts.length,
        "external_account_not_found",
        withUser({
          ...account,
          tokens: account.tokens.filter((token) => token.externalAccountId !== externalAccountId)
        }, { externalAccounts: left })
      )
    }),

  // Returns all tokens, since the page is made of the encoded list: see `transformBody`.
  getOAuthAccessToken: Effect.fnUntraced(function*({ provider, userId }) {
    const { tokens, user } = yield* state.find(userId)
    if (!provider.startsWith("oauth_")) {
      return yield* ErrorResponse.ofCode("oauth_unsupported_provider")
    }
    const found = tokens.filter((token) => token.provider === provider)
    if (found.length > 0) {
      return found
    }
    return yield* ErrorResponse.ofCode(
      user.externalAccounts.some((it) => it.provider === provider)
        ? "oauth_missing_access_token"
        : "oauth_token_provider_not_enabled"
    )
  })
})

const replaceWith = Effect.fnUntraced(function*(
  state: State,
  userId: string,
  param: "email_address" | "phone_number",
  value: string,
  status: string,
  f: Parameters<State["update"]>[1]
) {
  yield* ErrorResponse.failIfAny([
    ...Rules.identifiers(param, [value]),
    ...["verified", "reserved", "unverified"].includes(status)
      ? []
      : [ErrorResponse.ofParam("form_param_value_invalid", "identification_status")]
  ])
  return yield* state.update(userId, f)
})

const deleteWith = (
  state: State,
  userId: string,
  object: string,
  id: string,
  f: (account: Account) => Effect.Effect<Account, ErrorResponse.ErrorResponse>
) => Effect.as(state.update(userId, f), new DeletedObject({ object, id, deleted: true }))
