/** Invalid input over a real socket and every HTTP client: the call fails with a message and nothing is sent. */
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Redacted, Stream } from "effect"
import { Clerk, UserCache, UserLoader, userOperations, Users } from "effect-clerk"
import { userAda } from "../../fixtures/index.ts"
import {
  clerkErrorsOf,
  client,
  failureOf,
  httpClients,
  reasonOf,
  respondWith,
  serve,
  type Server
} from "../../support/server.ts"
import { answering, textOf } from "../../support/wire.ts"

const refused = reasonOf("InvalidRequest")
const notFound = respondWith(404, "{\"errors\":[{\"code\":\"resource_not_found\",\"message\":\"not found\"}]}")

describe.each(httpClients)("A call over %s", (_, http) => {
  const on = (server: Pick<Server, "url">) => Effect.provide(Layer.provide(client(server), http))

  const refusedIds: ReadonlyArray<readonly [id: string, message: string]> = [
    ["", "Expected an id, got an empty string"],
    [".", "Expected an id, got a path that leads to another route"],
    ["..", "Expected an id, got a path that leads to another route"],
    ["%2e%2e", "Expected an id, got a path that leads to another route"],
    [".%2E", "Expected an id, got a path that leads to another route"],
    ["%252e%252e", "Expected an id, got a path that leads to another route"],
    ["\ud800", "Expected an id of well-formed Unicode"],
    ["x".repeat(10_000), "Expected an id of at most 256 characters, got 10000"]
  ]
  it.scoped("fails with InvalidRequest for an id that cannot be encoded as one path segment, and sends nothing", () =>
    Effect.gen(function*() {
      const server = yield* serve(notFound)
      for (const [userId, message] of refusedIds) {
        const error = yield* refused(Users.delete({ userId })).pipe(on(server))
        assert.strictEqual(error.message, `users.delete (DELETE /users/:userId) was not sent: userId: ${message}`)
        const { reason } = yield* refused(Users.deletePasskey({ userId: "user_1", passkeyIdentificationId: userId }))
          .pipe(
            on(server)
          )
        assert.deepStrictEqual(reason.issues.map(({ path }) => path), ["passkeyIdentificationId"])
      }
      assert.lengthOf(server.received, 0)
    }))

  const hostileIds: ReadonlyArray<readonly [id: string, url: string]> = [
    ["a/b", "/v1/users/a%2Fb/ban"],
    ["../organizations", "/v1/users/..%2Forganizations/ban"],
    ["..\\organizations", "/v1/users/..%5Corganizations/ban"],
    ["user_1?x=1", "/v1/users/user_1%3Fx%3D1/ban"],
    ["user_1#y", "/v1/users/user_1%23y/ban"],
    ["user_1;a=b", "/v1/users/user_1%3Ba%3Db/ban"],
    ["user 1", "/v1/users/user%201/ban"],
    ["user_1\r\nx-injected: 1", "/v1/users/user_1%0D%0Ax-injected%3A%201/ban"],
    ["user_1\u0000", "/v1/users/user_1%00/ban"],
    ["üser_😀", "/v1/users/%C3%BCser_%F0%9F%98%80/ban"],
    ["...", "/v1/users/.../ban"],
    ["%2f", "/v1/users/%252f/ban"]
  ]
  it.scoped("percent-encodes an id with special characters, so that it reaches the route of its operation", () =>
    Effect.gen(function*() {
      const server = yield* serve(notFound)
      for (const [userId] of hostileIds) {
        assert.strictEqual((yield* clerkErrorsOf(Users.ban({ userId })).pipe(on(server))).status, 404)
      }
      assert.deepStrictEqual(server.received.map(({ url }) => url), hostileIds.map(([, url]) => url))
      assert.isTrue(server.received.every(({ headers }) => headers["x-injected"] === undefined))
    }))

  it.scoped("omits undefined from the body and sends null", () =>
    Effect.gen(function*() {
      const server = yield* serve(notFound)
      yield* failureOf(Users.update({
        userId: "user_1",
        firstName: undefined,
        lastName: null,
        username: "",
        skipLegalChecks: false,
        createOrganizationsLimit: 0
      })).pipe(on(server))
      assert.deepStrictEqual(
        server.received.map(({ body }) => body),
        ["{\"last_name\":null,\"username\":\"\",\"create_organizations_limit\":0,\"skip_legal_checks\":false}"]
      )
    }))

  it.scoped("omits undefined from metadata and sends null", () =>
    Effect.gen(function*() {
      const server = yield* serve(notFound)
      yield* failureOf(Users.updateMetadata({
        userId: "user_1",
        publicMetadata: { gone: null, kept: undefined },
        privateMetadata: undefined
      })).pipe(on(server))
      assert.deepStrictEqual(server.received.map(({ body }) => body), ["{\"public_metadata\":{\"gone\":null}}"])
    }))
})

