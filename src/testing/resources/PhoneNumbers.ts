/**
 * The phone numbers of the users of an in-memory Clerk.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/PhoneNumbers.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { PhoneNumber } from "../../Schema/PhoneNumber.ts"
import type { User } from "../../Schema/User.ts"
import type { Verification } from "../../Schema/Verification.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Resource } from "../server/Resource.ts"
import { type Account, countIdentifications, withUser } from "../users/Account.ts"
import { primaryIdOf, replaced, unlessLast, verifiedByAdmin } from "../users/identifications.ts"
import * as NewAccount from "../users/NewAccount.ts"
import * as Password from "../users/Password.ts"
import { omit } from "../users/responseBody.ts"
import * as Rules from "../users/Rules.ts"
import * as Totp from "../users/Totp.ts"
import * as Identifications from "./identifications.ts"
import * as Verifications from "./verifications.ts"

export const make = ({ counters, users }: Instance): Resource<typeof operations> => {
  const find = (id: string) => Identifications.find(users, ofUser, id)

  /** Changes the account of a phone number, and returns the number with the backup codes of a first second factor. */
  const changeAccount = Effect.fnUntraced(function*(
    userId: string,
    f: (
      account: Account,
      now: DateTime.Utc
    ) => Effect.Effect<readonly [Account, id: string], ErrorResponse.ErrorResponse>
  ) {
    let id = ""
    let codes: ReadonlyArray<string> = []
    const user = yield* users.update(
      userId,
      Effect.fnUntraced(function*(before, now) {
        const [changed, changedId] = yield* f(before, now)
        id = changedId
        const phoneNumbers = withOneDefault(changed.user.phoneNumbers)
        codes = phoneNumbers.some(isSecondFactor) && changed.backupCodes.length === 0 &&
            !before.user.phoneNumbers.some(isSecondFactor)
          ? Totp.backupCodesFrom(id)
          : []
        return {
          ...withUser(changed, { phoneNumbers }),
          backupCodes: !phoneNumbers.some(isSecondFactor) && changed.totpSecret === null
            ? []
            : [...changed.backupCodes, ...codes.map(Password.hashCode)]
        }
      })
    )
    const phone = user.phoneNumbers.find((it) => it.id === id)
    return phone !== undefined && codes.length > 0
      ? new PhoneNumber({ ...phone, backupCodes: codes.map((code) => Redacted.make(code)) }, true)
      : phone
  })

  /** Changes a phone number and returns it. */
  const change = Effect.fnUntraced(function*(
    id: string,
    f: (before: PhoneNumber, user: User) => Effect.Effect<Partial<PhoneNumber>, ErrorResponse.ErrorResponse>,
    makePrimary = false
  ) {
    const { account: { user }, found } = yield* find(id)
    const changes = yield* f(found, user)
    const changed = yield* changeAccount(user.id, (account, now) => {
      const phone = new PhoneNumber({ ...found, ...changes, updatedAt: now }, true)
      const phoneNumbers = replaced(account.user.phoneNumbers, phone)
      return Effect.succeed([
        withUser(account, { phoneNumbers, ...(makePrimary ? { primaryPhoneNumberId: phone.id } : {}) }),
        id
      ])
    })
    return changed!
  })

  return {
    prefix: "phoneNumbers",
    operations,
    transformBody: omit,
    handlers: () =>
      Effect.map(Verifications.make(counters, { strategy: "phone_code", channel: "sms" }), (verifications) => ({
        create: Effect.fnUntraced(function*({ phoneNumber, primary, reservedForSecondFactor, userId, verified }) {
          const created = yield* changeAccount(
            userId,
            Effect.fnUntraced(function*(account, now) {
              const own = account.user.phoneNumbers
              yield* ErrorResponse.failIfAny([
                ...Rules.identifiers("phone_number", [phoneNumber]),
                ...own.some((it) => it.phoneNumber === phoneNumber)
                  ? [ErrorResponse.ofParam("form_identifier_exists", "phone_number")]
                  : [],
                ...primary && !verified ? [ErrorResponse.ofParam("form_verification_needed", "primary")] : [],
                ...reservedForSecondFactor && !verified
                  ? [ErrorResponse.ofCode("identification_create_second_factor_unverified")]
                  : []
              ])
              const status = verified ? "verified" : "unverified"
              const [made] = yield* NewAccount.phoneNumbersOf(users, now, [phoneNumber], [status])
              const added = new PhoneNumber(
                { ...made!, reservedForSecondFactor: reservedForSecondFactor === true },
                true
              )
              return [
                withUser(account, {
                  phoneNumbers: [...own, added],
                  primaryPhoneNumberId: primary || own.length === 0 ? added.id : account.user.primaryPhoneNumberId
                }),
                added.id
              ]
            })
          )
          return created!
        }),

        get: ({ phoneNumberId }) => Effect.map(find(phoneNumberId), ({ found }) => found),

        update: ({ phoneNumberId, primary, reservedForSecondFactor, verified }) =>
          Identifications.withoutUnprocessable(change(
            phoneNumberId,
            Effect.fnUntraced(function*(before, user) {
              const isVerified = before.verification?.isVerified === true || verified === true
              const becomesSecondFactor = reservedForSecondFactor === true && !before.reservedForSecondFactor
              yield* ErrorResponse.failIfAny([
                ...primary && !isVerified ? [ErrorResponse.ofParam("form_verification_needed", "primary")] : [],
                ...becomesSecondFactor && !isVerified
                  ? [ErrorResponse.ofCode("identification_update_second_factor_unverified")]
                  : [],
                ...becomesSecondFactor && countFirstFactors(user) === 1
                  ? [ErrorResponse.ofCode("identification_update_failed")]
                  : []
              ])
              return {
                ...isVerified && !before.verification?.isVerified ? verifiedBy(verifiedByAdmin) : {},
                reservedForSecondFactor: reservedForSecondFactor ?? before.reservedForSecondFactor
              }
            }),
            primary === true
          )),

        delete: Effect.fnUntraced(function*({ phoneNumberId }) {
          const { account: { user } } = yield* find(phoneNumberId)
          yield* changeAccount(user.id, (account) => {
            const left = account.user.phoneNumbers.filter(({ id }) => id !== phoneNumberId)
            const primaryPhoneNumberId = primaryIdOf(left, account.user.primaryPhoneNumberId)
            return unlessLast(
              true,
              "resource_not_found",
              withUser(account, { phoneNumbers: left, primaryPhoneNumberId })
            ).pipe(Effect.map((changed) => [changed, phoneNumberId]))
          })
          return new DeletedObject({ object: "phone_number", id: phoneNumberId, deleted: true })
        }),

        prepareVerification: ({ phoneNumberId }) =>
          Effect.flatMap(find(phoneNumberId), () => verifications.prepare(phoneNumberId)),

        attemptVerification: ({ phoneNumberId, ...submitted }) =>
          Effect.flatMap(
            find(phoneNumberId),
            ({ found }) =>
              verifications.attempt(phoneNumberId, submitted, (verification) =>
                found.verification?.isVerified
                  ? Effect.void
                  : change(phoneNumberId, () => Effect.succeed(verifiedBy(verification))))
          ).pipe(
            Identifications.withoutUnprocessable
          )
      }))
  }
}

const ofUser = ({ phoneNumbers }: User) => phoneNumbers

const verifiedBy = (verification: Verification) => ({ verification, reserved: false })

const isSecondFactor = ({ reservedForSecondFactor }: PhoneNumber): boolean => reservedForSecondFactor

const countFirstFactors = (user: User): number =>
  countIdentifications(user) - user.phoneNumbers.filter(isSecondFactor).length

/** Exactly one of the second factors is the default one. */
const withOneDefault = (phones: ReadonlyArray<PhoneNumber>): ReadonlyArray<PhoneNumber> => {
  const ofSecondFactor = phones.filter(isSecondFactor)
  const byDefault = ofSecondFactor.find((phone) => phone.defaultSecondFactor) ?? ofSecondFactor[0]
  return phones.map((phone) =>
    phone.defaultSecondFactor === (phone === byDefault)
      ? phone
      : new PhoneNumber({ ...phone, defaultSecondFactor: phone === byDefault }, true)
  )
}
