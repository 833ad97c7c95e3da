import { createClerkClient } from "@clerk/backend"
import {
  HttpApi,
  HttpApiBuilder,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpApp,
  HttpRouter,
  HttpServer,
  HttpServerRequest,
  HttpServerResponse,
  OpenApi
} from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, Logger, Option, Redacted, Runtime, Schema, TestClock } from "effect"
import { UserCache, Users } from "effect-clerk"
import * as Authentication from "effect-clerk/Authentication"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as CurrentUser from "effect-clerk/CurrentUser"
import { ClerkTest } from "effect-clerk/testing"
import { createHash } from "node:crypto"
import { afterEach, vi } from "vitest"

afterEach(() => {
  vi.restoreAllMocks()
})

const api = HttpApi.make("api")
  .add(
    HttpApiGroup.make("closed")
      .add(HttpApiEndpoint.get("me", "/me").addSuccess(Schema.String))
      .add(HttpApiEndpoint.get("name", "/name").addSuccess(Schema.NullOr(Schema.String)))
      .middleware(Authentication.Authentication)
  )
  .add(
    HttpApiGroup.make("open")
      .add(HttpApiEndpoint.get("hello", "/hello").addSuccess(Schema.String))
      .middleware(Authentication.OptionalAuthentication)
  )

const closed = HttpApiBuilder.group(api, "closed", (handlers) =>
  handlers
    .handle("me", () => Effect.map(Authentication.CurrentSession, ({ userId }) => userId))
    .handle("name", () => Effect.map(Effect.orDie(CurrentUser.get), ({ firstName }) => firstName)))

const open = HttpApiBuilder.group(
  api,
  "open",
  (handlers) =>
    handlers.handle(
      "hello",
      () =>
        Effect.map(Authentication.OptionalSession, (session) =>
          Option.match(session, { onNone: () => "nobody", onSome: ({ userId }) => userId }))
    )
)

type Send = (path: string, headers?: Readonly<Record<string, string>>) => Effect.Effect<{
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}>

/** Runs a test with a backend whose keys come from the in-memory Clerk. */
const backend = <A, E>(
  options: Authentication.Options,
  test: (send: Send) => Effect.Effect<A, E, ClerkTest | Users>,
  logged: Array<string> = []
) => {
  const ApiLive = HttpApiBuilder.api(api).pipe(
    Layer.provide([closed, open]),
    Layer.provide([Authentication.layer(options), Authentication.layerOptional(options)]),
    Layer.provideMerge(ClerkKeys.layerJwks()),
    Layer.provideMerge(UserCache.layerMemory({ timeToLive: "1 minute" })),
    Layer.provideMerge(ClerkTest.layer())
  )
  return Effect.gen(function*() {
    const runtime = yield* Effect.runtime<
      | HttpApi.Api
      | HttpRouter.HttpRouter.DefaultServices
      | HttpApiBuilder.Router
      | HttpApiBuilder.Middleware
      | ClerkTest
      | Users
    >()
    const app = yield* HttpApiBuilder.httpApp
    const handler = HttpApp.toWebHandlerRuntime(runtime as Runtime.Runtime<never>)(app as HttpApp.Default)
    return yield* test((path, headers = {}) => send(handler, path, headers))
  }).pipe(
    Effect.provide(Layer.mergeAll(
      ApiLive,
      HttpServer.layerContext,
      HttpApiBuilder.Router.Live,
      HttpApiBuilder.Middleware.layer,
      Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => void logged.push(String(message))))
    ))
  )
}

const send = (
  handler: (request: Request) => Promise<Response>,
  path: string,
  headers: Readonly<Record<string, string>>
) =>
  Effect.promise(async () => {
    const response = await handler(new Request(`http://127.0.0.1${path}`, { headers }))
    const body = await response.text()
    return {
      status: response.status,
      body: body === "" ? null : JSON.parse(body) as unknown,
      headers: response.headers
    }
  })

const signedOut = { _tag: "Unauthorized", message: "Sign in to use this" }

