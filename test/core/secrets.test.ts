/** B43: no secret of a request or response is printed, logged or traced, however the call ends. */
import { HttpClient, HttpClientError } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Cause, ConfigProvider, Effect, Exit, Fiber, Layer, Redacted, TestClock } from "effect"
import { Auth, Clerk, Errors, Http, Retry, Users } from "effect-clerk"
import { inspect } from "node:util"
import { offline, type Request } from "../support/http.ts"
import { head, httpClients, type Reply, resetAfter, respondWith, serve, truncated } from "../support/server.ts"
import { shown } from "../support/shown.ts"

// Every secret contains this word, and nothing else does.
const canary = "canary"
const secretKey = Redacted.make("sk_test_canary0123456789")
const password = Redacted.make("canary \"quoted\" <b> & 'ö' \\ canary")

const userId = "user_1"
const secrets = {
  password,
  totpSecret: Redacted.make("CANARYCANARY2345".toLowerCase()),
  backupCodes: [Redacted.make("canary-one"), Redacted.make("canary-two")]
}
const create = Users.create({ ...secrets, passwordDigest: Redacted.make("$2b$10$canary/."), passwordHasher: "bcrypt" })
const inputs: ReadonlyArray<readonly [name: string, call: Effect.Effect<unknown, unknown, Users>]> = [
  ["create", create],
  ["update", Users.update({ userId, ...secrets })],
  ["verifyPassword", Users.verifyPassword({ userId, password })],
  ["verifyTOTP", Users.verifyTOTP({ userId, code: Redacted.make("canary") })],
  ["list", Users.list()]
]

const assertHidden = (
  { logs, spans, values }: Effect.Effect.Success<ReturnType<typeof shown>>,
  hidden: string = canary
) => {
  for (const text of [...logs, ...spans, ...values]) {
    assert.notInclude(text.toLowerCase(), hidden)
  }
}

const over = (respond: (request: Request) => Response) => {
  const { layer, sent } = offline(respond)
  return { sent, layer: Layer.provide(Clerk.layer({ secretKey, retry: Retry.none }), layer) }
}

// ---------------------------------------------------------------------------------------------------------------------
// Requests
// ---------------------------------------------------------------------------------------------------------------------

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;")
    .replaceAll("'", "&#39;")
const headersOf = ({ headers }: Request) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\n")

/** Servers whose response contains the whole request. */
const echoes: ReadonlyArray<readonly [name: string, respond: (request: Request) => Response]> = [
  [
    "as truncated JSON with the escapes of Go",
    (request) =>
      new Response(
        request.body.replace(/[<>&]/g, (it) => `\\u00${it.charCodeAt(0).toString(16)}`) +
          headersOf(request).slice(0, -3),
        { status: 500 }
      )
  ],
  [
    "URL-encoded",
    (request) =>
      new Response(new URLSearchParams({ body: request.body, headers: headersOf(request) }).toString(), { status: 400 })
  ],
  ["as HTML", (request) => new Response(`<pre>${headersOf(request)}\n\n${request.body}</pre>`, { status: 502 })],
  [
    "as escaped HTML",
    (request) => new Response(`<pre>${escape(headersOf(request))}\n\n${escape(request.body)}</pre>`, { status: 500 })
  ],
  [
    "as an HTML form",
    (request) => {
      const values = Object.values(JSON.parse(request.body || "{}") as object).flat()
      return new Response(values.map((value) => `<input value="${escape(String(value))}">`).join("\n"), { status: 400 })
    }
  ],
  [
    "in the body of a redirect",
    (request) => new Response(request.body, { status: 307, headers: { location: "https://example.com" } })
  ],
  ["as Clerk's errors", (request) =>
    Response.json({
      errors: [{
        code: "x",
        message: request.body,
        long_message: headersOf(request),
        meta: { headers: request.headers, param: { body: [JSON.parse(request.body || "null")] } }
      }],
      meta: { request }
    }, { status: 422 })],
  ["as JSON of another kind", (request) => Response.json(request, { status: 403 })]
]

