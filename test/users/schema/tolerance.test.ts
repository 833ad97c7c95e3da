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

/** Grace, with one field changed. */
const changed = (path: Path, change: (object: Record<string, unknown>, key: string) => void) => {
  const grace: unknown = userGrace()
  const object = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, unknown>)[key], grace)
  change(object as Record<string, unknown>, String(path.at(-1)))
  return grace as object
}

describe("B31: a user with one missing or null field", () => {
  const required = new Set(["id", "created_at", "updated_at"])
  const fields = paths(userGrace()).filter(([first, ...rest]) => rest.length > 0 || !required.has(String(first)))
  /** Objects with free content, where null is a value. */
  const isFree = (path: Path) => path.some((key) => /metadata|scim|error|google_id|picture/.test(String(key)))

  it("is tested with more than 200 fields, in every object of a user", () => {
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

  it.effect("decodes to the same value for a missing field as for null", () =>
    Effect.gen(function*() {
      // One response with hundreds of users is faster than hundreds of responses.
      const readAll = (users: ReadonlyArray<object>) =>
        Users.list().pipe(
          Effect.provideService(Http.OnDecodeError, Effect.fail),
          Effect.provide(answering({ body: users }).layer)
        )
      const missing = yield* readAll(fields.map((path) => changed(path, (object, key) => delete object[key])))
      const nulls = yield* readAll(fields.map((path) => changed(path, (object, key) => (object[key] = null))))
      assert.lengthOf(missing, fields.length)
      for (const [index, path] of fields.entries()) {
        if (!isFree(path)) {
          assert.deepStrictEqual(plain(nulls[index]), plain(missing[index]), path.join("."))
        }
      }
    }))

  it.effect.each(["id", "created_at", "updated_at"])(
    "fails to decode when the field is %s",
    (key) =>
      Effect.gen(function*() {
        for (const change of [undefined, null]) {
          const error = yield* Effect.flip(read({ ...userGrace(), [key]: change }))
          assert.deepStrictEqual(
            error._tag === "SDKError" && error.reason._tag === "InvalidResponse" &&
              error.reason.issues.map(({ path }) => path),
            [key]
          )
        }
      })
  )
})

describe("a user with an invalid time", () => {
  it.effect("has a lockout of zero when the remaining seconds are negative", () =>
    Effect.gen(function*() {
      const user = yield* read({ ...userGrace(), lockout_expires_in_seconds: -1 })
      assert.deepStrictEqual(user.lockoutExpiresIn, Duration.zero)
    }))

  it.effect("fails to decode beyond the range of dates, with a message that does not contain the value", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(read({ ...userGrace(), last_sign_in_at: 9_000_000_000_000_000 }))
      assert.match(error.message, /last_sign_in_at: Expected unix milliseconds/)
      assert.notInclude(error.message, "9000000000000000")
    }))
})

