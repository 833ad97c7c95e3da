/**
 * Stores the users of seeds.
 */
import * as Effect from "effect/Effect"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { compile } from "../../internal/schema/compile.ts"
import { PhoneNumber } from "../../Schema/PhoneNumber.ts"
import { User } from "../../Schema/User.ts"
import { seededPayer } from "../billing.ts"
import * as OrganizationSeeds from "../organizations/insertSeed.ts"
import type * as Organizations from "../organizations/State.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { withUser } from "./Account.ts"
import * as NewAccount from "./NewAccount.ts"
import * as Rules from "./Rules.ts"
import type { UserSeed } from "./Seed.ts"
import * as SeedDefaults from "./SeedDefaults.ts"
import type { State } from "./State.ts"

/** Stores the user of a seed. */
export const insertSeed = Effect.fnUntraced(function*(
  state: State,
  organizations: Organizations.State,
  seed: UserSeed
): Effect.fn.Return<User, ErrorResponse.ErrorResponse | ParseResult.ParseError> {
  yield* ErrorResponse.failIfAny([
    ...Rules.identifiers("email_address", seed.emailAddress ?? [], seed.emailAddressIdentificationStatus),
    ...Rules.identifiers("phone_number", seed.phoneNumber ?? [], seed.phoneNumberIdentificationStatus),
    ...Rules.identifiers("web3_wallet", seed.web3Wallet ?? []),
    ...Rules.passwords({ ...seed, skipPasswordChecks: true }),
    ...Rules.totpSecret(seed.totpSecret)
  ])
  if (seed.id === "" || seed.id !== undefined && (yield* Effect.isSuccess(state.find(seed.id)))) {
    return yield* ErrorResponse.ofParam("form_identifier_exists", "id")
  }
  const now = yield* currentTime
  const account = yield* NewAccount.make(state, seed, now, seed.id)
  const context: SeedDefaults.Context = { nextId: state.nextId, user: account.user, now }
  const externalAccounts = yield* Effect.forEach(seed.externalAccounts ?? [], SeedDefaults.externalAccount(context))
  const changed = withUser(account, {
    externalAccounts,
    passkeys: yield* Effect.forEach(seed.passkeys ?? [], SeedDefaults.passkey(context)),
    samlAccounts: yield* Effect.forEach(seed.samlAccounts ?? [], SeedDefaults.samlAccount(context)),
    enterpriseAccounts: yield* Effect.forEach(seed.enterpriseAccounts ?? [], SeedDefaults.enterpriseAccount(context)),
    phoneNumbers: account.user.phoneNumbers.map((phone, index) =>
      new PhoneNumber({
        ...phone,
        reservedForSecondFactor: index === 0 && seed.phoneSecondFactor === true,
        defaultSecondFactor: index === 0 && seed.phoneSecondFactor === true
      }, true)
    ),
    ...(seed.hasImage ? { hasImage: true, imageUrl: `https://img.clerk.com/${yield* state.nextId("img")}` } : {}),
    lastSignInAt: seed.lastSignInAt ?? null,
    lastActiveAt: seed.lastActiveAt ?? null,
    unknownFields: seed.unknownFields ?? {}
  })
  const user = yield* state.put({
    ...changed,
    user: yield* validatedCopy(changed.user),
    trustedDevices: yield* Effect.forEach(seed.trustedDevices ?? [], SeedDefaults.trustedDevice(context)),
    ...yield* seededPayer(seed, account.user.id, now, state.nextId),
    tokens: (seed.oauthAccessTokens ?? []).map(SeedDefaults.token(context, externalAccounts))
  })
  yield* Effect.forEach(
    seed.organizationMemberships ?? [],
    OrganizationSeeds.insertMembership(organizations, user, now)
  )
  yield* Effect.forEach(
    seed.organizationInvitations ?? [],
    OrganizationSeeds.insertInvitation(organizations, user, now)
  )
  return user
})

/** Encodes and decodes the user, which validates it and copies the objects of the seed. */
const validatedCopy = (user: User): Effect.Effect<User, ParseResult.ParseError> =>
  Effect.flatMap(encodeJson(user), (json) => {
    const copy = decodeFast(JSON.parse(json))
    return copy instanceof User ? Effect.succeed(copy) : decodeJson(json)
  })

const UserFromJson = Schema.parseJson(User)
const encodeJson = Schema.encode(UserFromJson)
const decodeJson = Schema.decode(UserFromJson)
const decodeFast = compile(User.ast)
