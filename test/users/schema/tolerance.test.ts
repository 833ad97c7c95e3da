import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Schema } from "effect"
import {
  EmailAddress,
  EnterpriseAccount,
  EnterpriseConnection,
  ExternalAccount,
  Http,
  IdentificationLink,
  Organization,
  OrganizationInvitation,
  OrganizationMembership,
  Passkey,
  PhoneNumber,
  PublicUserData,
  SamlAccount,
  User,
  Users,
  Verification,
  Web3Wallet
} from "effect-clerk"
import { keyOf } from "effect-clerk/Schema/wire/SnakeCase"
import { invitation, membership, userAda, userGrace } from "../../fixtures/index.ts"
import { answering, plain } from "../../support/wire.ts"

const read = (body: unknown) => Effect.provide(Users.get({ userId: "user_1" }), answering({ body }).layer)

type Path = ReadonlyArray<string | number>

/** Every field of every object in a value, at any depth. */
const paths = (value: unknown, path: Path = []): ReadonlyArray<Path> =>
  typeof value !== "object" || value === null
    ? []
    : Array.isArray(value)
    ? value.flatMap((inner, index) => paths(inner, [...path, index]))
    : Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...paths(inner, [...path, key])])

/** Grace, with one of her fields changed. */
const changed = (path: Path, change: (object: Record<string, unknown>, key: string) => void) => {
  const grace: unknown = userGrace()
  const object = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, unknown>)[key], grace)
  change(object as Record<string, unknown>, String(path.at(-1)))
  return grace as object
}

describe("B31: a user with one field deleted or null", () => {
  const required = new Set(["id", "created_at", "updated_at"])
  const fields = paths(userGrace()).filter(([first, ...rest]) => rest.length > 0 || !required.has(String(first)))
  /** Objects that are the user's or the provider's own: a null in there is a value like any other. */
  const isFree = (path: Path) => path.some((key) => /metadata|scim|error|google_id|picture/.test(String(key)))

  it("is tried with more than 200 fields, of every object that a user can hold", () => {
    const grace = userGrace()
    const [email] = grace.email_addresses
    const [external] = grace.external_accounts
    const [saml] = grace.saml_accounts
    const [enterprise] = grace.enterprise_accounts
    const [membership] = grace.organization_memberships
    const filled: ReadonlyArray<readonly [{ readonly fields: Schema.Struct.Fields }, object | undefined]> = [
      [User, grace],
      [EmailAddress, email],
      [Verification, email?.verification],
      [IdentificationLink, email?.linked_to[0]],
      [PhoneNumber, grace.phone_numbers[0]],
      [Web3Wallet, grace.web3_wallets[0]],
      [Passkey, grace.passkeys[0]],
      [ExternalAccount, external],
      [SamlAccount, saml],
      [EnterpriseConnection, saml?.saml_connection],
      [EnterpriseAccount, enterprise],
      [EnterpriseConnection, enterprise?.enterprise_connection],
      [OrganizationMembership, membership],
      [Organization, membership?.organization],
      [PublicUserData, membership?.public_user_data]
    ]
    for (const [schema, object] of filled) {
      const keys = Object.entries(schema.fields).map(([name, field]) => keyOf(field) ?? name)
      assert.includeMembers(Object.keys(object ?? {}), keys.filter((key) => key !== "~unknownFields").map(String))
    }
    assert.isAbove(fields.length, 200)
  })

  it.effect("reads, and reads the same whether it is absent or null", () =>
    Effect.gen(function*() {
      // As lists, because that asks for one answer of hundreds of users, and not for hundreds of answers.
      const readAll = (users: ReadonlyArray<object>) =>
        Users.list().pipe(
          Effect.provideService(Http.OnDecodeError, Effect.fail),
          Effect.provide(answering({ body: users }).layer)
        )
      const absent = yield* readAll(fields.map((path) => changed(path, (object, key) => delete object[key])))
      const empty = yield* readAll(fields.map((path) => changed(path, (object, key) => (object[key] = null))))
      assert.lengthOf(absent, fields.length)
      for (const [index, path] of fields.entries()) {
        if (!isFree(path)) {
          assert.deepStrictEqual(plain(empty[index]), plain(absent[index]), path.join("."))
        }
      }
    }))

  it.effect.each(["id", "created_at", "updated_at"])("is refused when it is the %s", (key) =>
    Effect.gen(function*() {
      for (const change of [undefined, null]) {
        const error = yield* Effect.flip(read({ ...userGrace(), [key]: change }))
        assert.deepStrictEqual(
          error._tag === "SDKError" && error.reason._tag === "InvalidResponse" &&
            error.reason.issues.map(({ path }) => path),
          [key]
        )
      }
    }))
})