describe.each(inputs)("A failure of users.%s", (_, call) => {
  it.effect.each(echoes)(
    "hides its secrets when a server echoes the request %s",
    ([, respond]) =>
      Effect.gen(function*() {
        const { layer, sent } = over(respond)
        const show = yield* shown(call.pipe(Effect.provide(layer)))
        assert.isTrue(Exit.isFailure(show.exit))
        assert.include(sent[0]?.headers["authorization"], canary)
        assertHidden(show)
      })
  )

  it.effect("hides its secrets when the HTTP client quotes the request", () =>
    Effect.gen(function*() {
      const client = HttpClient.make((request) => {
        const body = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : ""
        const cause = new Error("failed", {
          cause: new Error(`cannot send ${JSON.stringify(request.headers)} ${body}`)
        })
        return Effect.fail(new HttpClientError.RequestError({ request, reason: "Transport", cause, description: body }))
      })
      const layer = Layer.provide(
        Clerk.layer({ secretKey, retry: Retry.none }),
        Layer.succeed(HttpClient.HttpClient, client)
      )
      const show = yield* shown(call.pipe(Effect.provide(layer)))
      assert.isTrue(Exit.isFailure(show.exit))
      assert.include(show.values.join(), "cannot send")
      assertHidden(show)
    }))

  it.effect("hides its secrets after a timeout and after an interruption", () =>
    Effect.gen(function*() {
      const client = HttpClient.make(() => Effect.never)
      const layer = Layer.provide(
        Clerk.layer({ secretKey, retry: Retry.none }),
        Layer.succeed(HttpClient.HttpClient, client)
      )
      const late = yield* Effect.fork(shown(call.pipe(Effect.provide(layer))))
      const interrupted = yield* Effect.fork(
        shown(call.pipe(Effect.provide(layer), Effect.fork, Effect.flatMap(Fiber.interrupt), Effect.flatten))
      )
      yield* TestClock.adjust("30 seconds")
      assertHidden(yield* late)
      const show = yield* interrupted
      assert.isTrue(Exit.isInterrupted(show.exit))
      assertHidden(show)
    }))
})

describe.each(httpClients)("A failure over a socket and %s", (_, http) => {
  const replies: ReadonlyArray<readonly [name: string, reply: Reply]> = [
    ["is reset", (socket) => socket.resetAndDestroy()],
    ["is not HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")],
    ["is reset within its body", resetAfter(`${head(200, { "content-length": "100" })}[{"token":"canary"`)],
    ["is truncated", truncated(500, "<html>")],
    [
      "echoes the request",
      (socket, request) => respondWith(502, `${inspect(request.headers)} ${request.body}`)(socket, request)
    ]
  ]
  it.scoped.each(replies)("hides its secrets when the response %s", ([, reply]) =>
    Effect.gen(function*() {
      const server = yield* serve(reply)
      const clerk = Clerk.layer({ secretKey, apiUrl: server.url, retry: Retry.none })
      const show = yield* shown(create.pipe(Effect.provide(Layer.provide(clerk, http))))
      assert.isTrue(Exit.isFailure(show.exit))
      assert.include(server.received[0]?.headers.authorization, canary)
      assertHidden(show)
    }))
})

describe("InvalidRequest", () => {
  const untyped: ReadonlyArray<readonly [name: string, call: Effect.Effect<unknown, unknown, Users>]> = [
    ["a plain password", Users.create({ password: canary as never })],
    ["a plain digest", Users.create({ passwordDigest: canary as never })],
    ["a plain TOTP secret", Users.update({ userId, totpSecret: canary as never })],
    ["plain backup codes", Users.update({ userId, backupCodes: [canary, canary] as never })],
    ["a plain code", Users.verifyTOTP({ userId, code: canary as never })],
    ["a password in an object", Users.verifyPassword({ userId, password: { canary } as never })],
    ["an object in Redacted", Users.verifyPassword({ userId, password: Redacted.make({ canary } as never) })],
    ["a password beside a wrong field", Users.create({ password, firstName: 5 as never })]
  ]
  it.effect.each(untyped)("hides %s", ([, call]) =>
    Effect.gen(function*() {
      const { layer, sent } = over(() => new Response())
      const show = yield* shown(call.pipe(Effect.provide(layer)))
      assert.isTrue(Exit.isFailure(show.exit) && Cause.isFailType(show.exit.cause))
      assert.lengthOf(sent, 0)
      assertHidden(show)
    }))
})

