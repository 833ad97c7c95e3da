/**
 * The e-mail addresses of the users of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import { operations } from "../../operations/EmailAddresses.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { EmailAddress } from "../../Schema/EmailAddress.ts"
import type { User } from "../../Schema/User.ts"
import type { Verification } from "../../Schema/Verification.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Resource } from "../server/Resource.ts"
import { withUser } from "../users/Account.ts"
import { primaryIdOf, replaced, unlessLast, verifiedByAdmin } from "../users/identifications.ts"
import * as NewAccount from "../users/NewAccount.ts"
import { omit } from "../users/responseBody.ts"
import * as Rules from "../users/Rules.ts"
import * as Identifications from "./identifications.ts"
import * as Verifications from "./verifications.ts"

export const make = ({ counters, users }: Instance): Resource<typeof operations> => {
  const find = (id: string) => Identifications.find(users, ofUser, id)

  /** Changes an e-mail address and returns it. */
  const change = Effect.fnUntraced(function*(
    id: string,
    f: (before: EmailAddress) => Effect.Effect<Partial<EmailAddress>, ErrorResponse.ErrorResponse>,
    makePrimary = false
  ) {
    const { account: { user: { id: userId } }, found } = yield* find(id)
    const changes = yield* f(found)
    const user = yield* users.update(userId, (account, now) => {
      const changed = new EmailAddress({ ...found, ...changes, updatedAt: now }, true)
      return Effect.succeed(withUser(account, {
        emailAddresses: replaced(account.user.emailAddresses, changed),
        ...(makePrimary ? { primaryEmailAddressId: changed.id } : {})
      }))
    })
    return user.emailAddresses.find((it) => it.id === id)!
  })

  return {
    prefix: "emailAddresses",
    operations,
    transformBody: omit,
    handlers: () =>
      Effect.map(Verifications.make(counters, { strategy: "email_code", channel: null }), (verifications) => ({
        create: Effect.fnUntraced(function*({ emailAddress, primary, userId, verified }) {
          const user = yield* users.update(
            userId,
            Effect.fnUntraced(function*(account, now) {
              const own = account.user.emailAddresses
              yield* ErrorResponse.failIfAny([
                ...Rules.identifiers("email_address", [emailAddress]),
                ...own.some((it) => it.emailAddress.toLowerCase() === emailAddress.toLowerCase())
                  ? [ErrorResponse.ofParam("form_identifier_exists", "email_address")]
                  : [],
                ...primary && !verified ? [ErrorResponse.ofParam("form_verification_needed", "primary")] : []
              ])
              const status = verified ? "verified" : "unverified"
              const added = yield* NewAccount.emailAddressesOf(users, now, [emailAddress], [status])
              return withUser(account, {
                emailAddresses: [...own, ...added],
                primaryEmailAddressId: primary || own.length === 0
                  ? added[0]!.id
                  : account.user.primaryEmailAddressId
              })
            })
          )
          return user.emailAddresses.at(-1)!
        }),

        get: ({ emailAddressId }) => Effect.map(find(emailAddressId), ({ found }) => found),

        update: ({ emailAddressId, primary, verified }) =>
          Identifications.withoutUnprocessable(change(
            emailAddressId,
            ({ verification }) =>
              verification?.isVerified
                ? Effect.succeed({})
                : verified
                ? Effect.succeed(verifiedBy(verifiedByAdmin))
                : primary
                ? ErrorResponse.ofParam("form_verification_needed", "primary")
                : Effect.succeed({}),
            primary === true
          )),

        delete: Effect.fnUntraced(function*({ emailAddressId }) {
          const { account: { user }, found } = yield* find(emailAddressId)
          if (found.linkedTo.length > 0) {
            return yield* ErrorResponse.ofCode("delete_linked_identification_disallowed")
          }
          yield* users.update(user.id, (account) => {
            const left = account.user.emailAddresses.filter(({ id }) => id !== emailAddressId)
            const primaryEmailAddressId = primaryIdOf(left, account.user.primaryEmailAddressId)
            return unlessLast(
              true,
              "resource_not_found",
              withUser(account, { emailAddresses: left, primaryEmailAddressId })
            )
          })
          return new DeletedObject({ object: "email_address", id: emailAddressId, deleted: true })
        }),

        prepareVerification: ({ emailAddressId }) =>
          Effect.flatMap(find(emailAddressId), () => verifications.prepare(emailAddressId)),

        attemptVerification: ({ emailAddressId, ...submitted }) =>
          Effect.flatMap(
            find(emailAddressId),
            ({ found }) =>
              verifications.attempt(emailAddressId, submitted, (verification) =>
                found.verification?.isVerified
                  ? Effect.void
                  : change(emailAddressId, () => Effect.succeed(verifiedBy(verification))))
          ).pipe(
            Identifications.withoutUnprocessable
          )
      }))
  }
}

const ofUser = ({ emailAddresses }: User) => emailAddresses

const verifiedBy = (verification: Verification) => ({ verification, reserved: false })
