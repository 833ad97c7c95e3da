/**
 * Users without an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import { UserId } from "../../Schema/Ids.ts"
import type { User } from "../../Schema/User.ts"
import * as Counters from "../server/Counters.ts"
import { atTime } from "../server/Journal.ts"
import type { UserSeed } from "./Seed.ts"
import * as UsersResource from "./UsersResource.ts"

/** The user that Clerk would return for a seed. The same seed makes the same user. */
export const makeUser = (seed: UserSeed = {}): User =>
  Effect.gen(function*() {
    const users = yield* UsersResource.make({}, yield* Counters.make, () => Effect.void)
    yield* users.organizations.reset
    const [user] = yield* users.seed([seed])
    return user!
  }).pipe((effect) => atTime(Date.UTC(2026, 0, 1), effect), Effect.runSync)

/** Seeds that differ in what programs usually look at. */
const arbitrarySeed = (): FastCheck.Arbitrary<UserSeed> => {
  const text = FastCheck.string({ maxLength: 20 })
  const word = FastCheck.stringMatching(/^[a-z0-9]{1,20}$/)
  const metadata = FastCheck.dictionary(word, FastCheck.oneof(text, FastCheck.boolean(), FastCheck.integer()), {
    maxKeys: 3,
    noNullPrototype: true
  })
  return FastCheck.record({
    id: FastCheck.stringMatching(/^[A-Za-z0-9]{27}$/).map((id) => UserId.make(`user_${id}`)),
    emailAddress: FastCheck.uniqueArray(word.map((name) => `${name}@example.com`), { maxLength: 2 }),
    phoneNumber: FastCheck.uniqueArray(FastCheck.integer({ min: 100, max: 199 }).map((it) => `+15555550${it}`), {
      maxLength: 1
    }),
    username: word,
    firstName: text,
    lastName: text,
    externalId: word,
    externalAccounts: FastCheck.array(
      FastCheck.record({ provider: FastCheck.constantFrom("oauth_google", "oauth_github") }),
      {
        maxLength: 1
      }
    ),
    publicMetadata: metadata,
    privateMetadata: metadata,
    banned: FastCheck.boolean(),
    locked: FastCheck.boolean(),
    hasImage: FastCheck.boolean()
  }, { requiredKeys: ["id"] })
}

export const arbitraryUser = (): FastCheck.Arbitrary<User> => arbitrarySeed().map(makeUser)
