import { FetchHttpClient, HttpClient, HttpClientError, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, Context, Effect, Exit, Fiber, Layer, Redacted, Schedule, TestClock } from "effect"
import { Clerk, Http, Retry } from "effect-clerk"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as SessionToken from "effect-clerk/SessionToken"
import { ClerkTest } from "effect-clerk/testing"
import { keyRequests } from "../support/keyRequests.ts"

type Reply = (url: string, headers: Readonly<Record<string, string>>) => Effect.Effect<Response, "lost">

/** A server of keys whose reply can be changed, with the requests it got. */
const server = (reply: Reply) => {
  const state = { reply, urls: new Array<string>(), headers: new Array<Readonly<Record<string, string>>>() }
  const client = HttpClient.make((request, url) =>
    Effect.suspend(() => {
      state.urls.push(url.href)
      state.headers.push(request.headers)
      return state.reply(url.href, request.headers)
    }).pipe(
      Effect.map((response) => HttpClientResponse.fromWeb(request, response)),
      Effect.mapError(() =>
        new HttpClientError.RequestError({ request, reason: "Transport", cause: new Error("lost") })
      )
    )
  )
  const layer = (options: ClerkKeys.CacheOptions = {}, retry: Retry.Policy = Retry.none) =>
    ClerkKeys.layerJwks(options).pipe(
      Layer.provide(Http.layer({ secretKey: Redacted.make("sk_test_keys"), retry })),
      Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
    )
  return { ...state, state, client, layer }
}

const json = (body: unknown, status = 200): Effect.Effect<Response> =>
  Effect.sync(() => Response.json(body, { status }))

const key = { kty: "RSA", n: "n".repeat(342), e: "AQAB", use: "sig", alg: "RS256" }
const jwks = (...ids: ReadonlyArray<string>) => ({ keys: ids.map((kid) => ({ ...key, kid })) })

const get = (keyId: string) => Effect.flatMap(ClerkKeys.ClerkKeys, (keys) => keys.get(keyId))
const outcome = (keyId: string) =>
  get(keyId).pipe(
    Effect.as("key"),
    Effect.catchAll((error) => Effect.succeed(error._tag === "TokenInvalid" ? error.reason : error._tag))
  )

const clerkError = (status: number) =>
  json({ errors: [{ code: "some_error", message: "An error", long_message: "An error" }] }, status)

