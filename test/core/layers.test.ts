/** Clerk.layer and its variants: secret key, URL, API version, and the span of a call. */
import { HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, Duration, Effect, Layer, Redacted, TestClock } from "effect"
import { Auth, Clerk, Errors, type Http, Retry, Users } from "effect-clerk"
import { runInNewContext } from "node:vm"
import { calls, names } from "../support/calls.ts"
import { offline } from "../support/http.ts"
import { failureOf, reasonOf } from "../support/server.ts"
import { tracing } from "../support/tracing.ts"

const counted = () => Response.json({ object: "total_count", total_count: 7 })
const secretKey = Redacted.make("sk_test_layers")

/** The only request of a call through a layer. */
const sentThrough = Effect.fnUntraced(function*<E>(layer: Layer.Layer<Users, E, HttpClient.HttpClient>) {
  const { layer: http, sent } = offline(counted)
  yield* Users.count().pipe(Effect.provide(Layer.provide(layer, http)))
  assert.lengthOf(sent, 1)
  return sent[0]!
})

/** The error of a layer that fails to build. */
const buildErrorOf = <A, E>(layer: Layer.Layer<A, E, HttpClient.HttpClient>) =>
  Layer.build(Layer.provide(layer, offline(counted).layer)).pipe(Effect.scoped, Effect.flip, Effect.map(String))

const withVariables = (variables: Record<string, string>) =>
  Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(variables))))

/** Invalid keys, and the end of their error messages. */
const badKeys: ReadonlyArray<readonly [key: string, message: string]> = [
  ["", "got an empty string"],
  ["sk_test_canary\n", "got white space around it"],
  [" sk_test_canary", "got white space around it"],
  ["pk_test_canary", "got a publishable key"],
  ["\"sk_test_canary\"", "got quotes around it"],
  ["'sk_test_canary'", "got quotes around it"],
  ["sk_test_", "got a value that is not a Clerk secret key"],
  ["sk_test_ca\r\nx-injected: 1", "got a value that is not a Clerk secret key"],
  ["sk_test_cänary", "got a value that is not a Clerk secret key"],
  ["sk_canary", "got a value that is not a Clerk secret key"],
  ["Bearer sk_test_canary", "got a value that is not a Clerk secret key"]
]

