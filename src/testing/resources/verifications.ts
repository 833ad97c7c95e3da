/**
 * One-time codes of an in-memory Clerk. Nothing is sent, and every code is `424242`, the code of Clerk's own test mode.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { CodeVerification, type SubmittedCode } from "../../Schema/CodeVerification.ts"
import { CodeVerificationId } from "../../Schema/Ids.ts"
import { Verification } from "../../Schema/Verification.ts"
import * as Collection from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"

export interface Verifications {
  /** Starts the verification of an identification. */
  readonly prepare: (identificationId: string) => Effect.Effect<CodeVerification>
  /** Checks a code. With the right one, the identification is verified before the verification is stored. */
  readonly attempt: (
    identificationId: string,
    submitted: SubmittedCode,
    verify: (verification: Verification) => Effect.Effect<void, ErrorResponse.ErrorResponse>
  ) => Effect.Effect<CodeVerification, ErrorResponse.ErrorResponse>
}

export const make = (
  { nextId }: Counters,
  kind: { readonly strategy: string; readonly channel: string | null }
): Effect.Effect<Verifications> =>
  Effect.map(Collection.make<Stored>(), (all) => ({
    prepare: Effect.fnUntraced(function*(identificationId) {
      const id = CodeVerificationId.make(yield* nextId("ver"))
      const verification = new CodeVerification({
        id,
        object: "verification_otp",
        status: "unverified",
        attempts: 0,
        expireAt: DateTime.add(yield* currentTime, { minutes: 10 }),
        ...kind
      })
      yield* all.put({ id, identificationId, verification })
      return verification
    }),

    attempt: Effect.fnUntraced(function*(identificationId, { code, verificationId }, verify) {
      const stored = yield* all.find(verificationId)
      if (stored.identificationId !== identificationId) {
        return yield* ErrorResponse.ofCode("resource_not_found")
      }
      if (stored.verification.isVerified) {
        return yield* ErrorResponse.ofCode("verification_already_verified")
      }
      const verification = submit(stored.verification, Redacted.value(code), yield* currentTime)
      if (verification.isVerified) {
        yield* verify(new Verification(verification, true))
      }
      yield* all.put({ ...stored, verification })
      return verification
    })
  }))

interface Stored {
  readonly id: string
  readonly identificationId: string
  readonly verification: CodeVerification
}

const submit = (verification: CodeVerification, code: string, now: DateTime.Utc): CodeVerification => {
  const { attempts, expireAt, status } = verification
  const count = (attempts ?? 0) + 1
  return status !== "unverified"
    ? verification
    : expireAt !== null && DateTime.lessThanOrEqualTo(expireAt, now)
    ? new CodeVerification({ ...verification, status: "expired" })
    : new CodeVerification({
      ...verification,
      attempts: count,
      status: code === rightCode ? "verified" : count < maxAttempts ? "unverified" : "failed"
    })
}

const rightCode = "424242"

const maxAttempts = 3
