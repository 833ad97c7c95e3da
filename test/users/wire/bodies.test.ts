import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, FastCheck as fc, Redacted, Stream } from "effect"
import type { JsonObject, NewUser, UserChanges } from "effect-clerk"
import { Users } from "effect-clerk"
import { runInNewContext } from "node:vm"
import { userAda } from "../../fixtures/index.ts"
import { runs } from "../../support/soak.ts"
import { answering, failure, only, plain, textOf } from "../../support/wire.ts"

const userId = "user_1"
const moment = DateTime.unsafeMake("2024-02-29T12:30:00.500Z")
const secret = (text: string) => Redacted.make(text)

/** A value for each field, and its JSON. */
type Bodies<Input> = { readonly [Name in keyof Input]-?: readonly [value: Input[Name], key: string, json: string] }

const shared = {
  externalId: ["ada-1", "external_id", `"ada-1"`],
  firstName: ["Ada", "first_name", `"Ada"`],
  lastName: [null, "last_name", `null`],
  locale: ["en-US", "locale", `"en-US"`],
  timezone: ["Europe/London", "timezone", `"Europe/London"`],
  username: ["ada", "username", `"ada"`],
  password: [secret("correct horse"), "password", `"correct horse"`],
  passwordHasher: ["bcrypt", "password_hasher", `"bcrypt"`],
  skipPasswordChecks: [false, "skip_password_checks", `false`],
  totpSecret: [secret("JBSWY3DP"), "totp_secret", `"JBSWY3DP"`],
  backupCodes: [[secret("one"), secret("two")], "backup_codes", `["one","two"]`],
  deleteSelfEnabled: [true, "delete_self_enabled", `true`],
  createOrganizationEnabled: [false, "create_organization_enabled", `false`],
  createOrganizationsLimit: [0, "create_organizations_limit", `0`],
  legalAcceptedAt: [moment, "legal_accepted_at", `"2024-02-29T12:30:00.500Z"`],
  skipLegalChecks: [true, "skip_legal_checks", `true`],
  createdAt: [moment, "created_at", `"2024-02-29T12:30:00.500Z"`],
  bypassClientTrust: [true, "bypass_client_trust", `true`]
} as const

const created: Bodies<NewUser> = {
  ...shared,
  publicMetadata: [{ a: 1 }, "public_metadata", `{"a":1}`],
  privateMetadata: [{ b: [null] }, "private_metadata", `{"b":[null]}`],
  unsafeMetadata: [{}, "unsafe_metadata", `{}`],
  emailAddress: [["a@b.c", "d@e.f"], "email_address", `["a@b.c","d@e.f"]`],
  emailAddressIdentificationStatus: [
    ["verified", "reserved"],
    "email_address_identification_status",
    `["verified","reserved"]`
  ],
  phoneNumber: [["+15555550100"], "phone_number", `["+15555550100"]`],
  phoneNumberIdentificationStatus: [["reserved"], "phone_number_identification_status", `["reserved"]`],
  web3Wallet: [["0x71C7"], "web3_wallet", `["0x71C7"]`],
  passwordDigest: [secret("$2b$10$digest"), "password_digest", `"$2b$10$digest"`],
  skipPasswordRequirement: [true, "skip_password_requirement", `true`],
  skipUserRequirement: [true, "skip_user_requirement", `true`],
  banned: [false, "banned", `false`],
  locked: [false, "locked", `false`]
}

const updated: Bodies<Omit<UserChanges, "publicMetadata" | "privateMetadata" | "unsafeMetadata">> = {
  ...shared,
  primaryEmailAddressId: ["idn_1", "primary_email_address_id", `"idn_1"`],
  notifyPrimaryEmailAddressChanged: [true, "notify_primary_email_address_changed", `true`],
  primaryPhoneNumberId: ["idn_2", "primary_phone_number_id", `"idn_2"`],
  primaryWeb3WalletId: ["idn_3", "primary_web3_wallet_id", `"idn_3"`],
  profileImageId: ["img_1", "profile_image_id", `"img_1"`],
  passwordDigest: [secret("$2b$10$digest"), "password_digest", `"$2b$10$digest"`],
  signOutOfOtherSessions: [true, "sign_out_of_other_sessions", `true`]
}

const clerk = () => answering({ body: userAda() })

