/** Every method of the Users API of Clerk's official client against the server of `npm run serve`: each success and each documented error once. */
import { type ClerkClient, createClerkClient } from "@clerk/backend"
import { isClerkAPIResponseError } from "@clerk/backend/errors"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as OTPAuth from "otpauth"
import { addressOf, serve } from "../../support/serve.ts"

type Api = ClerkClient["users"]

/** What a check needs: the client's API, and a new user with an identifier of each kind. */
interface Given {
  readonly users: Api
  readonly id: string
  readonly wallet: string
}

interface Checks {
  /** What the method returns, as far as it is checked. */
  readonly returns?: readonly [call: (given: Given) => Promise<unknown>, expected: unknown]
  /** The codes of the errors that the method gets. */
  readonly fails: ReadonlyArray<readonly [call: (given: Given) => Promise<unknown>, status: number, code: string]>
}

const totpSecret = "JBSWY3DPEHPK3PXP"
const nobody = "user_nobody"
const png = () => new File([Buffer.from("89504e470d0a1a0a", "hex")], "ada.png", { type: "image/png" })
const unknownUser = (call: (users: Api) => Promise<unknown>) =>
  [({ users }: Given) => call(users), 404, "resource_not_found"] as const

const checks: { readonly [method: string]: Checks } = {
  getUserList: {
    returns: [async ({ id, users }) => (await users.getUserList({ userId: [id], limit: 1 })).totalCount, 1],
    fails: [[({ users }) => users.getUserList({ limit: 501 }), 422, "form_param_value_invalid"]]
  },
  getUser: {
    returns: [async ({ id, users }) => (await users.getUser(id)).id, "id"],
    fails: [unknownUser((users) => users.getUser(nobody))]
  },
  createUser: {
    returns: [async ({ users }) => (await users.createUser({ username: "created" })).username, "created"],
    fails: [
      [({ users }) => users.createUser({ username: "user1" }), 422, "form_identifier_exists"],
      [({ users }) => users.createUser({ password: "correct-horse" }), 422, "form_data_missing"]
    ]
  },
  updateUser: {
    returns: [async ({ id, users }) => (await users.updateUser(id, { firstName: "Ada" })).firstName, "Ada"],
    fails: [
      unknownUser((users) => users.updateUser(nobody, { firstName: "Ada" })),
      [({ id, users }) => users.updateUser(id, { username: "user1" }), 422, "form_identifier_exists"]
    ]
  },
  replaceUserEmailAddress: {
    returns: [
      async ({ id, users }) =>
        (await users.replaceUserEmailAddress(id, { emailAddress: `${id}@example.org` })).verification?.status,
      "verified"
    ],
    fails: [
      unknownUser((users) => users.replaceUserEmailAddress(nobody, { emailAddress: "a@example.org" })),
      [
        ({ id, users }) => users.replaceUserEmailAddress(id, { emailAddress: "user1@example.com" }),
        422,
        "form_identifier_exists"
      ]
    ]
  },
  replaceUserPhoneNumber: {
    returns: [
      async ({ id, users }) => (await users.replaceUserPhoneNumber(id, { phoneNumber: "+15555550180" })).phoneNumber,
      "+15555550180"
    ],
    fails: [unknownUser((users) => users.replaceUserPhoneNumber(nobody, { phoneNumber: "+15555550181" }))]
  },
  updateUserProfileImage: {
    returns: [async ({ id, users }) => (await users.updateUserProfileImage(id, { file: png() })).hasImage, true],
    fails: [unknownUser((users) => users.updateUserProfileImage(nobody, { file: png() }))]
  },
  updateUserMetadata: {
    returns: [
      async ({ id, users }) => (await users.updateUserMetadata(id, { publicMetadata: { b: 2 } })).publicMetadata,
      { a: 1, b: 2 }
    ],
    fails: [unknownUser((users) => users.updateUserMetadata(nobody, { publicMetadata: {} }))]
  },
  replaceUserMetadata: {
    returns: [
      async ({ id, users }) => (await users.replaceUserMetadata(id, { publicMetadata: { b: 2 } })).publicMetadata,
      { b: 2 }
    ],
    fails: [
      unknownUser((users) => users.replaceUserMetadata(nobody, { publicMetadata: {} })),
      [
        ({ id, users }) => users.replaceUserMetadata(id, { publicMetadata: { a: "x".repeat(9000) } }),
        422,
        "form_param_exceeds_allowed_size"
      ]
    ]
  },
  deleteUser: {
    returns: [async ({ id, users }) => (await users.deleteUser(id)).id, "id"],
    fails: [unknownUser((users) => users.deleteUser(nobody))]
  },
  getCount: {
    returns: [({ id, users }) => users.getCount({ userId: [id] }), 1],
    fails: [[({ users }) => users.getCount({ lastActiveAtSince: "x" } as never), 422, "form_param_invalid_date"]]
  },
  getUserOauthAccessToken: {
    fails: [
      unknownUser((users) => users.getUserOauthAccessToken(nobody, "google")),
      [({ id, users }) => users.getUserOauthAccessToken(id, "google"), 404, "oauth_token_provider_not_enabled"]
    ]
  },
  disableUserMFA: {
    returns: [({ id, users }) => users.disableUserMFA(id), { user_id: "id" }],
    fails: [unknownUser((users) => users.disableUserMFA(nobody))]
  },
  getOrganizationMembershipList: {
    returns: [async ({ id, users }) => (await users.getOrganizationMembershipList({ userId: id })).data, []],
    fails: [unknownUser((users) => users.getOrganizationMembershipList({ userId: nobody }))]
  },
  getOrganizationInvitationList: {
    returns: [async ({ id, users }) => (await users.getOrganizationInvitationList({ userId: id })).totalCount, 0],
    fails: [unknownUser((users) => users.getOrganizationInvitationList({ userId: nobody }))]
  },
  removePassword: {
    returns: [async ({ id, users }) => (await users.removePassword(id)).passwordEnabled, false],
    fails: [unknownUser((users) => users.removePassword(nobody))]
  },
  verifyPassword: {
    returns: [
      async ({ id, users }) => (await users.verifyPassword({ userId: id, password: "analytical-engine" })).verified,
      true
    ],
    fails: [
      unknownUser((users) => users.verifyPassword({ userId: nobody, password: "analytical-engine" })),
      [({ id, users }) => users.verifyPassword({ userId: id, password: "another one" }), 422, "incorrect_password"]
    ]
  },
  verifyTOTP: {
    returns: [
      async ({ id, users }) =>
        (await users.verifyTOTP({ userId: id, code: new OTPAuth.TOTP({ secret: totpSecret }).generate() })).verified,
      true
    ],
    fails: [
      unknownUser((users) => users.verifyTOTP({ userId: nobody, code: "123456" })),
      [({ id, users }) => users.verifyTOTP({ userId: id, code: "not one" }), 422, "totp_incorrect_code"]
    ]
  },
  banUser: {
    returns: [async ({ id, users }) => (await users.banUser(id)).banned, true],
    fails: [unknownUser((users) => users.banUser(nobody))]
  },
  unbanUser: {
    returns: [async ({ id, users }) => (await users.unbanUser(id)).banned, false],
    fails: [unknownUser((users) => users.unbanUser(nobody))]
  },
  lockUser: {
    returns: [async ({ id, users }) => (await users.lockUser(id)).locked, true],
    fails: [unknownUser((users) => users.lockUser(nobody))]
  },
  unlockUser: {
    returns: [async ({ id, users }) => (await users.unlockUser(id)).locked, false],
    fails: [unknownUser((users) => users.unlockUser(nobody))]
  },
  deleteUserProfileImage: {
    returns: [
      async ({ id, users }) => {
        await users.updateUserProfileImage(id, { file: png() })
        return (await users.deleteUserProfileImage(id)).hasImage
      },
      false
    ],
    fails: [
      unknownUser((users) => users.deleteUserProfileImage(nobody)),
      [({ id, users }) => users.deleteUserProfileImage(id), 404, "image_not_found"]
    ]
  },
  deleteUserPasskey: {
    fails: [
      unknownUser((users) => users.deleteUserPasskey({ userId: nobody, passkeyIdentificationId: "idn_1" })),
      [
        ({ id, users }) => users.deleteUserPasskey({ userId: id, passkeyIdentificationId: "idn_1" }),
        404,
        "passkey_not_registered"
      ]
    ]
  },
  deleteUserWeb3Wallet: {
    returns: [
      async ({ id, users, wallet }) =>
        (await users.deleteUserWeb3Wallet({ userId: id, web3WalletIdentificationId: wallet })).id,
      "wallet"
    ],
    fails: [
      [
        ({ id, users }) => users.deleteUserWeb3Wallet({ userId: id, web3WalletIdentificationId: "idn_1" }),
        404,
        "resource_not_found"
      ]
    ]
  },
  deleteUserExternalAccount: {
    fails: [
      unknownUser((users) => users.deleteUserExternalAccount({ userId: nobody, externalAccountId: "eac_1" })),
      [
        ({ id, users }) => users.deleteUserExternalAccount({ userId: id, externalAccountId: "eac_1" }),
        404,
        "external_account_not_found"
      ]
    ]
  },
  deleteUserBackupCodes: {
    returns: [({ id, users }) => users.deleteUserBackupCodes(id), { user_id: "id" }],
    fails: [unknownUser((users) => users.deleteUserBackupCodes(nobody))]
  },
  deleteUserTOTP: {
    returns: [({ id, users }) => users.deleteUserTOTP(id), { user_id: "id" }],
    fails: [unknownUser((users) => users.deleteUserTOTP(nobody))]
  },
  setPasswordCompromised: {
    returns: [async ({ id, users }) => (await users.setPasswordCompromised(id)).id, "id"],
    fails: [unknownUser((users) => users.setPasswordCompromised(nobody))]
  },
  unsetPasswordCompromised: {
    returns: [async ({ id, users }) => (await users.unsetPasswordCompromised(id)).id, "id"],
    fails: [unknownUser((users) => users.unsetPasswordCompromised(nobody))]
  }
}