describe("Clerk.layer", () => {
  it.effect("sends the secret key and the API version of the schemas", () =>
    Effect.gen(function*() {
      const { headers, url } = yield* sentThrough(Clerk.layer({ secretKey }))
      assert.strictEqual(url, "https://api.clerk.com/v1/users/count")
      assert.strictEqual(headers["authorization"], "Bearer sk_test_layers")
      assert.strictEqual(headers["clerk-api-version"], "2026-05-12")
    }))

  it.effect.each(badKeys)("rejects the key %j and does not show it", ([key, message]) =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* buildErrorOf(Clerk.layer({ secretKey: Redacted.make(key) })),
        `(Invalid data at secretKey: "Expected a secret key of Clerk, sk_test_…, sk_live_… or ak_…, ${message}")`
      )
    }))

  const noKeys: ReadonlyArray<readonly [name: string, key: unknown, message: string]> = [
    ["undefined", undefined, "got no string in Redacted.make(…)"],
    ["a plain string", "sk_test_canary", "got no string in Redacted.make(…)"],
    ["a Redacted of undefined", Redacted.make(undefined), "got no string in Redacted.make(…)"]
  ]
  it.effect.each(noKeys)("rejects %s as key", ([, key, message]) =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* buildErrorOf(Clerk.layer({ secretKey: key as never })),
        `(Invalid data at secretKey: "Expected a secret key of Clerk, sk_test_…, sk_live_… or ak_…, ${message}")`
      )
    }))

  const urls: ReadonlyArray<readonly [apiUrl: string, url: string]> = [
    ["http://127.0.0.1:8787/v1", "http://127.0.0.1:8787/v1/users/count"],
    ["https://proxy.example/clerk/v1/", "https://proxy.example/clerk/v1/users/count"],
    ["https://proxy.example/clerk/v1//", "https://proxy.example/clerk/v1/users/count"],
    // F44
    ["https://proxy.example//", "https://proxy.example/v1/users/count"],
    ["https://proxy.example", "https://proxy.example/v1/users/count"],
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787/v1/users/count"]
  ]
  it.effect.each(urls)(
    "keeps the path of the URL %s, and adds /v1 to a URL without a path",
    ([apiUrl, url]) =>
      Effect.gen(function*() {
        assert.strictEqual((yield* sentThrough(Clerk.layer({ secretKey, apiUrl }))).url, url)
      })
  )

  // F28: a check that takes the square of the length would take minutes.
  it.effect("accepts a URL with 500,000 slashes, and removes those at its end", () =>
    Effect.gen(function*() {
      const slashes = "/".repeat(500_000)
      const urlOf = (path: string) =>
        Effect.map(sentThrough(Clerk.layer({ secretKey, apiUrl: `https://proxy.example${path}` })), ({ url }) => url)
      assert.strictEqual(yield* urlOf(slashes), "https://proxy.example/v1/users/count")
      assert.strictEqual(yield* urlOf(`/v1${slashes}`), "https://proxy.example/v1/users/count")
      assert.isTrue((yield* urlOf(`${slashes}v1`)).endsWith("//v1/users/count"))
    }))

  const badUrls = [
    "",
    "api.clerk.com",
    "ftp://api.clerk.com",
    "https://ada:canary@api.clerk.com",
    "https://api.clerk.com?x=1",
    "https://api.clerk.com#x",
    // F28
    "https://api.clerk.com/v1?",
    "https://api.clerk.com/v1#",
    "https://api.clerk.com?#",
    "file:///etc/passwd"
  ]
  it.effect.each(badUrls)("rejects the URL %j", (apiUrl) =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* buildErrorOf(Clerk.layer({ secretKey, apiUrl })),
        "(Invalid data at apiUrl: \"Expected an http or https address without credentials, query or hash, such as " +
          "https://api.clerk.com/v1\")"
      )
    }))

  it.effect.each(["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12", "2027-01-31"])(
    "sends the API version %s if it is given",
    (apiVersion) =>
      Effect.gen(function*() {
        const { headers } = yield* sentThrough(Clerk.layer({ secretKey, apiVersion }))
        assert.strictEqual(headers["clerk-api-version"], apiVersion)
      })
  )

  it.effect.each(["", "latest", "2026-05-12\r\nx-injected: 1", "2026-5-12"])(
    "rejects the API version %j",
    (apiVersion) =>
      Effect.gen(function*() {
        assert.strictEqual(
          yield* buildErrorOf(Clerk.layer({ secretKey, apiVersion })),
          "(Invalid data at apiVersion: \"Expected a version of Clerk's API, such as 2026-05-12\")"
        )
      })
  )

  it.effect("applies transformClient to each request", () =>
    Effect.gen(function*() {
      const seen: Array<string> = []
      const transformClient: Http.Options["transformClient"] = (client) =>
        client.pipe(
          HttpClient.mapRequest(HttpClientRequest.setHeader("x-tenant", "acme")),
          HttpClient.tapRequest((request) => Effect.sync(() => seen.push(`${request.method} ${request.url}`)))
        )
      const { headers } = yield* sentThrough(Clerk.layer({ secretKey, transformClient }))
      assert.strictEqual(headers["x-tenant"], "acme")
      assert.strictEqual(headers["clerk-api-version"], "2026-05-12")
      assert.deepStrictEqual(seen, ["GET https://api.clerk.com/v1/users/count"])
    }))
})