describe("B31: verifications that other clients failed to decode", () => {
  const email = { id: "idn_1", object: "email_address", email_address: "a@b.c", linked_to: [] }
  const phone = { id: "idn_2", object: "phone_number", phone_number: "+15555550100", linked_to: [] }
  const saml = { id: "samlacc_1", object: "saml_account", provider: "saml_okta", active: true, email_address: "a@b.c" }
  const verified = { status: "verified", strategy: "saml", attempts: null, expire_at: null }

  const cases: ReadonlyArray<readonly [what: string, odd: object, read: (user: User) => unknown, expected: unknown]> = [
    [
      "a null verification of an e-mail address",
      { email_addresses: [{ ...email, verification: null }] },
      (user) => user.emailAddresses[0]?.verification,
      null
    ],
    [
      "a missing verification of an e-mail address",
      { email_addresses: [email] },
      (user) => user.emailAddresses[0]?.verification,
      null
    ],
    [
      "a null verification of a phone number",
      { phone_numbers: [{ ...phone, verification: null }] },
      (user) => user.phoneNumbers[0]?.verification,
      null
    ],
    [
      "a missing verification of a phone number",
      { phone_numbers: [phone] },
      (user) => user.phoneNumbers[0]?.verification,
      null
    ],
    [
      "a SAML verification without a redirect URL and an expiry",
      { saml_accounts: [{ ...saml, verification: { object: "verification_saml", ...verified } }] },
      (user) => user.samlAccounts[0]?.verification?.externalVerificationRedirectUrl,
      null
    ],
    [
      "a SAML verification without an object type",
      { email_addresses: [{ ...email, verification: verified }] },
      (user) => user.emailAddresses[0]?.verification?.object,
      null
    ],
    [
      "a verification by ticket",
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
      "a verification by e-mail link",
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
      "a verification by a custom provider with an unknown status",
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
      "an e-mail address linked to a custom provider",
      { email_addresses: [{ ...email, verification: null, linked_to: [{ id: "idn_9", type: "oauth_custom_foo1" }] }] },
      (user) => user.emailAddresses[0]?.linkedTo[0]?.type,
      "oauth_custom_foo1"
    ],
    ["has_image that is null (B32)", { has_image: null }, (user) => user.hasImage, false],
    ["delete_self_enabled that is null (B32)", { delete_self_enabled: null }, (user) => user.deleteSelfEnabled, false],
    [
      "a passkey that was never used",
      { passkeys: [{ id: "idn_4", object: "passkey", name: null, verification: null }] },
      (user) => user.passkeys[0]?.lastUsedAt,
      null
    ]
  ]

  it.effect.each(cases)("decodes %s", ([, odd, get, expected]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(get(yield* read({ ...userAda(), ...odd })), expected)
    }))
})

describe("B33: a decoded user", () => {
  it.effect("has passkeys, SAML accounts and the times of second factors", () =>
    Effect.gen(function*() {
      const user = yield* read(userGrace())
      assert.strictEqual(user.passkeys[0]?.name, "Laptop")
      assert.strictEqual(user.samlAccounts[0]?.samlConnection?.domains[1], "example.org")
      assert.strictEqual(user.mfaEnabledAt && DateTime.formatIso(user.mfaEnabledAt), "2025-01-04T14:13:20.000Z")
      assert.strictEqual(user.mfaDisabledAt && DateTime.formatIso(user.mfaDisabledAt), "2025-01-05T18:00:00.000Z")
    }))

  it.effect("has the unknown fields in unknownFields", () =>
    Effect.gen(function*() {
      const user = yield* read({ ...userGrace(), new_in_2031: { deeplyNested: [1, null] }, other_new: null })
      assert.deepStrictEqual(user.unknownFields, { new_in_2031: { deeplyNested: [1, null] }, other_new: null })
      assert.deepStrictEqual(user.externalAccounts[0]?.unknownFields, {
        google_id: "108000000000000000000",
        picture: "https://lh3.googleusercontent.com/grace"
      })
    }))

  it.effect("is not changed by unknown fields such as __proto__, constructor or fullName", () =>
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

  const tildes: ReadonlyArray<readonly [what: string, body: object, unknownFields: object]> = [
    ["with an object", { "~unknownFields": { a: 1 } }, { "~unknownFields": { a: 1 } }],
    ["with a number", { "~unknownFields": 5 }, { "~unknownFields": 5 }],
    ["with null", { "~unknownFields": null }, { "~unknownFields": null }],
    ["beside another unknown field", { "~unknownFields": 5, other: 1 }, { "~unknownFields": 5, other: 1 }]
  ]

  it.effect.each(tildes)(
    "has a field called ~unknownFields in unknownFields, %s",
    ([, unknown, unknownFields]) =>
      Effect.gen(function*() {
        const user = yield* read({ ...userAda(), ...unknown })
        assert.deepStrictEqual(user.unknownFields, unknownFields)
        assert.deepInclude(Schema.encodeSync(User)(user) as object, unknown)
      })
  )
})

describe("B34: externalAccount.deletableId", () => {
  it.effect("is the external_account_id of a Google account, and the id of any other account", () =>
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

describe("B35: decoded times", () => {
  const times = (value: unknown): ReadonlyArray<DateTime.DateTime> =>
    DateTime.isDateTime(value)
      ? [value]
      : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(times)
      : []

  it.effect("are between 2015 and 2040 for timestamps in milliseconds", () =>
    Effect.gen(function*() {
      const found = times([
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
