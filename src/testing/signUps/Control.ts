/**
 * The control of the sign-ups of an in-memory Clerk.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type { SignUp, SignUpVerification } from "../../Schema/SignUp.ts"
import type { Some } from "../users/Seed.ts"

/**
 * A sign-up to seed: any of the fields of a sign-up, which guests begin in the front end. By default it lacks required fields, or is complete
 * when it has the id of a user, and is abandoned after one day.
 *
 * @since 0.1.0
 * @category models
 */
export interface SignUpSeed extends Omit<Some<typeof SignUp>, "verifications"> {
  /** How far the verifications of its identifiers are; none by default. */
  readonly verifications?: {
    /** That of the e-mail address. */
    readonly emailAddress?: Some<typeof SignUpVerification>
    /** That of the phone number. */
    readonly phoneNumber?: Some<typeof SignUpVerification>
    /** That of the web3 wallet. */
    readonly web3Wallet?: Some<typeof SignUpVerification>
  }
}

/**
 * Options of the sign-ups of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface SignUpsOptions {
  /** The sign-ups at the start. */
  readonly signUps?: ReadonlyArray<SignUpSeed> | undefined
}

/**
 * The control of the sign-ups of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface SignUpsControl {
  /** Adds sign-ups and returns them. */
  readonly seedSignUps: (signUps: ReadonlyArray<SignUpSeed>) => Effect.Effect<ReadonlyArray<SignUp>>
}