describe("The middleware of an HttpApi", () => {
  it.effect("accepts a token in the header or in the cookie", () =>
    backend({}, (send) =>
      Effect.gen(function*() {
        const token = yield* ClerkTest.sessionToken({ userId: "user_ada" })
        for (
          const headers of [
            { authorization: `Bearer ${token}` },
            { authorization: `bearer  ${token}` },
            { authorization: token },
            { cookie: `a=1; __session=${token}` },
            { cookie: `__session=${token}`, authorization: "Basic YTpi" }
          ]
        ) {
          const response = yield* send("/me", headers)
          assert.deepStrictEqual([response.status, response.body], [200, "user_ada"], JSON.stringify(headers))
        }
      })))

  it.effect("responds with 401 and the same body for every invalid token", () =>
    backend({ authorizedParties: ["https://app.example.com"] }, (send) =>
      Effect.gen(function*() {
        const good = yield* ClerkTest.sessionToken({ userId: "user_ada", authorizedParty: "https://app.example.com" })
        const other = yield* ClerkTest.sessionToken({ userId: "user_ada" })
        for (
          const headers of [
            {},
            { authorization: "" },
            { authorization: "Bearer" },
            { authorization: "Bearer text" },
            { authorization: `Bearer ${other}` },
            { cookie: `__session=${other}` },
            { cookie: "__session=" },
            // The header decides, even where the cookie is valid.
            { authorization: "Bearer text", cookie: `__session=${good}` }
          ]
        ) {
          const response = yield* send("/me", headers)
          assert.deepStrictEqual([response.status, response.body], [401, signedOut], JSON.stringify(headers))
        }
        assert.strictEqual((yield* send("/me", { cookie: `__session=${good}` })).status, 200)
      })))

  it.effect("says why with exposeReason", () =>
    backend({ exposeReason: true }, (send) =>
      Effect.gen(function*() {
        assert.deepStrictEqual((yield* send("/me")).body, { ...signedOut, reason: "missing" })
        assert.deepStrictEqual((yield* send("/me", { authorization: "Bearer x" })).body, {
          ...signedOut,
          reason: "malformed"
        })
      })))

  it.effect("B39: responds with 401 to a machine token or a template token in __session", () =>
    backend({}, (send) =>
      Effect.gen(function*() {
        const claims = { sub: "user_1", sid: "sess_1", exp: 60, iat: 0 }
        for (
          const token of [
            yield* ClerkTest.signToken({ ...claims, sub: "mch_1" }),
            yield* ClerkTest.signToken(claims, { typ: "at+jwt" }),
            yield* ClerkTest.signToken(claims, { cat: "cl_B7d4PD333AAA" }),
            yield* ClerkTest.signToken({ ...claims, sid: undefined }),
            "mt_opaque",
            "ak_opaque"
          ]
        ) {
          assert.strictEqual((yield* send("/me", { cookie: `__session=${token}` })).status, 401)
          assert.strictEqual((yield* send("/me", { authorization: `Bearer ${token}` })).status, 401)
        }
      })))

  it.effect("B12: responds with 503 and Retry-After, not 401, while Clerk cannot be asked for the keys", () =>
    Effect.forEach(
      [{ status: 429, headers: { "retry-after": "7" } }, { status: 500 }, { status: 401 }],
      (fault) =>
        backend({}, (send) =>
          Effect.gen(function*() {
            const token = yield* ClerkTest.sessionToken({ userId: "user_ada" })
            yield* ClerkTest.fault({ operation: "jwks.get", ...fault })
            for (const path of ["/me", "/hello"]) {
              const response = yield* send(path, { authorization: `Bearer ${token}` })
              assert.strictEqual(response.status, 503)
              assert.strictEqual((response.body as { _tag: string })._tag, "AuthenticationUnavailable")
              assert.strictEqual(response.headers.get("retry-after"), fault.status === 429 ? "7" : "5")
            }
            assert.lengthOf(yield* ClerkTest.requests, 1)
          }))
    ))

  it.effect("reads the cookie of its own application first, where several share a domain", () =>
    backend({ publishableKey: "pk_test_abc" }, (send) =>
      Effect.gen(function*() {
        const suffix = createHash("sha1").update("pk_test_abc").digest("base64url").slice(0, 8)
        const token = yield* ClerkTest.sessionToken({ userId: "user_ada" })
        const response = yield* send("/me", { cookie: `__session=other; __session_${suffix}=${token}` })
        assert.strictEqual(response.status, 200)
        assert.strictEqual((yield* send("/me", { cookie: `__session=${token}` })).status, 200)
      })))

  it.effect("gives an endpoint that is open to all the session, or none", () =>
    backend({}, (send) =>
      Effect.gen(function*() {
        const token = yield* ClerkTest.sessionToken({ userId: "user_ada" })
        assert.strictEqual((yield* send("/hello", { authorization: `Bearer ${token}` })).body, "user_ada")
        assert.strictEqual((yield* send("/hello", { authorization: "Bearer text" })).body, "nobody")
        assert.strictEqual((yield* send("/hello")).body, "nobody")
      })))

  it.effect("warns once when it accepts a cookie without authorizedParties", () => {
    const logged: Array<string> = []
    return backend({}, (send) =>
      Effect.gen(function*() {
        const token = yield* ClerkTest.sessionToken({ userId: "user_ada" })
        yield* send("/me", { authorization: `Bearer ${token}` })
        assert.deepStrictEqual(logged.filter((text) => text.includes("authorizedParties")), [])
        yield* send("/me", { cookie: `__session=${token}` })
        yield* send("/me", { cookie: `__session=${token}` })
        assert.lengthOf(logged.filter((text) => text.includes("authorizedParties")), 1)
      }), logged)
  })

  it.effect("lets a handler get its user through the cache", () =>
    backend({}, (send) =>
      Effect.gen(function*() {
        yield* ClerkTest.seed([{ id: "user_ada", firstName: "Ada" }])
        const token = yield* ClerkTest.sessionToken({ userId: "user_ada" })
        for (let index = 0; index < 3; index++) {
          assert.strictEqual((yield* send("/name", { authorization: `Bearer ${token}` })).body, "Ada")
        }
        assert.deepStrictEqual((yield* ClerkTest.requests).map(({ operation }) => operation), ["jwks.get", "users.get"])
      })))

  it("describes itself in OpenAPI", () => {
    const { components, paths } = OpenApi.fromApi(api)
    assert.deepStrictEqual(Object.keys(components.securitySchemes), ["bearer", "cookie"])
    assert.includeMembers(Object.keys(paths["/me"]!.get!.responses), ["200", "401", "503"])
  })
})