describe("A password that also occurs in Clerk's error", () => {
  const refused = (body: object) => over(() => Response.json(body, { status: 422 }))

  it.effect("is redacted in messages and trace ids but not in codes and parameter names", () =>
    Effect.gen(function*() {
      const { layer } = refused({
        errors: [{ code: "incorrect_password", message: "no password", meta: { param_name: "password" } }],
        clerk_trace_id: "password"
      })
      const call = Users.verifyPassword({ userId, password: Redacted.make("password") })
      const [error, trace] = yield* call.pipe(
        Errors.catchCode("incorrect_password", (error) => Effect.succeed([error.errors[0], error.traceId] as const)),
        Effect.provide(layer),
        Effect.map((result) => Array.isArray(result) ? result : [])
      )
      assert.deepStrictEqual([error?.code, error?.paramName, trace], ["incorrect_password", "password", "<redacted>"])
      assert.strictEqual(error?.message, "no <redacted>")
    }))

  it.effect.each(["errors", "code", "message", "meta", "\"", "{", "a"])(
    "does not break the parsing of the error body: %j",
    (word) =>
      Effect.gen(function*() {
        const { layer } = refused({ errors: [{ code: "incorrect_password", message: "a", meta: { a: 1 } }] })
        const call = Users.verifyPassword({ userId, password: Redacted.make(word) })
        assert.strictEqual(
          yield* call.pipe(
            Effect.map(() => "verified"),
            Errors.catchCode("incorrect_password", () => Effect.succeed("incorrect")),
            Effect.provide(layer)
          ),
          "incorrect"
        )
      })
  )
})

// ---------------------------------------------------------------------------------------------------------------------
// Responses
// ---------------------------------------------------------------------------------------------------------------------

const token = {
  object: "oauth_access_token",
  external_account_id: "eac_1",
  provider: "oauth_google",
  token: "ya29.canary",
  id_token: "eyJ.canary",
  token_secret: "canary",
  scopes: ["email"]
}
const totp = {
  object: "totp",
  id: "totp_1",
  secret: "canary",
  uri: "otpauth://totp/x?secret=canary",
  backup_codes: ["canary-one", "canary-two"],
  verified: false
}
const getTokens = Users.getOAuthAccessToken({ userId, provider: "oauth_google" })
const createTOTP = Users.createTOTP({ userId })

describe("A response", () => {
  it.effect("has an OAuth token that is hidden when printed", () =>
    Effect.gen(function*() {
      const { layer } = over(() => Response.json([token]))
      const show = yield* shown(getTokens.pipe(Effect.provide(layer)))
      assertHidden(show)
      const tokens = yield* show.exit
      assert.strictEqual(tokens[0] && Redacted.value(tokens[0].token), "ya29.canary")
    }))

  it.effect("has a TOTP secret that is hidden when printed", () =>
    Effect.gen(function*() {
      const { layer } = over(() => Response.json(totp))
      const show = yield* shown(createTOTP.pipe(Effect.provide(layer)))
      assertHidden(show)
      const { secret } = yield* show.exit
      assert.strictEqual(secret && Redacted.value(secret), "canary")
    }))

  const undecodable: ReadonlyArray<
    readonly [name: string, call: Effect.Effect<unknown, unknown, Users>, body: unknown]
  > = [
    ["tokens with a wrong type", getTokens, [{ ...token, scopes: canary }]],
    ["a token that is an object", getTokens, [{ ...token, token: { canary } }]],
    ["a token that is an array", getTokens, { data: [{ ...token, id_token: [canary] }], total_count: 1 }],
    ["tokens that are not an array", getTokens, { data: token }],
    ["a TOTP with a wrong type", createTOTP, { ...totp, verified: canary }],
    ["a secret that is an array", createTOTP, { ...totp, secret: [canary] }],
    ["backup codes that are a string", createTOTP, { ...totp, backup_codes: canary }]
  ]
  it.effect.each(undecodable)("that fails to decode hides %s", ([, call, body]) =>
    Effect.gen(function*() {
      const { layer } = over(() => Response.json(body))
      const strict = Effect.provideService(call, Http.OnDecodeError, Effect.fail)
      const show = yield* shown(strict.pipe(Effect.provide(layer)))
      assert.isTrue(Exit.isFailure(show.exit))
      assert.include(show.values.join(), "InvalidResponse")
      assertHidden(show)
    }))

  it.effect("with one odd field of a token hides it in the warning", () =>
    Effect.gen(function*() {
      const { layer } = over(() => Response.json([token, { ...token, scopes: canary }]))
      const show = yield* shown(getTokens.pipe(Effect.provide(layer)))
      assert.lengthOf(yield* show.exit, 2)
      assert.include(show.logs.join(), "scopes")
      assertHidden(show)
    }))

  it.effect("that is reset or closed within its JSON hides the tokens at its beginning", () =>
    Effect.gen(function*() {
      for (const cut of [true, false]) {
        const body = new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode(JSON.stringify([token]).slice(0, -9))),
          pull: (controller) => cut ? controller.error(new Error("lost")) : controller.close()
        })
        const { layer } = over(() => new Response(body))
        const show = yield* shown(getTokens.pipe(Effect.provide(layer)))
        assert.isTrue(Exit.isFailure(show.exit))
        // F16: a body without a length that ends within its JSON was cut off too.
        assert.include(show.values.join(), "UnexpectedResponse")
        assertHidden(show)
      }
    }))
})