describe("an odd time", () => {
  it.effect("reads as none left when a lock has just ended", () =>
    Effect.gen(function*() {
      const user = yield* read({ ...userGrace(), lockout_expires_in_seconds: -1 })
      assert.deepStrictEqual(user.lockoutExpiresIn, Duration.zero)
    }))

  it.effect("is refused when no calendar has it, in words that do not repeat it", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(read({ ...userGrace(), last_sign_in_at: 9_000_000_000_000_000 }))
      assert.match(error.message, /last_sign_in_at: Expected unix milliseconds/)
      assert.notInclude(error.message, "9000000000000000")
    }))
})

describe("B31: verifications that broke other clients", () => {
  const email = { id: "idn_1", object: "email_address", email_address: "a@b.c", linked_to: [] }
  const phone = { id: "idn_2", object: "phone_number", phone_number: "+15555550100", linked_to: [] }
  const saml = { id: "samlacc_1", object: "saml_account", provider: "saml_okta", active: true, email_address: "a@b.c" }
  const verified = { status: "verified", strategy: "saml", attempts: null, expire_at: null }

  const cases: ReadonlyArray<readonly [what: string, odd: object, read: (user: User) => unknown, expected: unknown]> = [
    [
      "null on an e-mail address",
      { email_addresses: [{ ...email, verification: null }] },
      (user) => user.emailAddresses[0]?.verification,
      null
    ],
    [
      "missing on an e-mail address",
      { email_addresses: [email] },
      (user) => user.emailAddresses[0]?.verification,
      null
    ],
    [
      "null on a phone number",
      { phone_numbers: [{ ...phone, verification: null }] },
      (user) => user.phoneNumbers[0]?.verification,
      null
    ],
    [
      "missing on a phone number",
      { phone_numbers: [phone] },
      (user) => user.phoneNumbers[0]?.verification,
      null
    ],
    [
      "by SAML, without a redirect and without an end",
      { saml_accounts: [{ ...saml, verification: { object: "verification_saml", ...verified } }] },
      (user) => user.samlAccounts[0]?.verification?.externalVerificationRedirectUrl,
      null
    ],
    [
      "by SAML, without saying so",
      { email_addresses: [{ ...email, verification: verified }] },
      (user) => user.emailAddresses[0]?.verification?.object,
      null
    ],
    [
      "by a ticket",
      {
        saml_accounts: [{
          ...saml,
          verification: { object: "verification_ticket", status: "expired", strategy: "ticket", attempts: 1 }
        }]
      },
      (user) => user.samlAccounts[0]?.verification?.status,
      "expired"
    ],
    [
      "by an e-mail link",
      {
        email_addresses: [{
          ...email,
          verification: { object: "verification_email_link", status: "failed", strategy: "email_link", attempts: null }
        }]
      },
      (user) => user.emailAddresses[0]?.verification?.strategy,
      "email_link"
    ],
    [
      "by a provider of one's own, in a state of tomorrow",
      {
        email_addresses: [{
          ...email,
          verification: { object: "verification_2031", status: "pondering", strategy: "from_oauth_custom_foo1" }
        }]
      },
      (user) => user.emailAddresses[0]?.verification?.status,
      "pondering"
    ],
    [
      "linked to a custom provider",
      { email_addresses: [{ ...email, verification: null, linked_to: [{ id: "idn_9", type: "oauth_custom_foo1" }] }] },
      (user) => user.emailAddresses[0]?.linkedTo[0]?.type,
      "oauth_custom_foo1"
    ],
    ["B32: null has_image", { has_image: null }, (user) => user.hasImage, false],
    ["B32: null delete_self_enabled", { delete_self_enabled: null }, (user) => user.deleteSelfEnabled, false],
    [
      "a passkey that was never used",
      { passkeys: [{ id: "idn_4", object: "passkey", name: null, verification: null }] },
      (user) => user.passkeys[0]?.lastUsedAt,
      null
    ]
  ]

  it.effect.each(cases)("%s", ([, odd, get, expected]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(get(yield* read({ ...userAda(), ...odd })), expected)
    }))
})