describe("npm run serve", () => {
  it.scopedLive(
    "serves every method of the Users API of Clerk's official client, and its errors",
    () =>
      Effect.gen(function*() {
        const apiUrl = yield* addressOf(yield* serve("--port", "0", "--key", "sk_test_mine", "--users", "3"))
        const { users } = createClerkClient({ secretKey: "sk_test_mine", apiUrl })
        const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(users)).filter((name) =>
          name !== "constructor"
        )
        assert.sameMembers(Object.keys(checks), methods)

        let created = 0
        const make = Effect.promise(async (): Promise<Given> => {
          const number = created++
          const user = await users.createUser({
            emailAddress: [`ada${number}@example.com`],
            phoneNumber: [`+155555502${String(number).padStart(2, "0")}`],
            web3Wallet: [`0xada${number}`],
            username: `ada${number}`,
            password: "analytical-engine",
            totpSecret,
            backupCodes: ["backup-1"],
            publicMetadata: { a: 1 }
          } as never)
          return { users, id: user.id, wallet: user.web3Wallets[0]!.id }
        })
        let count = 0
        for (const [method, { fails, returns }] of Object.entries(checks)) {
          if (returns !== undefined) {
            const given = yield* make
            const [call, expected] = returns
            const found: unknown = JSON.parse(
              JSON.stringify(yield* Effect.promise(() => call(given)))
                .replaceAll(given.id, "id").replaceAll(given.wallet, "wallet")
            )
            assert.deepStrictEqual(found, expected, method)
            count++
          }
          for (const [call, status, code] of fails) {
            const given = yield* make
            const error = yield* Effect.flip(Effect.tryPromise({ try: () => call(given), catch: (error) => error }))
            assert(isClerkAPIResponseError(error), `${method}: ${String(error)}`)
            assert.deepStrictEqual([error.status, error.errors[0]?.code], [status, code], method)
            count++
          }
        }
        assert.isAtLeast(count, 61)
      }),
    120_000
  )
})
