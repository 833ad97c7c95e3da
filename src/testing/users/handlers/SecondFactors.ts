/**
 * Handlers for TOTPs, backup codes and other second factors.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { AffectedUser } from "../../../Schema/DeletedObject.ts"
import { UserId } from "../../../Schema/Ids.ts"
import { PhoneNumber } from "../../../Schema/PhoneNumber.ts"
import { TOTP, VerifiedTOTP } from "../../../Schema/TOTP.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { now as currentTime } from "../../server/now.ts"
import type { Account } from "../Account.ts"
import { withUser } from "../Account.ts"
import * as Password from "../Password.ts"
import type { State } from "../State.ts"
import * as Totp from "../Totp.ts"
import type { Handlers } from "./types.ts"

type SecondFactorHandlers = Pick<
  Handlers,
  "verifyTOTP" | "disableMFA" | "deleteBackupCodes" | "createTOTP" | "deleteTotp"
>

export const make = (state: State): SecondFactorHandlers => {
  const changeAccount = (f: (account: Account) => Account) => ({ userId }: { readonly userId: string }) =>
    Effect.as(
      state.update(userId, (account) => Effect.succeed(f(account))),
      new AffectedUser({ userId: UserId.make(userId) })
    )

  return {
    verifyTOTP: Effect.fnUntraced(function*({ code, userId }) {
      const account = yield* state.find(userId)
      const { backupCodes, totpSecret } = account
      if (totpSecret === null && backupCodes.length === 0) {
        return yield* ErrorResponse.ofCode("totp_disabled")
      }
      const text = Redacted.value(code)
      const now = yield* Clock.currentTimeMillis
      if (totpSecret !== null && /^\d{6}$/.test(text) && Totp.verify(totpSecret, text, now)) {
        return new VerifiedTOTP({ verified: true, codeType: "totp" })
      }
      const used = backupCodes.indexOf(Password.hashCode(text))
      if (used < 0) {
        return yield* ErrorResponse.ofCode("totp_incorrect_code")
      }
      yield* state.update(
        userId,
        (account) => Effect.succeed({ ...account, backupCodes: backupCodes.toSpliced(used, 1) })
      )
      return new VerifiedTOTP({ verified: true, codeType: "backup_code" })
    }),

    disableMFA: changeAccount((account) => {
      const phoneNumbers = account.user.phoneNumbers.map((phone) =>
        new PhoneNumber(
          { ...phone, reservedForSecondFactor: false, defaultSecondFactor: false, backupCodes: null },
          true
        )
      )
      return { ...withUser(account, { phoneNumbers }), totpSecret: null, backupCodes: [] }
    }),

    deleteBackupCodes: changeAccount((account) => ({ ...account, backupCodes: [] })),

    deleteTotp: changeAccount((account) => ({ ...account, totpSecret: null })),

    createTOTP: Effect.fnUntraced(function*({ userId }) {
      const { backupCodes, user } = yield* state.find(userId)
      const id = yield* state.nextId("totp")
      const secret = Totp.secretFrom(id)
      const newCodes = backupCodes.length === 0 ? Totp.backupCodesFrom(id) : null
      yield* state.update(userId, (account) =>
        Effect.succeed({
          ...account,
          totpSecret: secret,
          backupCodes: newCodes?.map(Password.hashCode) ?? backupCodes
        }))
      const now = yield* currentTime
      const label = user.primaryEmailAddress?.emailAddress ?? user.username ?? user.id
      return new TOTP({
        id,
        secret: Redacted.make(secret),
        uri: Redacted.make(Totp.uri(secret, label)),
        verified: true,
        backupCodes: newCodes?.map((code) => Redacted.make(code)) ?? null,
        createdAt: now,
        updatedAt: now
      })
    })
  }
}