describe("The middleware of an HttpRouter", () => {
  it.effect("provides the session, or responds with 401", () =>
    Effect.gen(function*() {
      const app = HttpRouter.empty.pipe(
        HttpRouter.get(
          "/me",
          Effect.flatMap(Authentication.CurrentSession, ({ userId }) => Effect.orDie(HttpServerResponse.json(userId)))
        ),
        HttpRouter.use(Authentication.httpMiddleware()),
        Effect.orDie
      )
      const handler = HttpApp.toWebHandlerRuntime(yield* Effect.runtime<ClerkKeys.ClerkKeys>())(app)
      const token = yield* ClerkTest.sessionToken({ userId: "user_ada" })
      assert.strictEqual((yield* send(handler, "/me", { authorization: `Bearer ${token}` })).body, "user_ada")
      const response = yield* send(handler, "/me", {})
      assert.deepStrictEqual([response.status, response.body], [401, signedOut])
    }).pipe(Effect.provide(Layer.provideMerge(ClerkKeys.layerJwks(), ClerkTest.layer()))))
})

describe("Requests with every combination of header, cookie and token", () => {
  it.effect(
    "get the verdict of authenticateRequest of Clerk's own client",
    () =>
      backend({ authorizedParties: ["https://app.example.com"] }, (send) =>
        Effect.gen(function*() {
          const now = 1_700_000_000
          yield* TestClock.setTime(now * 1000)
          vi.spyOn(Date, "now").mockReturnValue(now * 1000)
          const jwtKey = yield* ClerkTest.publicKeyPem
          const clerk = createClerkClient({
            secretKey: "sk_test_in_memory",
            publishableKey: `pk_test_${btoa("clerk.in-memory.test$")}`,
            jwtKey
          })
          const claims = {
            sub: "user_1",
            sid: "sess_1",
            exp: 60,
            iat: 0,
            azp: "https://app.example.com",
            iss: "https://clerk.in-memory.test"
          }
          const tokens: Record<string, string> = {
            good: yield* ClerkTest.signToken(claims),
            expired: yield* ClerkTest.signToken({ ...claims, exp: now - 6 }),
            pending: yield* ClerkTest.signToken({ ...claims, sts: "pending" }),
            otherParty: yield* ClerkTest.signToken({ ...claims, azp: "https://evil.test" }),
            noParty: yield* ClerkTest.signToken({ ...claims, azp: undefined }),
            machine: yield* ClerkTest.signToken({ ...claims, sub: "mch_1" }),
            m2m: yield* ClerkTest.signToken(claims, { cat: "cl_B7d4PD333AAA" }),
            oauth: yield* ClerkTest.signToken(claims, { typ: "at+jwt" }),
            otherKey: yield* Effect.flatMap(
              Effect.provide(ClerkTest, ClerkTest.layer()),
              (other) => other.signToken(claims)
            ),
            opaque: "mt_opaque",
            text: "text",
            empty: ""
          }
          const verdicts: Array<string> = []
          for (const [inHeader, header] of [["none", undefined], ...Object.entries(tokens)] as const) {
            for (const [inCookie, cookie] of [["none", undefined], ...Object.entries(tokens)] as const) {
              for (const scheme of header === undefined ? [""] : ["Bearer ", "", "Basic "]) {
                const headers = {
                  ...header !== undefined && { authorization: `${scheme}${header}` },
                  cookie: `__client_uat=${now - 100}${cookie === undefined ? "" : `; __session=${cookie}`}`
                }
                const ours = (yield* send("/me", headers)).status === 200
                const state = yield* Effect.promise(() =>
                  clerk.authenticateRequest(new Request("http://127.0.0.1/me", { headers }), {
                    authorizedParties: ["https://app.example.com"]
                  })
                )
                const auth = state.toAuth()
                const theirs = state.isAuthenticated && auth !== null && auth.userId !== null
                if (ours !== theirs) {
                  verdicts.push(`${scheme}${inHeader}, cookie ${inCookie}: ${ours ? "accepted" : "refused"} only here`)
                }
              }
            }
          }
          assert.deepStrictEqual(verdicts, [])
        })),
    60_000
  )
})