describe("users.create", () => {
  it.effect.each(Object.entries(created))("sends %s", ([name, [value, key, json]]) =>
    Effect.gen(function*() {
      const { layer, sent } = clerk()
      yield* Effect.provide(Users.create({ [name]: value }), layer)
      assert.strictEqual(textOf(only(sent)), `{"${key}":${json}}`)
    }))

  // F47
  it.effect("sends a Date as it sends the DateTime of the same time", () =>
    Effect.gen(function*() {
      const { layer, sent } = clerk()
      const date = new Date("2024-02-29T12:30:00.500Z")
      for (const time of [date, moment]) {
        yield* Effect.provide(Users.create({ createdAt: time, legalAcceptedAt: time }), layer)
        yield* Effect.provide(Users.update({ userId, createdAt: time, legalAcceptedAt: null }), layer)
        yield* Effect.provide(Effect.either(Users.list({ createdAtBefore: time, lastSignInAtAfter: time })), layer)
        yield* Effect.provide(Effect.either(Users.count({ lastActiveAtSince: time })), layer)
        yield* Effect.provide(Effect.either(Stream.runDrain(Users.stream({ createdAtAfter: time }))), layer)
      }
      const requests = sent.map((request) => [request.url, textOf(request)])
      assert.lengthOf(requests, 10)
      assert.deepStrictEqual(requests.slice(0, 5), requests.slice(5))
      assert.include(requests[2]![0], "created_at_before=1709209800500")
    }))

  it.effect("sends an empty object without fields", () =>
    Effect.gen(function*() {
      const { layer, sent } = clerk()
      yield* Effect.provide(Users.create(), layer)
      assert.strictEqual(textOf(only(sent)), "{}")
      assert.strictEqual(only(sent).headers["content-type"], "application/json")
    }))

  it.effect("B20: sends the identification status of each address", () =>
    Effect.gen(function*() {
      const address = {
        object: "email_address",
        created_at: 1735689600000,
        updated_at: 1735689600000,
        linked_to: []
      }
      const { layer, sent } = answering({
        body: {
          ...userAda(),
          email_addresses: [
            { ...address, id: "idn_1", email_address: "a@b.c", reserved: false, verification: { status: "verified" } },
            { ...address, id: "idn_2", email_address: "d@e.f", reserved: true, verification: null }
          ]
        }
      })
      const user = yield* Effect.provide(
        Users.create({
          emailAddress: ["a@b.c", "d@e.f", "g@h.i"],
          emailAddressIdentificationStatus: ["verified", "reserved", "unverified"],
          phoneNumber: ["+15555550100"],
          phoneNumberIdentificationStatus: ["reserved"]
        }),
        layer
      )
      assert.deepStrictEqual(JSON.parse(textOf(only(sent))!), {
        email_address: ["a@b.c", "d@e.f", "g@h.i"],
        email_address_identification_status: ["verified", "reserved", "unverified"],
        phone_number: ["+15555550100"],
        phone_number_identification_status: ["reserved"]
      })
      assert.deepStrictEqual(
        user.emailAddresses.map((it) => [it.reserved, it.verification?.isVerified ?? null]),
        [[false, true], [true, null]]
      )
    }))

  it.effect("B36: sends a password hasher that this library does not know", () =>
    Effect.gen(function*() {
      const { layer, sent } = clerk()
      yield* Effect.provide(
        Users.create({ passwordDigest: secret("digest"), passwordHasher: "yescrypt_2031" }),
        layer
      )
      assert.strictEqual(
        textOf(only(sent)),
        `{"password_hasher":"yescrypt_2031","password_digest":"digest"}`
      )
    }))
})

describe("users.update", () => {
  it.effect.each(Object.entries(updated))("sends %s", ([name, [value, key, json]]) =>
    Effect.gen(function*() {
      const { layer, sent } = clerk()
      yield* Effect.provide(Users.update({ userId, [name]: value }), layer)
      assert.strictEqual(textOf(only(sent)), `{"${key}":${json}}`)
    }))

  it.effect("sends null, which clears a field, and omits undefined", () =>
    Effect.gen(function*() {
      const { layer, sent } = clerk()
      yield* Effect.provide(
        Users.update({ userId, firstName: null, lastName: undefined, username: "", createOrganizationsLimit: null }),
        layer
      )
      assert.strictEqual(
        textOf(only(sent)),
        `{"first_name":null,"username":"","create_organizations_limit":null}`
      )
    }))

  it.effect("B18: sends one request, and refuses metadata with the names of the operations that change it", () =>
    Effect.gen(function*() {
      const { layer, sent } = clerk()
      const changes = { userId, firstName: "Ada", publicMetadata: { plan: "pro" }, unsafeMetadata: {} }
      const reason = yield* failure(Effect.provide(
        // @ts-expect-error: Clerk would reject the metadata, or apply only a part of the change.
        Users.update(changes),
        layer
      ))
      const message = "Expected no metadata, which Users.update does not change: " +
        "use Users.updateMetadata to merge it, or Users.replaceMetadata to replace it"
      assert.deepStrictEqual(plain(reason), {
        _tag: "InvalidRequest",
        issues: [{ path: "publicMetadata", message }, { path: "unsafeMetadata", message }]
      })
      assert.deepStrictEqual(sent, [])
      yield* Effect.provide(Users.update({ userId, firstName: "Ada" }), layer)
      assert.lengthOf(sent, 1)
      yield* Effect.provide(Users.updateMetadata({ userId, publicMetadata: { plan: "pro" } }), layer)
      assert.lengthOf(sent, 2)
    }))
})