describe("The keys of the Backend API", () => {
  it.effect("are requested once per time to live for 1,000 tokens", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* keyRequests(SessionToken.verify, 1000, 2), ["/v1/jwks", "/v1/jwks"])
    }))

  it.effect("are requested once for all fibers and for 5 minutes", () => {
    const { layer, state } = server(() => Effect.delay(json(jwks("ins_1")), "100 millis"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(Effect.replicateEffect(get("ins_1"), 1000, { concurrency: "unbounded" }))
      yield* TestClock.adjust("100 millis")
      assert.lengthOf(yield* Fiber.join(fiber), 1000)
      yield* TestClock.adjust("299 seconds")
      yield* Effect.replicateEffect(get("ins_1"), 1000)
      assert.deepStrictEqual(state.urls, ["https://api.clerk.com/v1/jwks"])
      assert.strictEqual(state.headers[0]!["authorization"], "Bearer sk_test_keys")
      yield* TestClock.adjust("1 second")
      const again = yield* Effect.fork(get("ins_1"))
      yield* TestClock.adjust("100 millis")
      yield* Fiber.join(again)
      assert.lengthOf(state.urls, 2)
    }).pipe(Effect.provide(layer()))
  })

  it.effect("are requested for the other fibers when the first is interrupted", () => {
    const { layer, state } = server(() => Effect.delay(json(jwks("ins_1")), "100 millis"))
    return Effect.gen(function*() {
      const [first, second] = [yield* Effect.fork(get("ins_1")), yield* Effect.fork(get("ins_1"))]
      yield* TestClock.adjust("50 millis")
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("50 millis")
      assert.isTrue(Exit.isSuccess(yield* Fiber.await(second)))
      assert.lengthOf(state.urls, 1)
    }).pipe(Effect.provide(layer()))
  })

  it.effect("are requested at most every 30 seconds for ids that they do not have", () => {
    const { layer, state } = server(() => json(jwks("ins_1")))
    return Effect.gen(function*() {
      for (let id = 0; id < 1000; id++) {
        assert.strictEqual(yield* outcome(`ins_attack_${id}`), "unknownKey")
      }
      assert.lengthOf(state.urls, 1)
      yield* TestClock.adjust("29 seconds")
      yield* outcome("ins_attack")
      assert.lengthOf(state.urls, 1)
      state.reply = () => json(jwks("ins_1", "ins_2"))
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* outcome("ins_2"), "key")
      assert.lengthOf(state.urls, 2)
    }).pipe(Effect.provide(layer()))
  })

  it.effect("B11: a wrong secret key is one request, and the failure is not that of the token", () => {
    const { layer, state } = server(() => clerkError(401))
    return Effect.gen(function*() {
      const error = yield* Effect.flip(get("ins_1"))
      assert.strictEqual(
        error._tag === "KeysUnavailable" && error.cause._tag === "ClerkErrors" && error.cause.status,
        401
      )
      yield* Effect.replicateEffect(outcome("ins_1"), 100)
      assert.lengthOf(state.urls, 1)
    }).pipe(Effect.provide(layer({}, Retry.standard)))
  })

  it.effect("B40: are not known when Clerk fails: a typed failure, and a retry after a second", () => {
    const { layer, state } = server(() => clerkError(500))
    return Effect.gen(function*() {
      assert.strictEqual(yield* outcome("ins_1"), "KeysUnavailable")
      assert.strictEqual(yield* outcome("ins_1"), "KeysUnavailable")
      assert.lengthOf(state.urls, 1)
      state.reply = () => json(jwks("ins_1"))
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* outcome("ins_1"), "key")
    }).pipe(Effect.provide(layer()))
  })

  it.effect("follow the retry policy of ClerkHttp", () => {
    const { layer, state } = server(() => clerkError(503))
    const retry = Retry.make({ schedule: Schedule.intersect(Schedule.spaced("1 second"), Schedule.recurs(2)) })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(outcome("ins_1"))
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual(yield* Fiber.join(fiber), "KeysUnavailable")
      assert.lengthOf(state.urls, 3)
    }).pipe(Effect.provide(layer({}, retry)))
  })

  it.effect("are used for an hour longer while Clerk is down, then no more", () => {
    const { layer, state } = server(() => json(jwks("ins_1")))
    return Effect.gen(function*() {
      assert.strictEqual(yield* outcome("ins_1"), "key")
      state.reply = () => Effect.fail("lost")
      yield* TestClock.adjust("64 minutes")
      yield* Effect.replicateEffect(get("ins_1"), 100)
      assert.lengthOf(state.urls, 2)
      assert.strictEqual(yield* outcome("ins_2"), "KeysUnavailable")
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* outcome("ins_1"), "KeysUnavailable")
    }).pipe(Effect.provide(layer()))
  })

  it.effect("are used after a second while Clerk hangs", () => {
    const { layer, state } = server(() => json(jwks("ins_1")))
    return Effect.gen(function*() {
      yield* get("ins_1")
      state.reply = () => Effect.never
      yield* TestClock.adjust("5 minutes")
      const fiber = yield* Effect.fork(outcome("ins_1"))
      yield* TestClock.adjust("999 millis")
      assert.isNull(yield* fiber.poll.pipe(Effect.map((exit) => exit._tag === "None" ? null : exit)))
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* Fiber.join(fiber), "key")
      assert.strictEqual(yield* outcome("ins_1"), "key")
      assert.lengthOf(state.urls, 2)
      const unknown = yield* Effect.fork(outcome("ins_2"))
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* Fiber.join(unknown), "KeysUnavailable")
    }).pipe(Effect.provide(layer()))
  })

  it.effect("time out when Clerk hangs from the start", () => {
    const { layer } = server(() => Effect.never)
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(outcome("ins_1"))
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* Fiber.join(fiber), "KeysUnavailable")
    }).pipe(Effect.provide(layer()))
  })

  it.effect("are not known when a proxy answers HTML, nothing or other JSON", () =>
    Effect.forEach(["<html>Bad gateway</html>", "", "{}", "[]", "{\"keys\":null}", "{\"keys\":{}}"], (body) => {
      const { layer } = server(() => Effect.sync(() => new Response(body)))
      return Effect.map(outcome("ins_1"), (tag) => assert.strictEqual(tag, "KeysUnavailable", body)).pipe(
        Effect.provide(layer())
      )
    }))

  it.effect("are found among 1,000, and others than RSA keys for signatures are left out", () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `ins_${index}`)
    const { layer } = server(() =>
      json({
        keys: [
          null,
          "key",
          { ...key, kid: "oct", kty: "oct", k: "secret" },
          { ...key, kid: "enc", use: "enc" },
          { ...key, kid: "hs", alg: "HS256" },
          { ...key, kid: "short", n: "n".repeat(171) },
          { ...key, kid: 5 },
          ...jwks(...ids).keys,
          { ...key, kid: "private", d: "private" },
          { ...key, kid: "ins_0", e: "other" }
        ]
      })
    )
    return Effect.gen(function*() {
      for (const id of ["oct", "enc", "hs", "short", "", "__proto__", "constructor"]) {
        assert.strictEqual(yield* outcome(id), "unknownKey", id)
      }
      assert.deepStrictEqual(yield* get("ins_999"), { kty: "RSA", n: key.n, e: "AQAB", alg: "RS256" })
      assert.notProperty(yield* get("private"), "d")
      assert.strictEqual((yield* get("ins_0")).e, "AQAB")
    }).pipe(Effect.provide(layer()))
  })

  it.effect("B37: are not shared by two instances in one build, though the ids of their keys are the same", () =>
    Effect.gen(function*() {
      const keys = ClerkKeys.layerJwks()
      const make = Effect.gen(function*() {
        const service = yield* ClerkKeys.ClerkKeys
        const verify = (token: string) =>
          Effect.provideService(SessionToken.verify(token), ClerkKeys.ClerkKeys, service)
        return { token: yield* ClerkTest.sessionToken({ userId: "user_1" }), verify }
      })
      class One extends Context.Tag("One")<One, Effect.Effect.Success<typeof make>>() {}
      class Two extends Context.Tag("Two")<Two, Effect.Effect.Success<typeof make>>() {}
      yield* Effect.gen(function*() {
        const [one, two] = [yield* One, yield* Two]
        yield* one.verify(one.token)
        yield* two.verify(two.token)
        const crossed = yield* Effect.flip(one.verify(two.token))
        assert.strictEqual(crossed._tag === "TokenInvalid" && crossed.reason, "badSignature")
      }).pipe(Effect.provide(Layer.merge(
        Layer.effect(One, make).pipe(Layer.provide(Layer.provideMerge(keys, ClerkTest.layer()))),
        Layer.effect(Two, make).pipe(Layer.provide(Layer.provideMerge(keys, ClerkTest.layer())))
      )))
    }))

  it.effect("are served by the in-memory Clerk, which counts the requests", () =>
    Effect.gen(function*() {
      const token = yield* ClerkTest.sessionToken({ userId: "user_1" })
      yield* Effect.replicateEffect(SessionToken.verify(token), 100)
      assert.deepStrictEqual((yield* ClerkTest.requests).map(({ operation }) => operation), ["jwks.get"])
    }).pipe(Effect.provide(Layer.provideMerge(ClerkKeys.layerJwks(), ClerkTest.layer()))))
})

