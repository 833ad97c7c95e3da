/**
 * The life of a user: created, updated, banned, locked, deleted.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import type { User } from "../../Schema/User.ts"
import type { Refusal } from "../server/Refusal.ts"
import { check, refuse, refuseParam } from "../server/Refusal.ts"
import { withUser } from "./Account.ts"
import type { Handlers, Input } from "./Handler.ts"
import { merge } from "./Metadata.ts"
import * as NewAccount from "./NewAccount.ts"
import * as Rules from "./Rules.ts"
import type { State } from "./State.ts"

type Handled = Pick<
  Handlers,
  "get" | "create" | "update" | "delete" | "ban" | "unban" | "lock" | "unlock" | "updateMetadata"
>

export const make = (state: State): Handled => ({
  get: ({ userId }) => Effect.flatMap(state.find(userId), state.answer),

  create: Effect.fnUntraced(function*(input) {
    yield* check([
      ...Rules.statuses("email_address", input.emailAddressIdentificationStatus),
      ...Rules.statuses("phone_number", input.phoneNumberIdentificationStatus),
      ...Rules.identifiers("email_address", input.emailAddress ?? [], input.emailAddressIdentificationStatus),
      ...Rules.identifiers("phone_number", input.phoneNumber ?? [], input.phoneNumberIdentificationStatus),
      ...Rules.identifiers("web3_wallet", input.web3Wallet ?? []),
      ...Rules.locale(input.locale),
      ...Rules.passwords(input),
      ...Rules.totpSecret(input.totpSecret),
      ...Rules.metadata(input)
    ])
    if (!input.skipUserRequirement && !isNamed(input)) {
      return yield* refuse("form_data_missing", { param_names: ["email_address", "phone_number", "username"] })
    }
    return yield* state.put(yield* NewAccount.make(state, input, yield* DateTime.now))
  }),

  update: ({ userId, ...input }) =>
    state.change(
      userId,
      Effect.fnUntraced(function*(account, now) {
        yield* check([
          ...Rules.locale(input.locale),
          ...Rules.passwords(input),
          ...Rules.totpSecret(input.totpSecret),
          ...withoutPassword(input),
          ...notPrimary("primary_email_address_id", input.primaryEmailAddressId, account.user.emailAddresses),
          ...notPrimary("primary_phone_number_id", input.primaryPhoneNumberId, account.user.phoneNumbers),
          ...notPrimary("primary_web3_wallet_id", input.primaryWeb3WalletId, account.user.web3Wallets),
          // Clerk tells nobody the ids of images, so no other value can be right.
          ...input.profileImageId ? [refuseParam("form_resource_not_found", "profile_image_id")] : []
        ])
        return withUser(NewAccount.apply(account, input, now), primaries(account.user, input))
      })
    ),

  delete: Effect.fnUntraced(function*({ userId }) {
    const account = yield* state.find(userId)
    yield* state.remove(account)
    return new DeletedObject({ object: "user", id: userId, deleted: true })
  }),

  ban: ({ userId }) => state.change(userId, (account) => Effect.succeed(withUser(account, { banned: true }))),

  unban: ({ userId }) => state.change(userId, (account) => Effect.succeed(withUser(account, { banned: false }))),

  lock: ({ userId }) =>
    state.change(userId, (account, now) => Effect.succeed({ ...account, lockedUntil: NewAccount.lockEnd(state, now) })),

  unlock: ({ userId }) => state.change(userId, (account) => Effect.succeed({ ...account, lockedUntil: null })),

  updateMetadata: ({ privateMetadata = {}, publicMetadata = {}, unsafeMetadata = {}, userId }) =>
    state.change(userId, (account) => {
      const merged = {
        publicMetadata: merge(account.user.publicMetadata, publicMetadata),
        privateMetadata: merge(account.user.privateMetadata, privateMetadata),
        unsafeMetadata: merge(account.user.unsafeMetadata, unsafeMetadata)
      }
      return Effect.as(check(Rules.metadata(merged)), withUser(account, merged))
    })
})

const isNamed = (input: Input<"create">): boolean =>
  [input.emailAddress, input.phoneNumber, input.web3Wallet, input.username, input.externalId].some((it) => it?.length)

const withoutPassword = (input: Omit<Input<"update">, "userId">): ReadonlyArray<Refusal> =>
  input.password
    ? []
    : [
      ...input.skipPasswordChecks ? [refuseParam("form_conditional_param_disallowed", "skip_password_checks")] : [],
      ...input.signOutOfOtherSessions
        ? [refuseParam("form_conditional_param_disallowed", "sign_out_of_other_sessions")]
        : []
    ]

const notPrimary = (
  param: string,
  id: string | null | undefined,
  own: ReadonlyArray<User["emailAddresses"][number] | User["phoneNumbers"][number] | User["web3Wallets"][number]>
): ReadonlyArray<Refusal> => {
  const wanted = own.find((it) => it.id === id)
  return id === null || id === undefined || wanted?.verification?.isVerified
    ? []
    : [refuseParam(wanted === undefined ? "form_resource_not_found" : "form_verification_needed", param)]
}

/** The ids among the user's own, so that they come out with the brand that they went in without. */
const primaries = (user: User, input: Omit<Input<"update">, "userId">) => ({
  ...(input.primaryEmailAddressId === undefined
    ? {}
    : { primaryEmailAddressId: idAmong(user.emailAddresses, input.primaryEmailAddressId) }),
  ...(input.primaryPhoneNumberId === undefined
    ? {}
    : { primaryPhoneNumberId: idAmong(user.phoneNumbers, input.primaryPhoneNumberId) }),
  ...(input.primaryWeb3WalletId === undefined
    ? {}
    : { primaryWeb3WalletId: idAmong(user.web3Wallets, input.primaryWeb3WalletId) }),
  ...(input.profileImageId === null ? { hasImage: false, imageUrl: NewAccount.defaultImage(user.id) } : {})
})

const idAmong = <Id extends string>(own: ReadonlyArray<{ readonly id: Id }>, id: string | null): Id | null =>
  own.find((it) => it.id === id)?.id ?? null