describe("A call from untyped code", () => {
  const circular: Record<string, unknown> = { a: {} }
  circular["a"] = circular
  const wiped = Redacted.make("wiped")
  Redacted.unsafeWipe(wiped)

  const wrong: ReadonlyArray<readonly [name: string, call: Effect.Effect<unknown, unknown, Users>, message: string]> = [
    ["no input", Users.get(undefined as never), "userId: Expected a value, got nothing"],
    ["null", Users.get(null as never), "Expected an object of parameters"],
    ["a string", Users.get("user_1" as never), "Expected an object of parameters"],
    ["a number as id", Users.get({ userId: 5 as never }), "userId: Expected string, got number"],
    ["null as id", Users.get({ userId: null as never }), "userId: Expected string, got null"],
    [
      "an unknown parameter",
      Users.get({ userId: "user_1", userID: "user_2" } as never),
      "userID: Expected no such parameter"
    ],
    ["a string as limit", Users.list({ limit: "10" as never }), "limit: Expected number, got string"],
    [
      "a string instead of a list of addresses",
      Users.list({ emailAddress: "a@b.c" as never }),
      "emailAddress: Expected an array, got string"
    ],
    [
      "a number as name",
      Users.update({ userId: "user_1", firstName: 5 as never }),
      "firstName: Expected string or null, got number"
    ],
    [
      "a plain password",
      Users.create({ password: "canary" as never }),
      "password: Expected Redacted.make(…) or null, got string"
    ],
    [
      "a number as password",
      Users.create({ password: Redacted.make(5 as never) }),
      "password: Expected Redacted.make(…) or null, got an object"
    ],
    [
      "a wiped password",
      Users.create({ password: wiped }),
      "Expected values that can be read, but a getter threw or a secret was wiped"
    ],
    [
      "an invalid Date as time",
      Users.create({ createdAt: new Date("garbage") }),
      "createdAt: Expected DateTime.Utc or Date or null, got an object"
    ],
    [
      "a string as time",
      Users.list({ createdAtAfter: "2024-01-01" as never }),
      "createdAtAfter: Expected DateTime.Utc or Date, got string"
    ],
    [
      "an array as metadata",
      Users.create({ publicMetadata: [] as never }),
      "publicMetadata: Expected an object of JSON values"
    ],
    [
      "a bigint in metadata",
      Users.create({ publicMetadata: { n: 1n } }),
      "publicMetadata: Expected an object of JSON values, but n is a bigint"
    ],
    [
      "NaN in metadata",
      Users.create({ publicMetadata: { n: NaN } }),
      "publicMetadata: Expected an object of JSON values, but n is NaN"
    ],
    [
      "circular metadata",
      Users.create({ publicMetadata: circular }),
      "publicMetadata: Expected an object of JSON values, but a is a circular reference"
    ],
    [
      "metadata whose toJSON throws",
      Users.create({
        publicMetadata: {
          bad: {
            toJSON() {
              throw new Error("no")
            }
          }
        }
      }),
      "publicMetadata: Expected an object of JSON values, but it cannot be read"
    ],
    [
      "metadata whose getter throws",
      Users.create({
        publicMetadata: {
          get bad(): string {
            throw new Error("no")
          }
        }
      }),
      "publicMetadata: Expected an object of JSON values, but it cannot be read"
    ],
    [
      "an input whose getter throws",
      Users.create({
        get firstName(): string {
          throw new Error("no")
        }
      }),
      "Expected values that can be read, but a getter threw or a secret was wiped"
    ],
    [
      "a filter whose getter throws",
      Users.list({
        get query(): string {
          throw new Error("no")
        }
      }),
      "Expected values that can be read, but a getter threw or a secret was wiped"
    ],
    [
      "a string as file",
      Users.setProfileImage({ userId: "user_1", file: "x" as never }),
      "file: Expected Blob or Uint8Array or an object, got string"
    ]
  ]
  it.scoped.each(wrong)(
    "with %s fails with InvalidRequest and sends nothing",
    ([, call, message]) =>
      Effect.gen(function*() {
        const server = yield* serve(notFound)
        const error = yield* refused(call).pipe(
          Effect.provide(Layer.provide(client(server), httpClients[0]![1]))
        )
        assert.include(error.message, ` was not sent: ${message}`)
        assert.lengthOf(server.received, 0)
      })
  )
})