describe("The keys of an issuer", () => {
  it.effect("are requested without a secret key, and tokens of other issuers are refused", () =>
    Effect.gen(function*() {
      const clerk = yield* ClerkTest
      const { client, state } = server((url) =>
        clerk.handle({ method: "GET", url: new URL(url).pathname, headers: {}, body: new Uint8Array() }).pipe(
          Effect.map(({ body, status }) => new Response(body as BodyInit, { status })),
          Effect.orDie
        )
      )
      const provide = (issuer: string) =>
        Effect.provide(ClerkKeys.layerIssuer(issuer).pipe(Layer.provide(Layer.succeed(HttpClient.HttpClient, client))))
      const token = yield* clerk.sessionToken({ userId: "user_1" })
      const session = yield* SessionToken.verify(token).pipe(provide(`${clerk.issuer}/`))
      assert.strictEqual(session.issuer, clerk.issuer)
      assert.deepStrictEqual(state.urls, [`${clerk.issuer}/.well-known/jwks.json`])
      assert.notProperty(state.headers[0], "authorization")
      const other = yield* Effect.flip(SessionToken.verify(token).pipe(provide("https://clerk.example.com")))
      assert.strictEqual(other._tag === "TokenInvalid" && other.reason, "wrongIssuer")
      const failure = yield* Effect.flip(SessionToken.verify(token).pipe(provide("no address")))
      assert.strictEqual(failure._tag, "ConfigError" as never)
    }).pipe(Effect.provide(ClerkTest.layer())))
})