describe("B33: nothing that Clerk sends is lost", () => {
  it.effect("passkeys, SAML accounts and the times of second factors are typed", () =>
    Effect.gen(function*() {
      const user = yield* read(userGrace())
      assert.strictEqual(user.passkeys[0]?.name, "Laptop")
      assert.strictEqual(user.samlAccounts[0]?.samlConnection?.domains[1], "example.org")
      assert.strictEqual(user.mfaEnabledAt && DateTime.formatIso(user.mfaEnabledAt), "2025-01-04T14:13:20.000Z")
      assert.strictEqual(user.mfaDisabledAt && DateTime.formatIso(user.mfaDisabledAt), "2025-01-05T18:00:00.000Z")
    }))

  it.effect("keys that this library does not know can be read", () =>
    Effect.gen(function*() {
      const user = yield* read({ ...userGrace(), new_in_2031: { deeplyNested: [1, null] }, other_new: null })
      assert.deepStrictEqual(user.unknownFields, { new_in_2031: { deeplyNested: [1, null] }, other_new: null })
      assert.deepStrictEqual(user.externalAccounts[0]?.unknownFields, {
        google_id: "108000000000000000000",
        picture: "https://lh3.googleusercontent.com/grace"
      })
    }))

  it.effect("and no key does harm", () =>
    Effect.gen(function*() {
      const hostile = `"__proto__":{"banned":true,"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},` +
        `"toString":"x","hasOwnProperty":1,"fullName":"Mallory","primaryEmailAddress":"m@example.com",` +
        `"firstName":"Mallory","unknownFields":{"a":1}`
      const user = yield* read(`${JSON.stringify(userAda()).slice(0, -1)},${hostile}}`)
      assert.strictEqual(user.fullName, "Ada Lovelace")
      assert.strictEqual(user.primaryEmailAddress?.emailAddress, "ada@example.com")
      assert.isFalse(user.banned)
      assert.instanceOf(user, User)
      assert.isUndefined(Reflect.get({}, "isAdmin"))
      assert.isUndefined(Reflect.get(user, "isAdmin"))
      assert.strictEqual(JSON.stringify(user.unknownFields), `{${hostile}}`)
      assert.include(JSON.stringify(Schema.encodeSync(User)(user)), hostile)
    }))

  const tildes: ReadonlyArray<readonly [what: string, body: object, extra: object]> = [
    ["with an object", { "~unknownFields": { a: 1 } }, { "~unknownFields": { a: 1 } }],
    ["with anything else", { "~unknownFields": 5 }, { "~unknownFields": 5 }],
    ["with null", { "~unknownFields": null }, { "~unknownFields": null }],
    ["beside another unknown key", { "~unknownFields": 5, other: 1 }, { "~unknownFields": 5, other: 1 }]
  ]

  it.effect.each(tildes)(
    "a key called ~unknownFields is an unknown key like any other, %s",
    ([, unknown, extra]) =>
      Effect.gen(function*() {
        const user = yield* read({ ...userAda(), ...unknown })
        assert.deepStrictEqual(user.unknownFields, extra)
        assert.deepInclude(Schema.encodeSync(User)(user) as object, unknown)
      })
  )
})

describe("B34: the id that deleteExternalAccount wants", () => {
  it.effect("is the external_account_id of a Google account, and the id of any other", () =>
    Effect.gen(function*() {
      const user = yield* read({
        ...userAda(),
        external_accounts: [
          { id: "idn_5", object: "google_account", external_account_id: "eac_5", provider: "oauth_google" },
          { id: "eac_6", object: "external_account", provider: "oauth_github" }
        ]
      })
      assert.deepStrictEqual(user.externalAccounts.map((it): string => it.deletableId), ["eac_5", "eac_6"])
      const { layer, sent } = answering({ body: { object: "external_account", id: "eac_5", deleted: true } })
      for (const { deletableId } of user.externalAccounts) {
        yield* Effect.provide(Users.deleteExternalAccount({ userId: user.id, externalAccountId: deletableId }), layer)
      }
      assert.deepStrictEqual(sent.map(({ url }) => url), [
        "https://api.clerk.com/v1/users/user_1/external_accounts/eac_5",
        "https://api.clerk.com/v1/users/user_1/external_accounts/eac_6"
      ])
    }))
})

describe("B35: times", () => {
  const moments = (value: unknown): ReadonlyArray<DateTime.DateTime> =>
    DateTime.isDateTime(value)
      ? [value]
      : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(moments)
      : []

  it.effect("of what Clerk sends in milliseconds fall in 2015 to 2040", () =>
    Effect.gen(function*() {
      const found = moments([
        yield* read(userAda()),
        yield* read(userGrace()),
        yield* Schema.decodeUnknown(OrganizationMembership)(membership()),
        yield* Schema.decodeUnknown(OrganizationInvitation)(invitation())
      ])
      assert.isAbove(found.length, 50)
      for (const moment of found) {
        const year = DateTime.getPartUtc(moment, "year")
        assert.isTrue(year >= 2015 && year <= 2040, DateTime.formatIso(moment))
      }
    }))
})
