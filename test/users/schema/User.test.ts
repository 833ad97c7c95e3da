import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Ajv } from "ajv"
import { DateTime, JSONSchema, Redacted, Schema } from "effect"
import {
  DeletedObject,
  EmailAddress,
  EmailAddressId,
  ExternalAccount,
  OAuthAccessToken,
  OrganizationInvitation,
  OrganizationMembership,
  PhoneNumber,
  PhoneNumberId,
  TOTP,
  User,
  UserId,
  Web3Wallet,
  Web3WalletId
} from "effect-clerk"
import { keyOf } from "effect-clerk/Schema/wire/SnakeCase"
import { userAda, userGrace } from "../../fixtures/index.ts"
import { adaRead } from "../../fixtures/read.ts"
import { plain } from "../../support/wire.ts"

const epoch = DateTime.unsafeMake(0)
const required = { id: UserId.make("user_1"), createdAt: epoch, updatedAt: epoch }
const decode = Schema.decodeUnknownSync(User)

describe("a user", () => {
  it("decodes every field, and missing fields to null or an empty value", () => {
    assert.deepStrictEqual(plain(decode(userAda())), adaRead)
  })

  it("encodes to what Clerk sent, with null for missing fields", () => {
    const encoded = Schema.encodeSync(User)(decode(userGrace()))
    const text = JSON.stringify(encoded, (_, value: unknown) => value === null ? undefined : value)
    assert.deepStrictEqual(JSON.parse(text), userGrace())
  })

  it("has a constructor with a default for every field but the id and the timestamps", () => {
    const user = new User(required)
    assert.deepStrictEqual(plain(user), {
      ...adaRead,
      firstName: null,
      lastName: null,
      primaryEmailAddressId: null,
      imageUrl: null,
      publicMetadata: {},
      emailAddresses: [],
      passwordEnabled: false,
      lastSignInAt: null,
      lastActiveAt: null,
      verificationAttemptsRemaining: null,
      deleteSelfEnabled: false,
      createOrganizationEnabled: false,
      createdAt: "1970-01-01T00:00:00.000Z",
      updatedAt: "1970-01-01T00:00:00.000Z"
    })
    assert.instanceOf(user, User)
  })

  it("from the constructor equals one decoded from the same fields", () => {
    assert.deepStrictEqual(new User(required), decode({ id: "user_1", created_at: 0, updated_at: 0 }))
  })
})

describe("user.fullName", () => {
  const names: ReadonlyArray<readonly [first: string | null, last: string | null, full: string | null]> = [
    ["Ada", "Lovelace", "Ada Lovelace"],
    ["Ada", null, "Ada"],
    [null, "Lovelace", "Lovelace"],
    ["", "Lovelace", "Lovelace"],
    [null, null, null],
    ["", "", null]
  ]

  it.each(names)("for the first name %j and the last name %j is %j", (firstName, lastName, fullName) => {
    assert.strictEqual(new User({ ...required, firstName, lastName }).fullName, fullName)
  })
})

describe("the primary e-mail address, phone number and web3 wallet of a user", () => {
  const user = new User({
    ...required,
    primaryEmailAddressId: EmailAddressId.make("idn_2"),
    primaryPhoneNumberId: PhoneNumberId.make("idn_4"),
    primaryWeb3WalletId: Web3WalletId.make("idn_6"),
    emailAddresses: [
      new EmailAddress({ id: EmailAddressId.make("idn_1"), emailAddress: "first@example.com" }),
      new EmailAddress({ id: EmailAddressId.make("idn_2"), emailAddress: "primary@example.com" })
    ],
    phoneNumbers: [
      new PhoneNumber({ id: PhoneNumberId.make("idn_3"), phoneNumber: "+15555550100" }),
      new PhoneNumber({ id: PhoneNumberId.make("idn_4"), phoneNumber: "+15555550101" })
    ],
    web3Wallets: [
      new Web3Wallet({ id: Web3WalletId.make("idn_5"), web3Wallet: "0x1" }),
      new Web3Wallet({ id: Web3WalletId.make("idn_6"), web3Wallet: "0x2" })
    ]
  })

  it("are found by id, not by position", () => {
    assert.strictEqual(user.primaryEmailAddress?.emailAddress, "primary@example.com")
    assert.strictEqual(user.primaryPhoneNumber?.phoneNumber, "+15555550101")
    assert.strictEqual(user.primaryWeb3Wallet?.web3Wallet, "0x2")
  })

  it("are null when the primary id is null or has no match", () => {
    const none = new User(required)
    const other = new User({ ...user, ...required, emailAddresses: [], phoneNumbers: [], web3Wallets: [] })
    for (const { primaryEmailAddress, primaryPhoneNumber, primaryWeb3Wallet } of [none, other]) {
      assert.deepStrictEqual([primaryEmailAddress, primaryPhoneNumber, primaryWeb3Wallet], [null, null, null])
    }
  })

  it("are null when the primary id is null and an e-mail address has no id", () => {
    const lost = new User({ ...required, emailAddresses: [new EmailAddress({ emailAddress: "a@b.c" })] })
    assert.isNull(lost.primaryEmailAddress)
  })
})