describe("Two instances behind one constant layer of the middleware", () => {
  it.effect("each accept their own tokens only", () =>
    Effect.gen(function*() {
      const kit = Effect.all({ pem: ClerkTest.publicKeyPem, token: ClerkTest.sessionToken({ userId: "user_1" }) }).pipe(
        Effect.provide(ClerkTest.layer())
      )
      const [a, b] = [yield* kit, yield* kit]
      const AuthLive = Authentication.layer()
      const verdict = Effect.flatMap(Authentication.Authentication, ({ bearer }) =>
        Effect.forEach([a, b], ({ token }) =>
          (bearer(Redacted.make(token)) as Effect.Effect<unknown, unknown, HttpServerRequest.HttpServerRequest>).pipe(
            Effect.isSuccess,
            Effect.provideService(
              HttpServerRequest.HttpServerRequest,
              HttpServerRequest.fromWeb(
                new Request("http://localhost/", { headers: { authorization: `Bearer ${token}` } })
              )
            )
          )))
      const over = (pem: string) =>
        Layer.effect(Verdict, verdict).pipe(Layer.provide(AuthLive), Layer.provide(ClerkKeys.layerPem(pem)))
      const both = yield* Layer.build(
        Layer.zipWith(over(a.pem), over(b.pem), (a, b) =>
          Context.make(Verdicts, [a, b].map(Context.get(Verdict))))
      )
      assert.deepStrictEqual(Context.get(both, Verdicts), [[true, false], [false, true]])
    }).pipe(Effect.scoped))

  class Verdict extends Context.Tag("Verdict")<Verdict, ReadonlyArray<boolean>>() {}
  class Verdicts extends Context.Tag("Verdicts")<Verdicts, ReadonlyArray<ReadonlyArray<boolean>>>() {}
})