/** Keys that a wrong copy would lose or rename, among random ones. */
const anyKey = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "toJSON",
    "",
    "0",
    "first_name",
    "firstName",
    "First-Name",
    "public_metadata",
    "publicMetadata",
    "~unknownFields"
  ),
  fc.string({ unit: "binary" })
)

/** JSON as a string, because an object literal cannot have an own key named `__proto__`. */
const { anyObject } = fc.letrec<{ anyObject: string; anyValue: string }>((tie) => ({
  anyObject: fc.array(fc.tuple(anyKey, tie("anyValue")), { maxLength: 4 }).map((entries) =>
    `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`
  ),
  anyValue: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 0 }).map((value) => JSON.stringify(value)),
    tie("anyObject"),
    fc.array(tie("anyValue"), { maxLength: 3 }).map((values) => `[${values.join(",")}]`)
  )
}))

describe("B19: metadata", () => {
  const times = { fastCheck: { numRuns: runs(20) } }

  it.effect.prop("is sent unchanged for any keys", [anyObject], ([json]) =>
    Effect.gen(function*() {
      const metadata: JsonObject = JSON.parse(
        json,
        (_, value: unknown) => typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER ? 0 : value
      )
      const text = JSON.stringify(metadata)
      const { layer, sent } = clerk()
      const bags = { publicMetadata: metadata, privateMetadata: metadata, unsafeMetadata: metadata }
      yield* Effect.provide(Users.create(bags), layer)
      yield* Effect.provide(Users.updateMetadata({ userId, ...bags }), layer)
      const body = `{"public_metadata":${text},"private_metadata":${text},"unsafe_metadata":${text}}`
      assert.deepStrictEqual(sent.map(textOf), [body, body])
    }), times)

  it.effect.prop("is decoded unchanged for any keys", [anyObject], ([json]) =>
    Effect.gen(function*() {
      const { layer } = answering({
        body: `{"id":"user_1","created_at":1735689600000,"updated_at":1735689600000,
          "public_metadata":${json},"private_metadata":${json},"unsafe_metadata":${json}}`
      })
      const user = yield* Effect.provide(Users.get({ userId }), layer)
      const text = JSON.stringify(JSON.parse(json))
      assert.strictEqual(JSON.stringify(user.publicMetadata), text)
      assert.strictEqual(JSON.stringify(user.privateMetadata), text)
      assert.strictEqual(JSON.stringify(user.unsafeMetadata), text)
    }), times)

  it.effect("encodes dates as strings and omits undefined", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: userAda() })
      const publicMetadata = { date: new Date(0), time: moment, nothing: undefined, inner: { nothing: undefined } }
      yield* Users.updateMetadata({ userId, publicMetadata }).pipe(Effect.provide(layer))
      assert.strictEqual(
        textOf(only(sent)),
        `{"public_metadata":{"date":"1970-01-01T00:00:00.000Z","time":"2024-02-29T12:30:00.500Z","inner":{}}}`
      )
    }))

  // F11
  it.effect("is sent when it was made in another realm, such as that of a test runner", () =>
    Effect.gen(function*() {
      const { layer, sent } = clerk()
      const publicMetadata = runInNewContext(
        `({ a: {}, list: [{}, []], date: new Date(0), none: Object.create(null) })`
      ) as object
      yield* Effect.provide(Users.updateMetadata({ userId, publicMetadata }), layer)
      assert.strictEqual(
        textOf(only(sent)),
        `{"public_metadata":{"a":{},"list":[{},[]],"date":"1970-01-01T00:00:00.000Z","none":{}}}`
      )
      const map = runInNewContext(`({ a: new Map() })`) as object
      const reason = yield* failure(Effect.provide(Users.create({ publicMetadata: map }), layer))
      assert.deepStrictEqual(
        reason._tag === "InvalidRequest" && reason.issues.map(({ message }) => message),
        ["Expected an object of JSON values, but a is of the class Map"]
      )
    }))

  // F12
  it.effect("is sent when it has an interface or a class of its own", () =>
    Effect.gen(function*() {
      interface Profile {
        readonly plan: string
      }
      class Settings {
        readonly theme = "dark"
      }
      const profile: Profile = { plan: "pro" }
      const { layer, sent } = clerk()
      const call = Users.updateMetadata({ userId, publicMetadata: profile, unsafeMetadata: new Settings() })
      yield* Effect.provide(call, layer)
      assert.strictEqual(textOf(only(sent)), `{"public_metadata":{"plan":"pro"},"unsafe_metadata":{"theme":"dark"}}`)
    }))

  // F30
  it.effect("is read once, so that what is sent is what was checked", () =>
    Effect.gen(function*() {
      const values: Array<unknown> = [1, NaN, 2n]
      const publicMetadata = Object.defineProperty({}, "a", { enumerable: true, get: () => values.shift() })
      const { layer, sent } = clerk()
      yield* Effect.provide(Users.updateMetadata({ userId, publicMetadata: { inner: publicMetadata } }), layer)
      assert.strictEqual(textOf(only(sent)), `{"public_metadata":{"inner":{"a":1}}}`)
    }))

  // F20
  it.effect("is returned with numbers beyond 2^53 as JSON.parse rounds them", () =>
    Effect.gen(function*() {
      const body = JSON.stringify(userAda()).replace("{", `{"scim":{"id":9007199254740993},`)
      const user = yield* Effect.provide(Users.get({ userId }), answering({ body }).layer)
      assert.deepStrictEqual(user.scim, { id: 2 ** 53 })
    }))

  const circular: Record<string, unknown> = {}
  circular["self"] = circular
  const refused: ReadonlyArray<readonly [what: string, metadata: unknown, message: string]> = [
    ["NaN", { a: { b: Number.NaN } }, "Expected an object of JSON values, but a.b is NaN"],
    ["Infinity", { a: [1, Infinity] }, "Expected an object of JSON values, but a.1 is Infinity"],
    ["a bigint", { a: 1n }, "Expected an object of JSON values, but a is a bigint"],
    ["a function", { a: () => 1 }, "Expected an object of JSON values, but a is a function"],
    ["a circular reference", circular, "Expected an object of JSON values, but self is a circular reference"],
    ["a Map", { a: new Map([[1, 2]]) }, "Expected an object of JSON values, but a is of the class Map"],
    ["a Set", { a: [new Set([1])] }, "Expected an object of JSON values, but a.0 is of the class Set"],
    ["an Error", { a: new Error("no") }, "Expected an object of JSON values, but a is of the class Error"],
    ["a boxed number", { a: Object(Number.NaN) }, "Expected an object of JSON values, but a is of the class Number"],
    ["an invalid Date", { a: new Date("garbage") }, "Expected an object of JSON values, but a is of the class Date"],
    ["a Date", new Date(0), "Expected an object of JSON values, but it is of the class Date"],
    ["a secret", { a: { b: secret("x") } }, "Expected an object of JSON values, but a.b is a Redacted"],
    [
      "a Duration",
      { a: Duration.zero },
      "Expected an object of JSON values, but a is an object whose toJSON gives no text"
    ],
    ["an undefined array item", { a: [1, undefined] }, "Expected an object of JSON values, but a.1 is undefined"],
    [
      "a toJSON that returns no string",
      { a: { toJSON: () => Number.NaN } },
      "Expected an object of JSON values, but a is an object whose toJSON gives no text"
    ],
    // F31, F20
    [
      "an empty item",
      { a: Object.assign([], { 1: 1 }) },
      "Expected an object of JSON values, but a.0 is an empty item"
    ],
    [
      "an empty item at the end",
      { a: { b: Object.assign([1], { length: 2 }) } },
      "Expected an object of JSON values, but a.b.1 is an empty item"
    ],
    [
      "a list that claims to have 4,294,967,295 items",
      { a: Object.assign([], { length: 4_294_967_295 }) },
      "Expected an object of JSON values, but a is a list of 4294967295 items"
    ],
    [
      "a property of a list",
      { a: Object.assign([1], { extra: 2 }) },
      "Expected an object of JSON values, but a.extra is a property of a list"
    ],
    [
      "a boxed number with a property",
      { a: Object.assign(Object(Number.NaN) as object, { x: 1 }) },
      "Expected an object of JSON values, but a is of the class Number"
    ],
    [
      "a boxed boolean with a property",
      { a: [Object.assign(Object(true) as object, { x: 1 })] },
      "Expected an object of JSON values, but a.0 is of the class Boolean"
    ],
    [
      "an Error with a property",
      { a: Object.assign(new Error("no"), { code: 1 }) },
      "Expected an object of JSON values, but a is of the class Error"
    ],
    [
      "a symbol as key",
      { [Symbol("plan")]: "pro" },
      "Expected an object of JSON values, but Symbol(plan) is a symbol as key"
    ],
    [
      "a symbol as key of a list",
      { a: [Object.assign([1], { [Symbol("plan")]: "pro" })] },
      "Expected an object of JSON values, but a.0.Symbol(plan) is a symbol as key"
    ],
    [
      "a number beyond 2^53",
      { ids: [1, 2 ** 53] },
      "Expected an object of JSON values, but ids.1 is a number beyond 2^53, which JSON readers round"
    ],
    [
      "a number below -2^53",
      { a: { id: -(2 ** 53) } },
      "Expected an object of JSON values, but a.id is a number beyond 2^53, which JSON readers round"
    ],
    ["an array", [1], "Expected an object of JSON values"],
    ["null", null, "Expected an object of JSON values"],
    ["a string", "{}", "Expected an object of JSON values"]
  ]

  it.effect.each(refused)(
    "is rejected when it is or contains %s, which JSON would change",
    ([, metadata, message]) =>
      Effect.gen(function*() {
        const { layer, sent } = clerk()
        const call = Users.updateMetadata({ userId, privateMetadata: metadata as JsonObject })
        const reason = yield* failure(Effect.provide(call, layer))
        assert.deepStrictEqual(plain(reason), {
          _tag: "InvalidRequest",
          issues: [{ path: "privateMetadata", message }]
        })
        assert.deepStrictEqual(sent, [])
      })
  )

  describe("of more than 8 KB", () => {
    /** Metadata whose JSON has some bytes. An umlaut has two in UTF-8, an escaped line break two as well. */
    const ofSize = (bytes: number) => ({ text: `ü\n${"x".repeat(bytes - `{"text":"ü\\n"}`.length - 1)}` })

    it.effect.each(["publicMetadata", "privateMetadata", "unsafeMetadata"])(
      "is refused as %s before it is sent",
      (kind) =>
        Effect.gen(function*() {
          const { layer, sent } = clerk()
          const issues = [{
            path: kind,
            message: "Expected an object of JSON values, but it has 8193 bytes, more than the 8192 of Clerk's limit"
          }]
          const tooLarge = { [kind]: ofSize(8193) }
          const create = yield* failure(Effect.provide(Users.create(tooLarge), layer))
          assert.deepStrictEqual(plain(create), { _tag: "InvalidRequest", issues })
          const update = yield* failure(Effect.provide(Users.updateMetadata({ userId, ...tooLarge }), layer))
          assert.deepStrictEqual(plain(update), { _tag: "InvalidRequest", issues })
          assert.deepStrictEqual(sent, [])
        })
    )

    it.effect("is refused for each kind by itself, and 8 KB are sent", () =>
      Effect.gen(function*() {
        const { layer, sent } = clerk()
        const metadata = ofSize(8192)
        assert.strictEqual(new TextEncoder().encode(JSON.stringify(metadata)).length, 8192)
        yield* Users.create({ publicMetadata: metadata, privateMetadata: metadata, unsafeMetadata: metadata }).pipe(
          Effect.provide(layer)
        )
        assert.lengthOf(sent, 1)
      }))

    it.effect("is sent by updateMetadata when what is stored of it is less, because null removes a key", () =>
      Effect.gen(function*() {
        const { layer, sent } = clerk()
        const keys = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`key_${index}`, null]))
        yield* Users.updateMetadata({ userId, publicMetadata: { ...keys, inner: keys } }).pipe(Effect.provide(layer))
        assert.isAbove(textOf(only(sent))?.length ?? 0, 40_000)
        yield* failure(Effect.provide(Users.create({ publicMetadata: keys }), layer))
        assert.lengthOf(sent, 1)
      }))
  })
})