it("the backup codes of a user are redacted", () => {
  const [phone] = decode(userGrace()).phoneNumbers
  assert.deepStrictEqual(phone?.backupCodes?.map(Redacted.value), ["backup-one", "backup-two"])
  assert.notInclude(JSON.stringify(phone), "backup-one")
})

describe("the schema of a user", () => {
  it("has a JSON Schema, for use in an HttpApi", () => {
    assert.isObject(JSONSchema.make(User))
    assert.isObject(JSONSchema.make(ExternalAccount))
    assert.isObject(JSONSchema.make(EmailAddress))
    assert.isObject(JSONSchema.make(OrganizationMembership))
  })
})

// F17
describe("The JSON schema of a user", () => {
  const validate = new Ajv({ strict: false }).compile(JSONSchema.make(User))

  it("accepts users as Clerk sends them, with fields that this library does not know", () => {
    for (const user of [userAda(), userGrace(), { ...userAda(), new_in_2031: { a: [1] } }]) {
      assert.isTrue(validate(user), JSON.stringify(validate.errors))
    }
  })

  it("has the type of every field, at every depth", () => {
    assert.isFalse(validate({ ...userAda(), banned: "no" }))
    assert.isFalse(validate({ ...userAda(), created_at: undefined }))
    assert.isFalse(validate({ ...userAda(), email_addresses: [{ verification: { attempts: "3" } }] }))
    assert.isFalse(validate({ ...userAda(), external_accounts: [{ provider: 5 }] }))
    const { properties } = JSONSchema.make(User) as { readonly properties?: object }
    const keys = Object.keys(properties ?? {})
    assert.sameMembers(
      keys,
      Object.values(User.fields).map((field) => String(keyOf(field))).filter((key) => /^[a-z]/.test(key))
    )
  })

  it("is in the OpenAPI document of an endpoint that returns it", () => {
    const endpoint = HttpApiEndpoint.get("user", "/users/me").addSuccess(User)
    const { components, paths } = OpenApi.fromApi(HttpApi.make("backend").add(HttpApiGroup.make("users").add(endpoint)))
    assert.include(JSON.stringify(paths), `"email_addresses":`)
    assert.deepStrictEqual(Object.keys(components.schemas).filter((name) => !/^[\w.-]+$/.test(name)), [])
  })

  it("can be that of a part of its fields, which decodes too", () => {
    const Profile = Schema.Struct(User.fields).pick("id", "firstName", "emailAddresses")
    const { emailAddresses, firstName, id } = Schema.decodeUnknownSync(Profile)(userAda())
    assert.deepStrictEqual([id, firstName, emailAddresses.length], ["user_1", "Ada", userAda().email_addresses.length])
    const { properties } = JSONSchema.make(Profile) as { readonly properties?: object }
    assert.hasAllKeys(properties, ["id", "first_name", "email_addresses"])
  })

  it("exists for every class of a response", () => {
    const classes: ReadonlyArray<Schema.Schema.AnyNoContext> = [
      ExternalAccount,
      OrganizationMembership,
      OrganizationInvitation,
      OAuthAccessToken,
      TOTP,
      DeletedObject
    ]
    for (const schema of classes) {
      assert.property(JSONSchema.make(schema), "properties")
    }
  })
})