// F30
describe("An input that cannot be read", () => {
  const revoked = <A extends object>(target: A): A => {
    const { proxy, revoke } = Proxy.revocable(target, {})
    revoke()
    return proxy
  }
  /** A list that claims a length, without the items. */
  const huge = Object.assign([] as Array<string>, { length: 4_294_967_295 })
  const endless = {
    *[Symbol.iterator]() {
      for (;;) yield `user_${Math.random()}`
    }
  }
  /** An object whose getter returns a value twice, and then throws. */
  const flaky = (name: string, value: unknown) => {
    let reads = 0
    return Object.defineProperty({}, name, {
      enumerable: true,
      get: () => {
        if (++reads > 2) throw new Error("canary")
        return value
      }
    })
  }
  const throwing = (name: string) =>
    Object.defineProperty({}, name, {
      enumerable: true,
      get: () => {
        throw new Error("canary")
      }
    })

  type Run = (input: never) => Effect.Effect<unknown, unknown, Users> | Stream.Stream<unknown, unknown, Users>
  const operations = Object.keys(userOperations).map((name) =>
    [name, Users[name as keyof typeof userOperations] as Run] as const
  )
  const helpers: ReadonlyArray<readonly [name: string, run: Run]> = [
    ["stream", Users.stream],
    ["pages", Users.pages],
    ["streamOrganizationMemberships", Users.streamOrganizationMemberships],
    ["streamOrganizationInvitations", Users.streamOrganizationInvitations],
    ["getMany", Users.getMany],
    ["listWithCount", Users.listWithCount],
    ["findByEmailAddress", Users.findByEmailAddress],
    ["findByPhoneNumber", Users.findByPhoneNumber],
    ["findByUsername", Users.findByUsername],
    ["findByWeb3Wallet", Users.findByWeb3Wallet],
    ["findByExternalId", Users.findByExternalId]
  ]
  const layers: ReadonlyArray<readonly [name: string, wrap: typeof Clerk.layer]> = [
    ["Users", Clerk.layer],
    ["UserCache", (options) => Layer.provideMerge(UserCache.layerMemory({ timeToLive: 1000 }), Clerk.layer(options))],
    ["UserLoader", (options) => Layer.provideMerge(UserLoader.layer(), Clerk.layer(options))]
  ]
  const on = Effect.fnUntraced(function*(run: Run, input: unknown, wrap = Clerk.layer) {
    const { layer, sent } = answering({ body: userAda() }, wrap)
    const effect = run(input as never)
    const call: Effect.Effect<unknown, unknown, Users> = Effect.isEffect(effect) ? effect : Stream.runDrain(effect)
    const { reason } = yield* refused(call).pipe(Effect.provide(layer))
    assert.lengthOf(sent, 0)
    return reason.issues.map(({ message, path }) => path === "" ? message : `${path}: ${message}`).join()
  })
  const unreadable = "Expected values that can be read, but a getter threw or a secret was wiped"

  it.effect.each(layers)("fails every call with InvalidRequest, over %s", ([, wrap]) =>
    Effect.gen(function*() {
      for (const [name, run] of [...operations, ...helpers]) {
        assert.include(yield* on(run, revoked({}), wrap), unreadable, name)
        for (const odd of [Symbol("id"), revoked(() => 0), 5, throwing("userId"), huge, new String("user_1")]) {
          yield* on(run, odd, wrap)
        }
      }
    }))

  const lists: ReadonlyArray<readonly [run: Run, name: string]> = [
    [Users.list, "userId"],
    [Users.count, "emailAddress"],
    [Users.create, "emailAddress"],
    [Users.create, "backupCodes"],
    [Users.stream, "phoneNumber"]
  ]
  it.effect("is refused without a copy when a list claims to have 4,294,967,295 items", () =>
    Effect.gen(function*() {
      for (const [run, name] of lists) {
        assert.strictEqual(
          yield* on(run, { [name]: huge }),
          `${name}: Expected at most 10000 items, got 4294967295`
        )
        assert.strictEqual(yield* on(run, { [name]: revoked(["a"]) }), unreadable)
      }
      assert.strictEqual(yield* on(Users.list, { userId: [revoked({})] }), unreadable)
      assert.strictEqual(yield* on(Users.getMany, huge), "Expected at most 1000000 ids")
      assert.strictEqual(yield* on(Users.getMany, endless), "Expected at most 1000000 ids")
    }))

  it.effect("fails when a getter or proxy inside a field throws", () =>
    Effect.gen(function*() {
      const inside: ReadonlyArray<readonly [run: Run, input: object]> = [
        [Users.create, { publicMetadata: revoked({}) }],
        [Users.create, { publicMetadata: { a: [revoked({})] } }],
        [Users.create, { password: revoked({}) }],
        [Users.create, { createdAt: revoked({}) }],
        [Users.list, { userId: [{ exclude: revoked({}) }] }],
        [Users.list, { organizationId: [throwing("exclude")] }],
        [Users.stream, { startingAfter: throwing("id") }],
        [Users.stream, { startingAfter: { id: "user_1", createdAt: revoked({}) } }],
        [Users.setProfileImage, { userId: "user_1", file: throwing("content") }],
        [Users.setProfileImage, { userId: "user_1", file: { content: revoked(new Uint8Array(1)) } }],
        [Users.setProfileImage, { userId: "user_1", file: new Uint8Array(4_000_000_000) }]
      ]
      for (const [run, input] of inside) {
        assert.match(yield* on(run, input), /Expected/)
      }
    }))

  it.effect("is one whose getter throws at the first access: later ones do not happen", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: userAda() })
      yield* Effect.provide(Users.get(flaky("userId", "user_1") as never), layer)
      yield* Effect.provide(Users.update({ userId: "user_1", ...flaky("firstName", "Ada") }), layer)
      yield* Effect.provide(Effect.either(Users.list(flaky("userId", ["user_1"]))), layer)
      yield* Effect.provide(Effect.either(Users.list(flaky("userId", [flaky("exclude", "user_1")]) as never)), layer)
      yield* Effect.provide(Effect.either(Stream.runDrain(Users.stream(flaky("query", "ada")))), layer)
      assert.deepStrictEqual(sent.map(({ method, url }) => `${method} ${url.replace(/.*v1/, "")}`), [
        "GET /users/user_1",
        "PATCH /users/user_1",
        "GET /users?user_id=user_1",
        "GET /users?user_id=-user_1",
        "GET /users?query=ada&limit=500&order_by=-created_at"
      ])
    }))

  it.effect("is not one of a class, whose getters are its fields", () =>
    Effect.gen(function*() {
      class Form {
        readonly userId = "user_1"
        get firstName() {
          return "Ada"
        }
      }
      const { layer, sent } = answering({ body: userAda() })
      yield* Effect.provide(Users.update(new Form()), layer)
      assert.strictEqual(textOf(sent[0]!), `{"first_name":"Ada"}`)
      yield* Effect.provide(Users.get(Object.assign(Object.create(null), { userId: "user_1" })), layer)
    }))
})

it.effect("layerConfig fails with the name of a missing variable", () =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(
      Layer.build(Clerk.layerConfig()).pipe(
        Effect.scoped,
        Effect.provide(httpClients[0]![1]),
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map()))
      )
    )
    assert.strictEqual(
      String(error),
      "(Missing data at CLERK_SECRET_KEY: \"Expected CLERK_SECRET_KEY to exist in the provided map\")"
    )
  }))
