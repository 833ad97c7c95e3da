import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Either, Option, Schema } from "effect"
import {
  EmailAddress,
  EnterpriseAccount,
  EnterpriseAccountConnection,
  type Errors,
  ExternalAccount,
  Http,
  IdentificationLink,
  Operation,
  Organization,
  OrganizationInvitation,
  OrganizationMembership,
  Passkey,
  PhoneNumber,
  PublicUserData,
  SamlAccount,
  SDKError,
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
  /** A membership and an organization without an id are left out, as a user is. */
  const isRequired = (path: Path) =>
    path.length === 1 && required.has(String(path[0])) ||
    path[0] === "organization_memberships" && path.at(-1) === "id"
  const fields = paths(userGrace()).filter((path) => !isRequired(path))
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
      [EnterpriseAccountConnection, saml?.saml_connection],
      [EnterpriseAccount, enterprise],
      [EnterpriseAccountConnection, enterprise?.enterprise_connection],
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
      const error = yield* Effect.flip(read({ ...userGrace(), created_at: 9_000_000_000_000_000 }))
      assert.match(error.message, /created_at: Expected unix milliseconds/)
      assert.notInclude(error.message, "9000000000000000")
    }))
})

describe("a user with an odd field", () => {
  const ofPartial = ({ id, isPartial }: Errors.InvalidResponse) => {
    assert.isTrue(isPartial)
    return `${id}: `
  }
  const reports = (before: (reason: Errors.InvalidResponse) => string = ofPartial) => {
    const reported: Array<string> = []
    const report = ({ reason }: SDKError) =>
      Effect.sync(() => {
        assert(reason._tag === "InvalidResponse")
        reported.push(before(reason) + reason.issues.map(({ path }) => path).join())
      })
    return { on: Effect.provideService(Http.OnDecodeError, report), reported }
  }
  const [email] = userAda().email_addresses

  // F6
  const cases: ReadonlyArray<readonly [odd: object, path: string, read: (user: User) => unknown, expected: unknown]> = [
    [{ email_addresses: [null, email] }, "email_addresses[0]", (user) => user.emailAddresses.length, 1],
    [{ email_addresses: "none" }, "email_addresses", (user) => user.emailAddresses, []],
    [
      { email_addresses: [{ ...email, verification: "verified" }] },
      "email_addresses[0].verification",
      (user) => user.emailAddresses.map((it) => it.verification),
      [null]
    ],
    [
      { email_addresses: [{ ...email, verification: { status: "verified", attempts: "3" } }] },
      "email_addresses[0].verification.attempts",
      (user) => user.emailAddresses.map((it) => [it.verification?.status, it.verification?.attempts]),
      [["verified", null]]
    ],
    [
      { email_addresses: [{ ...email, linked_to: [5, { id: "idn_9", type: "saml" }, []] }] },
      "email_addresses[0].linked_to[0],email_addresses[0].linked_to[2]",
      (user) => user.emailAddresses[0]?.linkedTo.map(({ id }) => id),
      ["idn_9"]
    ],
    [{ banned: 0 }, "banned", (user) => user.banned, false],
    [
      { verification_attempts_remaining: "100" },
      "verification_attempts_remaining",
      (user) => user.verificationAttemptsRemaining,
      null
    ],
    [{ public_metadata: [] }, "public_metadata", (user) => user.publicMetadata, {}],
    [{ last_sign_in_at: "2024-01-01" }, "last_sign_in_at", (user) => user.lastSignInAt, null],
    [{ last_sign_in_at: 9e15 }, "last_sign_in_at", (user) => user.lastSignInAt, null],
    [
      { external_accounts: [{ id: 5, provider: "oauth_google" }] },
      "external_accounts[0].id",
      (user) => user.externalAccounts.map(({ id, provider }) => [id, provider]),
      [["", "oauth_google"]]
    ],
    [
      { organization_memberships: [{ id: "orgmem_1", organization: { id: "org_1", name: 1 } }, false] },
      "organization_memberships[0].organization.name,organization_memberships[1]",
      (user) => user.organizationMemberships?.map((it) => it.organization?.name),
      [""]
    ],
    [{ username: 5, first_name: {}, locale: false }, "username,first_name,locale", (user) => user.username, null]
  ]

  it.effect.each(cases)(
    "is decoded without it, and the path is reported: %j",
    ([odd, path, get, expected]) =>
      Effect.gen(function*() {
        const { on, reported } = reports()
        const user = yield* on(read({ ...userAda(), ...odd, new_in_2031: 1 }))
        assert.deepStrictEqual(get(user), expected)
        assert.strictEqual(user.fullName?.endsWith("Lovelace"), true)
        assert.deepStrictEqual(user.unknownFields, { new_in_2031: 1 })
        assert.deepStrictEqual(reported, [`user_1: ${path}`])
        const strict = Effect.provideService(read({ ...userAda(), ...odd }), Http.OnDecodeError, Effect.fail)
        assert.match((yield* Effect.flip(strict)).message, /could not decode a part of user_1: /)
      })
  )

  it.effect("stays in a list, while a user without an id is left out", () =>
    Effect.gen(function*() {
      const { on, reported } = reports(({ id, isPartial }) => `${isPartial} ${id} `)
      const body = [
        { ...userAda(), banned: 1 },
        { ...userAda(), id: null, banned: 1 },
        { ...userAda(), id: "user_3", phone_numbers: [0] },
        { ...userAda(), id: "user_4" }
      ]
      const users = yield* Users.list().pipe(
        on,
        Effect.provide(answering({ body }).layer)
      )
      assert.deepStrictEqual(users.map(({ id }): string => id), ["user_1", "user_3", "user_4"])
      assert.deepStrictEqual(reported, [
        "true user_1 [0].banned",
        "false null [1].id,[1].banned",
        "true user_3 [2].phone_numbers[0]"
      ])
    }))

  it.effect("has its counterpart in an empty page with an odd total count", () =>
    Effect.gen(function*() {
      const { on, reported } = reports()
      const { layer } = answering({ body: { data: [], total_count: "0" } })
      const page = yield* on(Effect.provide(Users.getOrganizationMemberships({ userId: "user_1" }), layer))
      assert.deepStrictEqual(page, { data: [], totalCount: null })
      assert.deepStrictEqual(reported, ["null: total_count"])
    }))

  it.effect("is found, and got in a batch, unless OnDecodeError fails", () =>
    Effect.gen(function*() {
      const body = [{ ...userAda(), banned: 1 }]
      const { on, reported } = reports()
      const { layer } = answering({ body })
      const found = yield* on(Effect.provide(Users.findByExternalId("ada"), layer))
      assert.isTrue(Option.isSome(found))
      const get = Effect.forEach(["user_1", "user_2"], (userId) => Effect.either(Users.get({ userId })), {
        batching: true
      })
      const [one] = yield* on(Effect.provide(get, layer))
      assert.isTrue(Either.isRight(one!))
      assert.deepStrictEqual(reported, ["user_1: [0].banned", "user_1: [0].banned"])
      const [strict] = yield* Effect.provideService(Effect.provide(get, layer), Http.OnDecodeError, Effect.fail)
      assert.isTrue(Either.isLeft(strict!))
    }))

  it.effect("is decoded by the schema of an own endpoint too, whose required fields stay required", () =>
    Effect.gen(function*() {
      const Domain = Schema.Struct({
        id: Schema.String,
        name: Schema.optional(Schema.String),
        pair: Schema.optional(Schema.Tuple(Schema.String, Schema.optionalElement(Schema.String))),
        hosts: Schema.Array(Schema.String)
      })
      const operation = Operation.get("/domains/:domainId", { success: Domain, errors: [] })
      const ask = (body: unknown) =>
        Http.ClerkHttp.pipe(
          Effect.flatMap((http) => http.call("domains.get", operation)({ domainId: "dmn_1" })),
          Effect.provideService(Http.OnDecodeError, () => Effect.void),
          Effect.provide(answering({ body }).layer)
        )
      const decoded = yield* ask({ id: "dmn_1", name: 5, pair: [5, "b"], hosts: ["a", 1, "b"] })
      assert.deepStrictEqual(decoded, { id: "dmn_1", hosts: ["a", "b"] })
      for (const body of [{ id: 5, hosts: [] }, { id: "dmn_1", hosts: "a" }, { hosts: [] }, [], null]) {
        assert.instanceOf(yield* Effect.flip(ask(body)), SDKError)
      }
    }))

  it.effect("has its index in the whole list, also when it is found after another item was left out", () =>
    Effect.gen(function*() {
      const { on, reported } = reports(({ id, isPartial }) => `${isPartial} ${id} `)
      const Named = Schema.Struct({ id: Schema.String }, { key: Schema.String, value: Schema.Unknown })
      const Domain = Schema.Struct({ id: Schema.String, name: Schema.optional(Schema.String) })
      const success = Schema.transform(Schema.Array(Named), Schema.Array(Domain), {
        strict: false,
        decode: (items) => items,
        encode: (items) => items
      })
      const body = [{ id: 1 }, { id: "dmn_2", name: 5 }, { id: "dmn_3", name: "c" }, { id: "dmn_4", name: {} }]
      const list = Effect.flatMap(
        Http.ClerkHttp,
        (http) => http.call("domains.list", Operation.get("/domains", { success, errors: [] }))()
      )
      const domains = yield* list.pipe(
        on,
        Effect.provide(answering({ body }).layer)
      )
      assert.deepStrictEqual(domains, [{ id: "dmn_2" }, { id: "dmn_3", name: "c" }, { id: "dmn_4" }])
      assert.deepStrictEqual(reported, ["false null [0].id", "true dmn_2 [1].name", "true dmn_4 [3].name"])
    }))

  // F7
  it.effect("is kept and reported when it was created in the 1970s because Clerk sent seconds", () =>
    Effect.gen(function*() {
      const { on, reported } = reports()
      const seconds = { ...userAda(), created_at: 1_700_000_000 }
      const user = yield* on(read(seconds))
      assert.strictEqual(DateTime.formatIso(user.createdAt), "1970-01-20T16:13:20.000Z")
      const { layer } = answering({ body: [userAda(), { ...seconds, id: "user_2" }, { ...userAda(), created_at: 0 }] })
      assert.lengthOf(yield* on(Effect.provide(Users.list(), layer)), 3)
      const page = { data: [{ id: "orgmem_1", created_at: 1_700_000_000 }], total_count: 1 }
      yield* on(
        Effect.provide(Users.getOrganizationMemberships({ userId: "user_1" }), answering({ body: page }).layer)
      )
      assert.deepStrictEqual(reported, [
        "user_1: created_at",
        "user_2: [1].created_at",
        "orgmem_1: data[0].created_at"
      ])
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
