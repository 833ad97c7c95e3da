import { FetchHttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc, Layer, Redacted } from "effect"
import { Clerk, SDKError, Users } from "effect-clerk"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { userAda } from "../../fixtures/index.ts"
import { resources } from "../../support/resources.ts"
import { answering, failure, plain, secretKey } from "../../support/wire.ts"

/** A real server that records the raw request targets. */
const listening = Effect.acquireRelease(
  Effect.async<{ readonly url: string; readonly targets: Array<string>; readonly close: () => void }>((resume) => {
    const targets: Array<string> = []
    const server = createServer((request, response) => {
      targets.push(`${request.method} ${request.url}`)
      response.end("[]")
    })
    server.listen(0, "127.0.0.1", () =>
      resume(Effect.succeed({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
        targets,
        close: () => {
          server.closeAllConnections()
          server.close()
        }
      })))
  }),
  ({ close }) => Effect.sync(close)
)

const hostile = [
  "/",
  "\\",
  ".",
  "..",
  "%",
  "%2e",
  "%2E%2e",
  "%252e",
  "%2f",
  "?",
  "#",
  "&",
  ";",
  ":",
  "@",
  "+",
  " ",
  "\0",
  "\r\n",
  "é",
  "😀",
  "\ud800",
  "user_1"
]

const anyId = fc.oneof(
  fc.constantFrom(...hostile, "", "user_1?x=1#y", "../organizations?x=1#", "a".repeat(256), "a".repeat(10_000)),
  fc.array(fc.constantFrom(...hostile), { maxLength: 5 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string16bits()
)

/** Whether an id cannot be one path segment: a URL parser or a proxy would normalise it to another path. */
const isUnencodable = (id: string) =>
  id === "" || id.length > 256 || !id.isWellFormed() || /^(\.|%(25)*2e){1,2}$/i.test(id)

describe("B14: an id in the path", () => {
  it.scoped("reaches the route of its operation or is rejected before anything is sent, for random ids", () =>
    Effect.gen(function*() {
      const { targets, url } = yield* listening
      const context = yield* Layer.build(
        Clerk.layer({ secretKey: Redacted.make(secretKey), apiUrl: url, rateLimit: "none" }).pipe(
          Layer.provide(FetchHttpClient.layer)
        )
      )
      let reached = 0
      const check = (userId: string, provider: string) =>
        Effect.gen(function*() {
          targets.length = 0
          const result = yield* Effect.either(Users.getOAuthAccessToken({ userId, provider }))
          if (result._tag === "Left") {
            assert.instanceOf(result.left, SDKError)
            assert.strictEqual(result.left.reason._tag, "InvalidRequest", result.left.message)
            assert.deepStrictEqual(targets, [])
            assert.isTrue([userId, provider].some(isUnencodable), "an id that could be sent was rejected")
            return
          }
          reached++
          assert.lengthOf(targets, 1)
          const [, ...segments] =
            /^GET \/v1\/users\/([^/?#]+)\/oauth_access_tokens\/([^/?#]+)\?paginated=true$/.exec(targets[0]!) ?? []
          assert.deepStrictEqual(segments.map(decodeURIComponent), [userId, `oauth_${provider.replace(/^oauth_/, "")}`])
        }).pipe(Effect.provide(context), Effect.runPromise)
      yield* Effect.promise(() => fc.assert(fc.asyncProperty(anyId, anyId, check), { numRuns: 300 }))
      assert.isAbove(reached, 30)
    }))

  // F21
  it.effect("is sent with the oauth_ of Clerk's names, if it is a provider", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: [] })
      for (const provider of ["google", "oauth_google", "custom_acme", "oauth_custom_acme"]) {
        yield* Effect.provide(Users.getOAuthAccessToken({ userId: "user_1", provider }), layer)
        yield* Effect.provide(Users.list({ provider, providerUserId: ["1"] }), layer)
        yield* Effect.provide(Effect.either(Users.count({ provider, providerUserId: ["1"] })), layer)
      }
      const urlsOf = (provider: string) => [
        `/users/user_1/oauth_access_tokens/${provider}?paginated=true`,
        `/users?provider=${provider}&provider_user_id=1`,
        `/users/count?provider=${provider}&provider_user_id=1`
      ]
      assert.deepStrictEqual(
        sent.map(({ url }) => url.replace("https://api.clerk.com/v1", "")),
        ["oauth_google", "oauth_google", "oauth_custom_acme", "oauth_custom_acme"].flatMap(urlsOf)
      )
      const reason = yield* failure(Effect.provide(Users.list({ provider: "", providerUserId: ["1"] }), layer))
      assert.deepStrictEqual(
        reason._tag === "InvalidRequest" && reason.issues.map(({ path }) => path),
        ["provider"]
      )
    }))

  it.effect("is percent-encoded once", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: userAda() })
      yield* Effect.provide(Users.get({ userId: "user_1?x=1#y/%2e é😀" }), layer)
      assert.strictEqual(
        sent[0]?.url,
        "https://api.clerk.com/v1/users/user_1%3Fx%3D1%23y%2F%252e%20%C3%A9%F0%9F%98%80"
      )
    }))

  const refused: ReadonlyArray<readonly [what: string, id: string, message: string]> = [
    ["one dot", ".", "Expected an id, got a path that leads to another route"],
    ["two dots", "..", "Expected an id, got a path that leads to another route"],
    ["encoded dots", "%2e%2E", "Expected an id, got a path that leads to another route"],
    ["dots encoded twice", ".%252e", "Expected an id, got a path that leads to another route"],
    ["a lone surrogate", "user_\ud800", "Expected an id of well-formed Unicode"],
    ["10 kB of text", "a".repeat(10_240), "Expected an id of at most 256 characters, got 10240"]
  ]

  it.effect.each(refused)("is rejected: %s", ([, userId, message]) =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: userAda() })
      const reason = yield* failure(Effect.provide(Users.ban({ userId }), layer))
      assert.deepStrictEqual(plain(reason), { _tag: "InvalidRequest", issues: [{ path: "userId", message }] })
      assert.deepStrictEqual(sent, [])
    }))
})

describe("B15: ids in paths", () => {
  const parameters = resources.flatMap(({ prefix, table, tag }) =>
    Object.entries(table).flatMap(([name, { path }]) =>
      Array.from(path.matchAll(/:(\w+)/g), ([, parameter]) => [`${prefix}.${name}`, parameter!, tag, name] as const)
    )
  )

  it("occur 38 times in the operations of users", () => {
    assert.lengthOf(parameters.filter(([name]) => name.startsWith("users.")), 38)
  })

  it.effect.each(parameters)(
    "%s rejects an empty %s and sends nothing",
    ([operation, parameter, tag, name]) =>
      Effect.gen(function*() {
        const { layer, sent } = answering({ body: userAda() })
        const service = yield* Effect.provide(tag, layer)
        const others = parameters.filter(([other]) => other === operation).map(([, other]) => [other, "id_1"])
        const call = service[name as "get"] as (input: object) => Effect.Effect<unknown>
        const reason = yield* failure(call({ ...Object.fromEntries(others), [parameter]: "" }))
        assert.deepStrictEqual(plain(reason), {
          _tag: "InvalidRequest",
          issues: [{ path: parameter, message: "Expected an id, got an empty string" }]
        })
        assert.deepStrictEqual(sent, [])
      })
  )
})