describe("Clerk.layerConfig", () => {
  it.effect("reads key, URL and API version from environment variables", () =>
    Effect.gen(function*() {
      const { headers, url } = yield* sentThrough(Clerk.layerConfig()).pipe(withVariables({
        CLERK_SECRET_KEY: "sk_live_variable",
        CLERK_API_URL: "http://127.0.0.1:8787/v1",
        CLERK_API_VERSION: "2025-11-10"
      }))
      assert.strictEqual(url, "http://127.0.0.1:8787/v1/users/count")
      assert.strictEqual(headers["authorization"], "Bearer sk_live_variable")
      assert.strictEqual(headers["clerk-api-version"], "2025-11-10")
    }))

  it.effect("requires only the variable of the key", () =>
    Effect.gen(function*() {
      const { headers, url } = yield* sentThrough(Clerk.layerConfig()).pipe(
        withVariables({ CLERK_SECRET_KEY: "sk_live_variable" })
      )
      assert.strictEqual(url, "https://api.clerk.com/v1/users/count")
      assert.strictEqual(headers["clerk-api-version"], "2026-05-12")
    }))

  it.effect("fails with the name of the missing variable", () =>
    Effect.gen(function*() {
      const error = yield* buildErrorOf(Clerk.layerConfig()).pipe(withVariables({}))
      assert.match(error, /^\(Missing data at CLERK_SECRET_KEY: /)
    }))

  it.effect.each(badKeys)(
    "fails with the name of the variable for the key %j and does not show it",
    ([key, message]) =>
      Effect.gen(function*() {
        assert.strictEqual(
          yield* buildErrorOf(Clerk.layerConfig()).pipe(withVariables({ CLERK_SECRET_KEY: key })),
          `(Invalid data at CLERK_SECRET_KEY: "Expected a secret key of Clerk, sk_test_…, sk_live_… or ak_…, ${message}")`
        )
      })
  )

  const badVariables: ReadonlyArray<readonly [name: string, value: string]> = [
    ["CLERK_API_URL", "https://ada:canary@api.clerk.com"],
    ["CLERK_API_VERSION", "canary"]
  ]
  it.effect.each(badVariables)(
    "fails with the name %s for an invalid value and does not show it",
    ([name, value]) =>
      Effect.gen(function*() {
        const error = yield* buildErrorOf(Clerk.layerConfig()).pipe(
          withVariables({ CLERK_SECRET_KEY: "sk_test_variable", [name]: value })
        )
        assert.match(error, new RegExp(`^\\(Invalid data at ${name}: "Expected `))
        assert.notInclude(error, "canary")
      })
  )

  const custom = {
    secretKey: Config.redacted("KEY"),
    apiUrl: Config.string("URL"),
    apiVersion: Config.string("VERSION")
  }

  it.effect("reads custom variables", () =>
    Effect.gen(function*() {
      const { headers, url } = yield* sentThrough(Clerk.layerConfig(custom)).pipe(
        withVariables({ KEY: "sk_test_custom", URL: "http://127.0.0.1:1", VERSION: "2024-10-01" })
      )
      assert.strictEqual(url, "http://127.0.0.1:1/v1/users/count")
      assert.strictEqual(headers["authorization"], "Bearer sk_test_custom")
      assert.strictEqual(headers["clerk-api-version"], "2024-10-01")
    }))

  it.effect("fails with the names of custom variables and shows no value", () =>
    Effect.gen(function*() {
      const layer = Clerk.layerConfig(custom)
      assert.strictEqual(
        yield* buildErrorOf(layer).pipe(withVariables({})),
        "(Missing data at KEY: \"Expected KEY to be set\")"
      )
      // A variable that the program names has to be there: without its URL the requests would go to another instance.
      assert.match(
        yield* buildErrorOf(layer).pipe(withVariables({ KEY: "sk_test_custom", VERSION: "2024-10-01" })),
        /Missing data at URL/
      )
      assert.match(
        yield* buildErrorOf(layer).pipe(withVariables({ KEY: "canary" })),
        /^\(Invalid data at KEY: "Expected [^"]*a value that is not a Clerk secret key"\)$/
      )
      assert.match(
        yield* buildErrorOf(layer).pipe(withVariables({ KEY: "sk_test_custom", URL: "canary", VERSION: "2024-10-01" })),
        /^\(Invalid data at URL: "Expected an http[^"]*"\)$/
      )
    }))

  it.effect("applies transformClient to each request", () =>
    Effect.gen(function*() {
      const layer = Clerk.layerConfig({
        transformClient: HttpClient.mapRequest(HttpClientRequest.setHeader("x-tenant", "acme"))
      })
      const { headers } = yield* sentThrough(layer).pipe(withVariables({ CLERK_SECRET_KEY: "sk_test_variable" }))
      assert.strictEqual(headers["x-tenant"], "acme")
    }))
})

describe("A variable that Clerk's official clients also read", () => {
  const addresses: ReadonlyArray<readonly [address: string, url: string]> = [
    ["https://api.clerk.com", "https://api.clerk.com/v1/users/count"],
    ["https://api.clerk.com/", "https://api.clerk.com/v1/users/count"],
    ["https://clerk.example.com", "https://clerk.example.com/v1/users/count"]
  ]
  it.effect.each(addresses)(
    "CLERK_API_URL=%s sends requests to the same URL as theirs: %s",
    ([CLERK_API_URL, url]) =>
      Effect.gen(function*() {
        const variables = { CLERK_SECRET_KEY: "sk_test_variable", CLERK_API_URL }
        assert.strictEqual((yield* sentThrough(Clerk.layerConfig()).pipe(withVariables(variables))).url, url)
      })
  )

  it.effect("CLERK_API_VERSION=v1 leaves the default API version", () =>
    Effect.gen(function*() {
      const variables = { CLERK_SECRET_KEY: "sk_test_variable", CLERK_API_VERSION: "v1" }
      const { headers } = yield* sentThrough(Clerk.layerConfig()).pipe(withVariables(variables))
      assert.strictEqual(headers["clerk-api-version"], "2026-05-12")
    }))
})

describe("A custom HTTP client", () => {
  it.effect("that fails on error statuses does not hide Clerk's errors", () =>
    Effect.gen(function*() {
      const { layer } = offline(() =>
        Response.json({ errors: [{ code: "form_identifier_exists", message: "taken" }], clerk_trace_id: "trace_1" }, {
          status: 422,
          headers: { "retry-after": "3" }
        })
      )
      const error = yield* Effect.flip(Users.create({ username: "ada" })).pipe(
        Effect.provide(Clerk.layer({ secretKey, retry: Retry.none, transformClient: HttpClient.filterStatusOk })),
        Effect.provide(layer)
      )
      assert(error._tag === "ClerkErrors")
      assert.deepStrictEqual(
        [error.status, error.errors[0]?.code, error.traceId, error.outcomeUnknown, Errors.isRetryable(error)],
        [422, "form_identifier_exists", "trace_1", false, false]
      )
      assert.deepStrictEqual(error.retryAfter, Duration.seconds(3))
    }))

  it.effect("may replace headers such as user-agent", () =>
    Effect.gen(function*() {
      const { headers } = yield* sentThrough(Clerk.layer({
        secretKey,
        transformClient: HttpClient.mapRequest(HttpClientRequest.setHeader("user-agent", "example/1"))
      }))
      assert.strictEqual(headers["user-agent"], "example/1")
      assert.strictEqual(headers["authorization"], "Bearer sk_test_layers")
    }))
})

describe("Clerk.layerWithAuth", () => {
  const through = <E>(key: Effect.Effect<Redacted.Redacted, E>, respond = counted) => {
    const { layer, sent } = offline(respond)
    return {
      sent,
      layer: Clerk.layerWithAuth({ retry: Retry.none }).pipe(Layer.provide(Auth.layerEffect(key)), Layer.provide(layer))
    }
  }

  it.effect("requests the key for each call, so that it can rotate", () =>
    Effect.gen(function*() {
      let requested = 0
      const { layer, sent } = through(Effect.sync(() => Redacted.make(`sk_test_${++requested}`)))
      yield* Effect.repeatN(Users.count(), 2).pipe(Effect.provide(layer))
      assert.deepStrictEqual(
        sent.map(({ headers }) => headers["authorization"]),
        ["Bearer sk_test_1", "Bearer sk_test_2", "Bearer sk_test_3"]
      )
      assert.strictEqual(requested, 3)
    }))

  // F51
  const causes: ReadonlyArray<readonly [name: string, cause: unknown, message: string]> = [
    ["an error", new Error("the vault is sealed"), "Error: the vault is sealed"],
    ["an error of a class of its own", new RangeError("lease over"), "RangeError: lease over"],
    ["an error of another realm", runInNewContext("new TypeError('no route')"), "TypeError: no route"],
    ["an error without a message", new Error(""), "Error"],
    ["a string", "sealed", "sealed"],
    ["a tagged error", { _tag: "VaultSealed", message: "by ops" }, "VaultSealed: by ops"],
    ["a tagged error without a message", { _tag: "VaultSealed" }, "VaultSealed"],
    ["nothing", undefined, "unknown error"],
    ["a key", new Error("no sk_live_canary12 here"), "Error: no <redacted> here"],
    ["a token", new Error("Bearer canary of Basic canary is out"), "Error: <redacted> of <redacted> is out"],
    ["a long token", new Error("hvs.canary90123456789012345678901234 is out"), "Error: hvs.<redacted> is out"],
    [
      "a URL with credentials",
      new Error("GET https://canary:canary@vault.example.com/v1?token=canary failed"),
      "Error: GET https:<redacted>vault.example.com/v1<redacted> failed"
    ],
    ["a secret of the input", new Error("correct horse is no key"), "Error: <redacted> is no key"],
    ["a long message", new Error("x ".repeat(5000)), `Error: ${"x ".repeat(474)}x…`]
  ]
  it.effect.each(causes)(
    "fails with a retryable Transport that shows the cause without secrets when loading the key fails: %s",
    ([, cause, message]) =>
      Effect.gen(function*() {
        const { layer, sent } = through(Effect.fail(cause))
        const create = Users.create({ password: Redacted.make("correct horse") })
        const error = yield* reasonOf("Transport")(create).pipe(Effect.provide(layer))
        assert.strictEqual(
          error.message,
          `users.create (POST /users) got no response: ClerkAuth failed to provide the secret key: ${message}`
        )
        assert.notInclude(JSON.stringify(error), "canary")
        assert.isFalse(error.outcomeUnknown)
        assert.isTrue(Errors.isRetryable(error))
        assert.lengthOf(sent, 0)
      })
  )

  it.effect("keeps the tag of the failure that loading the key ended in", () =>
    Effect.gen(function*() {
      const { layer } = through(Effect.fail({ _tag: "VaultSealed" }))
      const error = yield* reasonOf("Transport")(Users.count()).pipe(Effect.provide(layer))
      assert.strictEqual(error.reason.cause.name, "VaultSealed")
    }))

  it.effect("rejects an invalid key and sends nothing", () =>
    Effect.gen(function*() {
      const wiped = Redacted.make("sk_test_wiped")
      Redacted.unsafeWipe(wiped)
      for (const key of [Redacted.make("pk_test_canary"), wiped, undefined as never]) {
        const { layer, sent } = through(Effect.succeed(key))
        const error = yield* reasonOf("Transport")(Users.count()).pipe(Effect.provide(layer))
        assert.match(error.reason.advice ?? "", /^Expected a secret key of Clerk/)
        // The fault is the backend's own, not that of its caller's input.
        assert.strictEqual(Errors.toHttpStatus(error).status, 500)
        assert.notInclude(error.message, "canary")
        assert.lengthOf(sent, 0)
      }
    }))

  it.effect("times out when the key never arrives, with a known outcome", () =>
    Effect.gen(function*() {
      const { layer, sent } = through(Effect.never)
      const fiber = yield* Effect.fork(reasonOf("Timeout")(calls.ban).pipe(Effect.provide(layer)))
      yield* TestClock.adjust("30 seconds")
      assert.isFalse((yield* fiber).outcomeUnknown)
      assert.lengthOf(sent, 0)
    }))
})

describe("A call", () => {
  const clerk = (respond: () => Response) =>
    Layer.provide(Clerk.layer({ secretKey, retry: Retry.none }), offline(respond).layer)

  it.effect.each(names)("has one span: Clerk.users.%s", (name) =>
    Effect.gen(function*() {
      const { layer, spans } = tracing()
      yield* failureOf<unknown, unknown, Users>(calls[name]).pipe(
        Effect.provide(clerk(() => new Response("<html>", { status: 502, headers: { "cf-ray": "8f1-FRA" } }))),
        Effect.provide(layer)
      )
      const error = yield* failureOf<unknown, unknown, Users>(calls[name]).pipe(
        Effect.provide(clerk(() => new Response("<html>", { status: 502, headers: { "cf-ray": "8f1-FRA" } })))
      )
      assert.deepStrictEqual(spans.map(({ kind, name }) => ({ kind, name })), [{
        kind: "client",
        name: `Clerk.users.${name}`
      }])
      assert.deepStrictEqual(spans[0]?.attributes, {
        "http.request.method": error.method,
        "url.template": error.path,
        "http.response.status_code": 502,
        "clerk.trace_id": "8f1-FRA",
        "clerk.attempts": 1,
        "clerk.limiter.wait": 0
      })
    }))

  const traces: ReadonlyArray<readonly [where: string, respond: () => Response, trace: string | undefined]> = [
    [
      "the body",
      () => Response.json({ errors: [], clerk_trace_id: "body" }, { status: 404, headers: { "cf-ray": "ray" } }),
      "body"
    ],
    ["a header", () => Response.json({ object: "total_count" }, { headers: { "clerk-trace-id": "header" } }), "header"],
    ["no source, which is absent,", counted, undefined]
  ]
  it.effect.each(traces)("records the trace id of %s in its span", ([, respond, trace]) =>
    Effect.gen(function*() {
      const { layer, spans } = tracing()
      yield* Effect.exit(Users.count()).pipe(Effect.provide(clerk(respond)), Effect.provide(layer))
      assert.strictEqual(spans[0]?.attributes["clerk.trace_id"], trace)
      assert.strictEqual("clerk.trace_id" in (spans[0]?.attributes ?? {}), trace !== undefined)
    }))

  it.effect("sends no trace headers", () =>
    Effect.gen(function*() {
      const { layer: http, sent } = offline(counted)
      const { layer } = tracing()
      yield* Users.count().pipe(
        Effect.withSpan("caller"),
        Effect.provide(Layer.provide(Clerk.layer({ secretKey, retry: Retry.none }), http)),
        Effect.provide(layer)
      )
      assert.deepStrictEqual(
        Object.keys(sent[0]?.headers ?? {}).sort(),
        ["accept", "accept-encoding", "authorization", "clerk-api-version", "user-agent"]
      )
    }))
})