// ---------------------------------------------------------------------------------------------------------------------
// Secret keys and e-mail addresses
// ---------------------------------------------------------------------------------------------------------------------

describe("An invalid secret key", () => {
  const keys = [
    "canary",
    "sk_test_canary\n",
    "sk_test_canary\r\nx-injected: canary",
    "pk_test_canary",
    "\"sk_test_canary\"",
    "sk_live_cänary canary"
  ]
  it.effect.each(keys)("is hidden in the error of the layer: %j", (key) =>
    Effect.gen(function*() {
      const { layer: http, sent } = offline(() => new Response())
      const layers = [
        Clerk.layer({ secretKey: Redacted.make(key) }),
        Clerk.layer({ secretKey: key as never }),
        Clerk.layerConfig()
      ]
      for (const layer of layers) {
        const show = yield* shown(
          Users.count().pipe(
            Effect.provide(Layer.provide(layer, http)),
            Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["CLERK_SECRET_KEY", key]])))
          )
        )
        assert.isTrue(Exit.isFailure(show.exit) && Cause.isFailType(show.exit.cause))
        assertHidden(show, "canary")
      }
      assert.lengthOf(sent, 0)
    }))

  it.effect.each(keys)("from ClerkAuth is hidden in the error of the call: %j", (key) =>
    Effect.gen(function*() {
      const { layer: http, sent } = offline(() => new Response())
      const auth = Auth.layerEffect(Effect.succeed(Redacted.make(key)))
      const show = yield* shown(
        Users.count().pipe(
          Effect.provide(Clerk.layerWithAuth({ retry: Retry.none }).pipe(Layer.provide(auth), Layer.provide(http)))
        )
      )
      assert.isTrue(Exit.isFailure(show.exit))
      assertHidden(show)
      assert.lengthOf(sent, 0)
    }))
})

describe("The e-mail addresses of a filter", () => {
  const list = (limit: number) => Users.list({ emailAddress: ["ada@example.com"], query: "ada@", limit })
  const outcomes: ReadonlyArray<readonly [name: string, limit: number, respond: (request: Request) => Response]> = [
    ["succeeds", 1, () => Response.json([])],
    ["gets 422", 1, () => Response.json({ errors: [] }, { status: 422 })],
    ["is echoed by a proxy", 1, (request) => new Response(`<p>no ${request.url}</p>`, { status: 502 })],
    ["is not sent", 0, () => Response.json([])]
  ]
  it.effect.each(outcomes)("are in no span when the call %s", ([, limit, respond]) =>
    Effect.gen(function*() {
      const show = yield* shown(list(limit).pipe(Effect.provide(over(respond).layer)))
      assert.include(show.spans.join(), "Clerk.users.list")
      assert.notInclude(show.spans.join(), "ada@")
      assert.notInclude(show.spans.join(), "ada%40")
    }))
})

describe("A wiped secret", () => {
  it.effect("does not change the failure when it is wiped during the call", () =>
    Effect.gen(function*() {
      const password = Redacted.make("canary-password")
      const { layer } = over((request) => {
        Redacted.unsafeWipe(password)
        return Response.json({ errors: [{ code: "incorrect_password", message: request.body }] }, { status: 422 })
      })
      const show = yield* shown(Users.verifyPassword({ userId, password }).pipe(Effect.provide(layer)))
      assert.match(show.values.join(), /incorrect_password/)
      assertHidden(show)
    }))

  it.effect("fails with InvalidRequest when it is wiped before the call", () =>
    Effect.gen(function*() {
      const password = Redacted.make("canary-password")
      Redacted.unsafeWipe(password)
      const { layer, sent } = over(() => Response.json({}))
      const error = yield* Effect.flip(Users.verifyPassword({ userId, password })).pipe(Effect.provide(layer))
      assert.strictEqual(error._tag === "SDKError" && error.reason._tag, "InvalidRequest")
      assert.lengthOf(sent, 0)
    }))
})
