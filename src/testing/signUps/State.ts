/**
 * The sign-ups of an in-memory Clerk.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { SignUpId } from "../../Schema/Ids.ts"
import { SignUp, SignUpVerification, SignUpVerifications } from "../../Schema/SignUp.ts"
import * as Collection from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import type { ErrorResponse } from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { SignUpsControl, SignUpSeed } from "./Control.ts"

export interface State {
  readonly add: SignUpsControl["seedSignUps"]
  /** The sign-up with an id as it is at this moment, or 404. */
  readonly find: (id: string) => Effect.Effect<SignUp, ErrorResponse>
  readonly put: (signUp: SignUp) => Effect.Effect<SignUp>
  readonly reset: Effect.Effect<void>
}

export const make = (counters: Counters): Effect.Effect<State> =>
  Effect.map(Collection.make<SignUp>(), (signUps) => {
    const add = Effect.fnUntraced(function*({ id, verifications = {}, ...seed }: SignUpSeed) {
      const { emailAddress, phoneNumber, web3Wallet } = verifications
      return yield* signUps.put(
        new SignUp({
          status: seed.createdUserId == null ? "missing_requirements" : "complete",
          abandonAt: DateTime.addDuration(yield* currentTime, "1 day"),
          ...seed,
          id: SignUpId.make(id ?? (yield* counters.nextId("sua"))),
          verifications: new SignUpVerifications({
            emailAddress: emailAddress === undefined ? null : new SignUpVerification(emailAddress),
            phoneNumber: phoneNumber === undefined ? null : new SignUpVerification(phoneNumber),
            web3Wallet: web3Wallet === undefined ? null : new SignUpVerification(web3Wallet)
          })
        })
      )
    })

    return {
      add: (seeds) => Effect.forEach(seeds, add),
      find: (id) => Effect.zipWith(signUps.find(id), currentTime, at),
      put: signUps.put,
      reset: signUps.removeWhere(() => true)
    }
  })

/** A sign-up that is over by the clock is abandoned. */
const at = (signUp: SignUp, now: DateTime.Utc): SignUp =>
  signUp.status === "missing_requirements" && signUp.abandonAt !== null &&
    DateTime.greaterThanOrEqualTo(now, signUp.abandonAt)
    ? new SignUp({ ...signUp, status: "abandoned" }, true)
    : signUp
