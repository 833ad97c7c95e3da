/**
 * Sends one row until its outcome is known. Whatever is lost on the way is looked up before the row is sent again.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import { AlreadyThere, Created, type ImportOutcome, Refused, Unknown } from "../../BulkOutcome.ts"
import { type ClerkFailure, hasCode, isTransient } from "../../Errors.ts"
import type { User } from "../../Schema/User.ts"
import type { NewUser } from "../../Schema/UserChanges.ts"
import type * as Users from "../../Users.ts"

/** Where a row stands, and how to reach it again. */
export interface Place {
  readonly row: number
  readonly key: string
}

/**
 * Creates a user, and returns what became of it. `isInterrupted` says whether an earlier run may have sent it. It fails when every other
 * row would fail in the same way: a wrong secret key, or a quota that is used up.
 */
export const create = Effect.fnUntraced(function*(
  clerk: Users.Service,
  place: Place,
  user: NewUser,
  isInterrupted: boolean,
  attempts: number
): Effect.fn.Return<ImportOutcome, ClerkFailure> {
  // Whether the user may have been created by this row already.
  let isLost = isInterrupted
  for (let attempt = 1;; attempt++) {
    const result = yield* Effect.either(attemptOf(clerk, place, user, isLost))
    if (Either.isRight(result)) {
      return result.right
    }
    const error = result.left
    isLost ||= error.outcomeUnknown || error._tag === "SDKError" && error.reason._tag === "InvalidResponse"
    if (stopsAll(error)) {
      return yield* error
    }
    if (!isLost && !isTransient(error)) {
      return refusal(place, error)
    }
    if (attempt >= attempts) {
      return new Unknown({ ...place, error })
    }
    yield* Effect.sleep(yield* delay(attempt, error))
  }
})

const attemptOf = Effect.fnUntraced(function*(
  clerk: Users.Service,
  place: Place,
  user: NewUser,
  isLost: boolean
): Effect.fn.Return<ImportOutcome, ClerkFailure> {
  if (isLost) {
    const found = yield* find(clerk, user)
    if (Option.isSome(found)) {
      return new Created({ ...place, userId: found.value.id, knownBy: "lookup" })
    }
  }
  const created = yield* Effect.either(clerk.create(user))
  if (Either.isRight(created)) {
    return new Created({ ...place, userId: created.right.id })
  }
  const error = created.left
  if (error._tag === "ClerkErrors" && error.status < 500 && !isTransient(error) && !stopsAll(error)) {
    // A request that was lost may arrive after the look-up.
    const found = hasCode(error, "form_identifier_exists") ? yield* find(clerk, user) : Option.none()
    const isOurs = isLost || error.outcomeUnknown
    return Option.match(found, {
      onNone: () => new Refused({ ...place, error }),
      onSome: ({ id: userId }) =>
        isOurs
          ? new Created({ ...place, userId, knownBy: "lookup" })
          : new AlreadyThere({ ...place, userId, knownBy: "lookup" })
    })
  }
  return yield* error
})

/** The user of a row: by its external id, or where it has none by its first identifier of another kind. */
const find = (clerk: Users.Service, user: NewUser): Effect.Effect<Option.Option<User>, ClerkFailure> => {
  const { emailAddress: [email] = [], externalId, phoneNumber: [phone] = [], username, web3Wallet: [wallet] = [] } =
    user
  return externalId
    ? clerk.findByExternalId(externalId)
    : email !== undefined
    ? clerk.findByEmailAddress(email)
    : phone !== undefined
    ? clerk.findByPhoneNumber(phone)
    : username
    ? clerk.findByUsername(username)
    : wallet !== undefined
    ? clerk.findByWeb3Wallet(wallet)
    : Effect.succeedNone
}

/** The refusal of one row by a failure that is final. */
export const refusal = (place: Place, error: ClerkFailure): Refused =>
  error._tag === "ClerkErrors"
    ? new Refused({ ...place, error })
    : new Refused({ ...place, issues: error.reason._tag === "InvalidRequest" ? error.reason.issues : [] })

/**
 * Whether every other row would fail in the same way. An unexpected response to an address that is not Clerk's is one of them.
 */
export const stopsAll = (error: ClerkFailure): boolean =>
  error._tag === "ClerkErrors"
    ? error.status === 401 || hasCode(error, "user_quota_exceeded") || hasCode(error, "quota_exceeded")
    : error.reason._tag === "Transport"
    ? error.reason.advice !== null
    : error.reason._tag === "UnexpectedResponse"
    ? !isTransient(error) && !error.outcomeUnknown
    : false

/** The delay before the next attempt: what Clerk asks for, or twice as long each time, from about 0.2 s up to a minute. */
export const delay = (attempt: number, error: ClerkFailure): Effect.Effect<Duration.Duration> =>
  Effect.map(Random.nextRange(0.5, 1), (jitter) =>
    Duration.max(
      error.retryAfter ?? Duration.zero,
      Duration.millis(jitter * Math.min(60_000, 200 * 2 ** attempt))
    ))
