/** F29: texts and numbers of errors are bounded, whatever is in a body or an input, and a page logs one warning. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, Redacted } from "effect"
import { Clerk, ClerkError, ClerkErrors, Errors, Http, Retry, SDKError, Users } from "effect-clerk"
import { userAda } from "../../fixtures/index.ts"
import { offline } from "../../support/http.ts"

const userId = "user_1"
const many = 200_000

const over = (status: number, body: string) =>
  Layer.provide(
    Clerk.layer({ secretKey: Redacted.make("sk_test_many"), retry: Retry.none, rateLimit: "none" }),
    offline(() => new Response(body, { status })).layer
  )

const repeated = (item: string, times = many) => `[${`${item},`.repeat(times - 1)}${item}]`
const long = "x".repeat(1_000_000)

const bodies: ReadonlyArray<readonly [what: string, status: number, body: string, ends: RegExp]> = [
  ["200,000 errors", 422, `{"errors":${repeated("{\"code\":\"a\",\"message\":\"no\"}")}}`, /\(a\); and 199,990 more$/],
  ["11 errors", 422, `{"errors":${repeated("{\"code\":\"a\",\"message\":\"no\"}", 11)}}`, /\(a\); and 1 more$/],
  ["10 long errors", 422, `{"errors":${repeated(`{"code":"${long.slice(0, 9999)}","message":"${long}"}`, 10)}}`, /…$/],
  ["one long trace id", 422, `{"errors":[],"clerk_trace_id":"${long}"}`, /…\]$/],
  [
    "a meta of 200,000 keys",
    422,
    `{"errors":[{"code":"a","meta":{${Array.from({ length: many }, (_, i) => `"k${i}":[${i}]`)}}}]}`,
    /no message \(a\)$/
  ],
  ["a meta of a long text", 422, `{"errors":[{"code":"a","meta":{"x":"${long}","${long}":1}}]}`, /no message \(a\)$/],
  [
    "200,000 e-mail addresses of another type",
    200,
    JSON.stringify(userAda()).replace(
      /"email_addresses":\[.*?\](?=,"phone)/,
      `"email_addresses":${repeated("1")}`
    ),
    /and 199,990 more\. The write may have succeeded$/
  ],
  ["items of another endpoint", 200, repeated("{\"a\":1}"), /./],
  ["a long id", 200, `{"id":"${long}"}`, /updated_at/]
]

describe("The error of a body with", () => {
  it.effect.each(bodies)(
    "%s is at most 4,000 characters long, and 300,000 as JSON",
    ([, status, body, ends]) =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(Users.ban({ userId })).pipe(
          Effect.provideService(Http.OnDecodeError, Effect.fail),
          Effect.provide(over(status, body))
        )
        assert.isAtMost(error.message.length, 4000)
        assert.match(error.message, ends)
        assert.isAtMost(JSON.stringify(error).length, 300_000)
        assert.isAtMost(String(error).length, 4100)
      })
  )
})

describe("The error of an input with", () => {
  const names = Object.fromEntries(Array.from({ length: many }, (_, index) => [`unknown_${index}`, 1]))
  const inputs: ReadonlyArray<readonly [what: string, call: Effect.Effect<unknown, unknown, Users>, ends: RegExp]> = [
    ["200,000 unknown names", Users.create(names as never), /unknown_9: Expected no such parameter; and 199,990 more$/],
    ["a long unknown name", Users.create({ [long]: 1 } as never), /…$|parameter$/],
    [
      "10,000 values of another type",
      Users.create({ emailAddress: Array.from({ length: 10_000 }, () => 1) as never }),
      /and 9,990 more$/
    ],
    ["a long key in metadata", Users.create({ publicMetadata: { [long]: NaN } }), /…$/],
    ["a long id", Users.get({ userId: long }), /1000000$/]
  ]
  it.effect.each(inputs)(
    "%s is at most 4,000 characters long, and 20,000 as JSON",
    ([, call, ends]) =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(call).pipe(Effect.provide(over(200, "{}")))
        assert.instanceOf(error, SDKError)
        assert.isAtMost(error.message.length, 4000)
        assert.match(error.message, ends)
        assert.isAtMost(JSON.stringify(error).length, 20_000)
      })
  )
})

describe("The message of an error made by hand", () => {
  it("is at most 4,000 characters long, and says how much is left out", () => {
    const issues = Array.from({ length: 1000 }, () => new Errors.Issue({ path: long.slice(0, 5000), message: long }))
    const errors = Array.from({ length: 1000 }, () => new ClerkError({ code: "a", message: long }))
    for (
      const error of [
        new ClerkErrors({ status: 422, errors }),
        new SDKError({ reason: new Errors.InvalidRequest({ issues }) }),
        new SDKError({ reason: new Errors.InvalidResponse({ status: 200, issues }) })
      ]
    ) {
      assert.isAtMost(error.message.length, 4000)
      assert.match(error.message, /; and 989 more$/)
    }
  })
})

describe("A page of users that cannot be decoded", () => {
  const logged = Effect.fnUntraced(function*(body: string) {
    const lines: Array<string> = []
    const logger = Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => lines.push(String(message))))
    const users = yield* Users.list().pipe(Effect.provide(over(200, body)), Effect.provide(logger))
    return { lines, users }
  })

  it.effect("logs one warning, with ten ids and how many more there are", () =>
    Effect.gen(function*() {
      const body = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ id: `user_${index}` })))
      const { lines, users } = yield* logged(body)
      assert.deepStrictEqual(users, [])
      assert.lengthOf(lines, 1)
      assert.include(lines[0], "20000 items of a list cannot be decoded in full: user_0, user_1, user_2, ")
      assert.include(
        lines[0],
        "user_9, and 19,990 more. users.list (GET /users) answered 200: could not decode user_0: "
      )
      assert.isAtMost(lines[0]!.length, 4000)
    }), 60_000)

  it.effect("logs the names of two, and returns the third", () =>
    Effect.gen(function*() {
      const { lines, users } = yield* logged(JSON.stringify([{ id: "user_1" }, userAda(), { name: "no id" }]))
      assert.lengthOf(users, 1)
      assert.lengthOf(lines, 1)
      assert.match(lines[0]!, /^2 items of a list cannot be decoded in full: user_1, one without an id\. users\.list/)
    }))

  it.effect("logs one warning for users that are left out and users with odd fields, each of which it names once", () =>
    Effect.gen(function*() {
      const odd = { ...userAda(), banned: 0, created_at: 1_700_000_000 }
      const { lines, users } = yield* logged(JSON.stringify([odd, { id: "user_2" }, { ...userAda(), id: "user_3" }]))
      assert.deepStrictEqual(users.map(({ id }): string => id), ["user_1", "user_3"])
      assert.lengthOf(lines, 1)
      assert.match(
        lines[0]!,
        /^2 items of a list cannot be decoded in full: user_1, user_2\..* could not decode a part of user_1: .*banned.*created_at/
      )
    }))

  it.effect("logs one warning for 20,000 users with odd fields, and returns them all", () =>
    Effect.gen(function*() {
      const body = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({
        id: `user_${index}`,
        created_at: 0,
        updated_at: 0,
        banned: 0,
        email_addresses: [null]
      })))
      const { lines, users } = yield* logged(body)
      assert.lengthOf(users, 20_000)
      assert.lengthOf(lines, 1)
      assert.include(lines[0], "20000 items of a list cannot be decoded in full: user_0, user_1, ")
      assert.isAtMost(lines[0]!.length, 4000)
    }), 60_000)

  it.effect("logs one warning for a batch of users with odd fields", () =>
    Effect.gen(function*() {
      const ids = ["user_1", "user_2", "user_3"]
      const lines: Array<string> = []
      const logger = Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => lines.push(String(message))))
      const body = JSON.stringify(ids.map((id) => ({ ...userAda(), id, banned: 0 })))
      const users = yield* Effect.forEach(ids, (userId) => Users.get({ userId }), { batching: true }).pipe(
        Effect.provide(over(200, body)),
        Effect.provide(logger)
      )
      assert.lengthOf(users, 3)
      assert.lengthOf(lines, 1)
      assert.include(lines[0], "3 items of a list cannot be decoded in full: user_1, user_2, user_3. ")
    }))

  it.effect("logs the error alone for one", () =>
    Effect.gen(function*() {
      const { lines } = yield* logged(JSON.stringify([{ id: "user_1" }, userAda()]))
      assert.lengthOf(lines, 1)
      assert.match(lines[0]!, /^users\.list \(GET \/users\) answered 200: could not decode user_1: /)
    }))
})
