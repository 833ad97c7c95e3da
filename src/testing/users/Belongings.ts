/**
 * What belongs to a user: image, passkeys, wallets, accounts with others, tokens, memberships, invitations.
 */
import * as Effect from "effect/Effect"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import type { ProfileImage } from "../../Schema/ProfileImage.ts"
import type { Code, Refusal } from "../server/Refusal.ts"
import { refuse } from "../server/Refusal.ts"
import type { Account } from "./Account.ts"
import { signInNames, withUser } from "./Account.ts"
import type { Handlers } from "./Handler.ts"
import { page } from "./Listing.ts"
import { defaultImage } from "./NewAccount.ts"
import type { State } from "./State.ts"

type Handled = Pick<
  Handlers,
  | "setProfileImage"
  | "deleteProfileImage"
  | "deletePasskey"
  | "deleteWeb3Wallet"
  | "deleteExternalAccount"
  | "getOAuthAccessToken"
  | "getOrganizationMemberships"
  | "getOrganizationInvitations"
>

export const make = (state: State): Handled => ({
  setProfileImage: Effect.fnUntraced(function*({ file, userId }) {
    yield* state.find(userId)
    if (!(yield* isImage(file))) {
      return yield* refuse("request_body_invalid", undefined, "The file is not an image that can be read.")
    }
    const id = yield* state.nextId("img")
    return yield* state.change(
      userId,
      (account) => Effect.succeed(withUser(account, { hasImage: true, imageUrl: `https://img.clerk.com/${id}` }))
    )
  }),

  deleteProfileImage: ({ userId }) =>
    state.change(userId, (account) =>
      account.user.hasImage
        ? Effect.succeed(withUser(account, { hasImage: false, imageUrl: defaultImage(userId) }))
        : refuse("image_not_found")),

  deletePasskey: ({ passkeyIdentificationId, userId }) =>
    deleting(state, userId, "passkey", passkeyIdentificationId, (account) => {
      const passkeys = account.user.passkeys.filter((it) => it.id !== passkeyIdentificationId)
      return passkeys.length === account.user.passkeys.length
        ? refuse("passkey_not_registered")
        : Effect.succeed(withUser(account, { passkeys }))
    }),

  deleteWeb3Wallet: ({ userId, web3WalletIdentificationId }) =>
    deleting(state, userId, "web3_wallet", web3WalletIdentificationId, (account) => {
      const { primaryWeb3WalletId, web3Wallets } = account.user
      const left = web3Wallets.filter((it) => it.id !== web3WalletIdentificationId)
      return identified(
        left.length < web3Wallets.length,
        "resource_not_found",
        withUser(account, {
          web3Wallets: left,
          primaryWeb3WalletId: (left.find((it) => it.id === primaryWeb3WalletId) ?? left[0])?.id ?? null
        })
      )
    }),

  deleteExternalAccount: ({ externalAccountId, userId }) =>
    deleting(state, userId, "external_account", externalAccountId, (account) => {
      const { externalAccounts } = account.user
      const left = externalAccounts.filter((it) => it.deletableId !== externalAccountId)
      return identified(
        left.length < externalAccounts.length,
        "external_account_not_found",
        withUser({
          ...account,
          tokens: account.tokens.filter((token) => token.externalAccountId !== externalAccountId)
        }, { externalAccounts: left })
      )
    }),

  // All of them: the page and its shape are made of the encoded list, see Reply.ts.
  getOAuthAccessToken: Effect.fnUntraced(function*({ provider, userId }) {
    const { tokens, user } = yield* state.find(userId)
    if (!provider.startsWith("oauth_")) {
      return yield* refuse("oauth_unsupported_provider")
    }
    const found = tokens.filter((token) => token.provider === provider)
    if (found.length > 0) {
      return found
    }
    return yield* refuse(
      user.externalAccounts.some((it) => it.provider === provider)
        ? "oauth_missing_access_token"
        : "oauth_token_provider_not_enabled"
    )
  }),

  getOrganizationMemberships: ({ userId, ...paging }) =>
    Effect.map(state.find(userId), ({ memberships }) => ({
      data: page(memberships, paging),
      totalCount: memberships.length
    })),

  getOrganizationInvitations: ({ status, userId, ...paging }) =>
    Effect.map(state.find(userId), ({ invitations }) => {
      const found = invitations.filter((it) => status === undefined || it.status === status)
      return { data: page(found, paging), totalCount: found.length }
    })
})

const deleting = (
  state: State,
  userId: string,
  object: string,
  id: string,
  f: (account: Account) => Effect.Effect<Account, Refusal>
) => Effect.as(state.change(userId, f), new DeletedObject({ object, id, deleted: true }))

/** The account without an identification, if there was one and it was not the last. */
const identified = (found: boolean, otherwise: Code, changed: Account) =>
  !found
    ? refuse(otherwise)
    : signInNames(changed.user) === 0
    ? refuse("last_required_identification_deletion_failed")
    : Effect.succeed(changed)

/** Whether a file begins as PNG, JPEG, GIF or WebP files do. */
const isImage = (file: ProfileImage): Effect.Effect<boolean> => {
  const content = "content" in file ? file.content : file
  return Effect.map(
    content instanceof Blob
      ? Effect.promise(() => content.slice(0, 12).arrayBuffer()).pipe(Effect.map((bytes) => new Uint8Array(bytes)))
      : Effect.succeed(content.subarray(0, 12)),
    (bytes) => {
      const start = String.fromCharCode(...bytes)
      return signatures.some((signature) => start.startsWith(signature)) || /^RIFF.{4}WEBP/s.test(start)
    }
  )
}

const signatures = ["\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF87a", "GIF89a"]
