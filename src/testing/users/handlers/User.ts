/**
 * Handlers that get, create, change and delete a user.
 */
import * as Array from "effect/Array"
import * as Effect from "effect/Effect"
import { isNotUndefined } from "effect/Predicate"
import * as Record from "effect/Record"
import { DeletedObject } from "../../../Schema/DeletedObject.ts"
import type { User } from "../../../Schema/User.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { now as currentTime } from "../../server/now.ts"
import { withUser } from "../Account.ts"
import { merge } from "../Metadata.ts"
import * as NewAccount from "../NewAccount.ts"
import * as Rules from "../Rules.ts"
import type { State } from "../State.ts"
import type { Handlers, Input } from "./types.ts"

type UserHandlers = Pick<
  Handlers,
  | "get"
  | "create"
  | "update"
  | "delete"
  | "ban"
  | "unban"
  | "bulkBan"
  | "bulkUnban"
  | "lock"
  | "unlock"
  | "updateMetadata"
  | "replaceMetadata"
>

export const make = (state: State): UserHandlers => ({
  get: ({ userId }) => Effect.flatMap(state.find(userId), state.toUser),

  create: Effect.fnUntraced(function*(input) {
    yield* ErrorResponse.failIfAny([
      ...Rules.statuses("email_address", input.emailAddressIdentificationStatus),
      ...Rules.statuses("phone_number", input.phoneNumberIdentificationStatus),
      ...Rules.identifiers("email_address", input.emailAddress ?? [], input.emailAddressIdentificationStatus),
      ...Rules.identifiers("phone_number", input.phoneNumber ?? [], input.phoneNumberIdentificationStatus),
      ...Rules.identifiers("web3_wallet", input.web3Wallet ?? []),
      ...Rules.lengths(input),
      ...Rules.locale(input.locale),
      ...Rules.passwords(input, [input.username, ...input.emailAddress ?? [], ...input.phoneNumber ?? []]),
      ...Rules.totpSecret(input.totpSecret),
      ...Rules.metadata(input)
    ])
    if (!input.skipUserRequirement && !hasIdentifier(input)) {
      return yield* ErrorResponse.ofCode("form_data_missing", {
        param_names: ["email_address", "phone_number", "username"]
      })
    }
    return yield* state.create(yield* NewAccount.make(state, input, yield* currentTime))
  }),

  update: ({ userId, ...input }) =>
    state.update(
      userId,
      Effect.fnUntraced(function*(account, now) {
        // Versions of the API before 2026-05-12 accept metadata here.
        const metadata = replacedMetadata(input as Omit<Input<"replaceMetadata">, "userId">)
        yield* ErrorResponse.failIfAny([
          ...Rules.metadata(metadata),
          ...Rules.lengths(input),
          ...Rules.locale(input.locale),
          ...Rules.passwords(input, [
            input.username,
            account.user.username,
            ...account.user.emailAddresses.map((it) => it.emailAddress),
            ...account.user.phoneNumbers.map((it) => it.phoneNumber)
          ]),
          ...Rules.totpSecret(input.totpSecret),
          ...passwordOptions(input),
          ...primaryId("primary_email_address_id", input.primaryEmailAddressId, account.user.emailAddresses),
          ...primaryId("primary_phone_number_id", input.primaryPhoneNumberId, account.user.phoneNumbers),
          ...primaryId("primary_web3_wallet_id", input.primaryWeb3WalletId, account.user.web3Wallets),
          // Clerk does not return the ids of images, so only null can be valid.
          ...input.profileImageId ? [ErrorResponse.ofParam("form_resource_not_found", "profile_image_id")] : []
        ])
        return withUser(NewAccount.applyChanges(account, input, now), {
          ...primaryIds(account.user, input),
          ...metadata
        })
      })
    ).pipe(Effect.tap(() => input.signOutOfOtherSessions ? state.signOut(userId) : Effect.void)),

  delete: Effect.fnUntraced(function*({ userId }) {
    const account = yield* state.find(userId)
    yield* state.remove(account)
    return new DeletedObject({ object: "user", id: userId, deleted: true })
  }),

  ban: ({ userId }) => state.update(userId, (account) => Effect.succeed(withUser(account, { banned: true }))),

  unban: ({ userId }) => state.update(userId, (account) => Effect.succeed(withUser(account, { banned: false }))),

  bulkBan: ({ userIds }) => setBanned(state, userIds, true),

  bulkUnban: ({ userIds }) => setBanned(state, userIds, false),

  lock: ({ userId }) =>
    state.update(userId, (account, now) => Effect.succeed({ ...account, lockedUntil: NewAccount.lockEnd(state, now) })),

  unlock: ({ userId }) => state.update(userId, (account) => Effect.succeed({ ...account, lockedUntil: null })),

  updateMetadata: ({ privateMetadata = {}, publicMetadata = {}, unsafeMetadata = {}, userId }) =>
    state.update(userId, (account) => {
      const merged = {
        publicMetadata: merge(account.user.publicMetadata, publicMetadata),
        privateMetadata: merge(account.user.privateMetadata, privateMetadata),
        unsafeMetadata: merge(account.user.unsafeMetadata, unsafeMetadata)
      }
      return Effect.as(ErrorResponse.failIfAny(Rules.metadata(merged)), withUser(account, merged))
    }),

  replaceMetadata: ({ userId, ...input }) =>
    state.update(userId, (account) => {
      const replaced = replacedMetadata(input)
      return Effect.as(ErrorResponse.failIfAny(Rules.metadata(replaced)), withUser(account, replaced))
    })
})

/** A `User` has no null here. */
const replacedMetadata = (
  { privateMetadata, publicMetadata, unsafeMetadata }: Omit<Input<"replaceMetadata">, "userId">
) =>
  Record.map(
    Record.filter({ publicMetadata, privateMetadata, unsafeMetadata }, isNotUndefined),
    (metadata) => ({ ...metadata })
  )

/** Ids of no user are left out, as in the filters of `list`. */
const setBanned = Effect.fnUntraced(function*(state: State, userIds: ReadonlyArray<string>, banned: boolean) {
  const users = yield* Effect.forEach(
    new Set(userIds),
    (userId) => Effect.option(state.update(userId, (account) => Effect.succeed(withUser(account, { banned }))))
  )
  return Array.getSomes(users)
})

const hasIdentifier = (input: Input<"create">): boolean =>
  [input.emailAddress, input.phoneNumber, input.web3Wallet, input.username, input.externalId].some((it) => it?.length)

const passwordOptions = (input: Omit<Input<"update">, "userId">): ReadonlyArray<ErrorResponse.ErrorResponse> =>
  input.password
    ? []
    : [
      ...input.skipPasswordChecks
        ? [ErrorResponse.ofParam("form_conditional_param_disallowed", "skip_password_checks")]
        : [],
      ...input.signOutOfOtherSessions
        ? [ErrorResponse.ofParam("form_conditional_param_disallowed", "sign_out_of_other_sessions")]
        : []
    ]

const primaryId = (
  param: string,
  id: string | null | undefined,
  own: ReadonlyArray<User["emailAddresses"][number] | User["phoneNumbers"][number] | User["web3Wallets"][number]>
): ReadonlyArray<ErrorResponse.ErrorResponse> => {
  const found = own.find((it) => it.id === id)
  return id === null || id === undefined || found?.verification?.isVerified
    ? []
    : [ErrorResponse.ofParam(found === undefined ? "form_resource_not_found" : "form_verification_needed", param)]
}

/** The primary ids with their brands, taken from the user's own identifications. */
const primaryIds = (user: User, input: Omit<Input<"update">, "userId">) => ({
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