describe("A key in PEM", () => {
  it.effect("may have escaped line ends, quotes or no first and last line", () =>
    Effect.gen(function*() {
      const pem = yield* ClerkTest.publicKeyPem
      const token = yield* ClerkTest.sessionToken({ userId: "user_1" })
      const bare = pem.replace(/-----.*-----|\n/g, "")
      for (
        const text of [pem, pem.replaceAll("\n", "\\n"), pem.replaceAll("\n", "\r\n"), `"${pem}"`, bare, ` ${bare} `]
      ) {
        yield* SessionToken.verify(token).pipe(
          Effect.provide(ClerkKeys.layerConfig()),
          Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["CLERK_JWT_KEY", text]])))
        )
      }
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("names the variable of a config of the program's own in its error", () =>
    Effect.gen(function*() {
      const error = yield* Layer.build(ClerkKeys.layerConfig(Config.string("MY_KEY"))).pipe(
        Effect.scoped,
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["MY_KEY", "canary"]]))),
        Effect.flip
      )
      assert.match(String(error), /^\(Invalid data at MY_KEY: /)
    }))

  it.effect("fails when the layer is built if it is invalid, and the error does not contain it", () =>
    Effect.forEach(
      ["", "secret", "-----BEGIN PRIVATE KEY-----\nsecret", "sk_test_secret"],
      (pem) =>
        Effect.gen(function*() {
          const error = yield* Effect.flip(Effect.scoped(Layer.build(ClerkKeys.layerPem(pem))))
          assert.match(String(error), /Expected the JWKS public key of Clerk in PEM/)
          assert.notInclude(String(error), "secret")
        })
    ))
})

describe("A backend without a connection", () => {
  it.live("fails with KeysUnavailable over fetch", () =>
    Effect.gen(function*() {
      const tag = yield* (
        Effect.provide(
          outcome("ins_1"),
          ClerkKeys.layerJwks().pipe(
            Layer.provide(
              Clerk.layer({ secretKey: Redacted.make("sk_test_x"), apiUrl: "http://127.0.0.1:9", retry: Retry.none })
            ),
            Layer.provide(FetchHttpClient.layer)
          )
        )
      )
      assert.strictEqual(tag, "KeysUnavailable")
    }))
})
