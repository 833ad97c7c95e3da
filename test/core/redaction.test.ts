/** F23: whatever a server echoes, in any spelling and at any place, no secret of the call leaves in an error, a span or a log. */
import { HttpClient, HttpClientError, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Either, Exit, FastCheck as fc, Layer, Logger, Redacted } from "effect"
import { Clerk, ClerkErrors, Retry, type SDKError, Users } from "effect-clerk"
import { inspect } from "node:util"
import { offline } from "../support/http.ts"
import { clerk, json, play } from "../support/script.ts"
import { runs } from "../support/soak.ts"
import { spellings } from "../support/spellings.ts"
import { tracing } from "../support/tracing.ts"

const userId = "user_1"

/** Where an echo can stand in the outcome of a request. */
type Place = (
  echo: string
) => (request: HttpClientError.RequestError["request"]) => Effect.Effect<Response, HttpClientError.RequestError>

const responds = (make: (echo: string) => Response): Place => (echo) => () => Effect.sync(() => make(echo))
const refuses = (make: (echo: string) => object, extra: (echo: string) => object = () => ({})): Place =>
  responds((echo) =>
    Response.json({ errors: [{ code: "some_code", message: "No.", ...make(echo) }], ...extra(echo) }, { status: 422 })
  )
const nothing = () => ({})
/** A header holds bytes, so that longer characters are sent as UTF-8. */
const inHeader = (name: string, status: number): Place =>
  responds((echo) =>
    Response.json(status === 200 ? user : { errors: [] }, {
      status,
      headers: { [name]: Buffer.from(echo).toString("latin1").replace(/[\0\r\n]/g, " ") }
    })
  )
const loses = (make: (echo: string) => object): Place => (echo) => (request) =>
  Effect.fail(
    new HttpClientError.RequestError({
      request,
      reason: "Transport",
      cause: Object.assign(new Error("lost"), make(echo))
    })
  )

const user = { id: userId, created_at: 1, updated_at: 1, user_id: userId, verified: true }

const places: Readonly<Record<string, Place>> = {
  "a code": refuses((code) => ({ code })),
  "a part of a code": refuses((echo) => ({ code: `invalid_${echo}` })),
  "a message": refuses((message) => ({ message: `Is ${message} right?` })),
  "the end of what is kept of a message": refuses((echo) => ({ message: "x".repeat(1000 - echo.length * 0.8) + echo })),
  "a long message": refuses((long_message) => ({ long_message })),
  "a parameter name": refuses((param_name) => ({ meta: { param_name } })),
  "a key of meta": refuses((echo) => ({ meta: { [echo]: 1 } })),
  "a value of meta": refuses((echo) => ({ meta: { a: [{ b: [1, echo] }] } })),
  "the trace id of an error": refuses((clerk_trace_id) => ({ clerk_trace_id })),
  "the trace id of a body": refuses(nothing, (clerk_trace_id) => ({ clerk_trace_id })),
  "the meta of a body": refuses(nothing, (echo) => ({ meta: { [echo]: { [echo]: echo } } })),
  "the header clerk-trace-id": inHeader("clerk-trace-id", 422),
  "the header clerk-trace-id of a success": inHeader("clerk-trace-id", 200),
  "the header cf-ray": inHeader("cf-ray", 503),
  "the page of a proxy": responds((echo) => new Response(`<html>${echo}</html>`, { status: 502 })),
  "the cut page of a proxy": responds((echo) =>
    new Response("x".repeat(1000 - echo.length * 0.8) + echo, { status: 502 })
  ),
  "the id of what cannot be decoded": responds((id) => Response.json({ id, verified: 1, created_at: 1 })),
  "a key of what cannot be decoded": responds((echo) =>
    new Response(`{"id":"user_1","created_at":1,"updated_at":1,"public_metadata":{${JSON.stringify(echo)}:1e999}}`)
  ),
  "the message of a lost connection": loses((message) => ({ message })),
  "the name of a lost connection": loses((name) => ({ name })),
  "the code of a lost connection": loses((code) => ({ code }))
}

/** A Clerk that answers each call with an echo at the next place. */
const echoing = (key: string, echo: string) => {
  const outcomes = Object.values(places).map((place) => place(echo))
  let sent = 0
  const client = HttpClient.make((request) =>
    Effect.map(outcomes[sent++]!(request), (response) => HttpClientResponse.fromWeb(request, response))
  )
  return Layer.provide(
    Clerk.layer({ secretKey: Redacted.make(key), retry: Retry.none, rateLimit: "none" }),
    Layer.succeed(HttpClient.HttpClient, client)
  )
}

const characters = fc.constantFrom(
  ..."abcdefghijkmnopqrstuvwxyzABCXYZ0123456789",
  ..."äöéß£",
  ..." \"\\/<>&'%+#!?=-_.;",
  "\n",
  "日",
  "😀"
)
const randomPassword = fc.array(characters, { minLength: 12, maxLength: 24 }).map((it) => it.join(""))
const randomKey = fc.tuple(
  fc.constantFrom("sk_test_", "sk_live_"),
  fc.array(fc.constantFrom(..."abcxyzABCXYZ0123456789", ..."_\"\\/<&%+"), { minLength: 12, maxLength: 40 })
).map(([kind, rest]) => kind + rest.join(""))

/** Everything that a program shows of calls, as texts. */
const shown = Effect.fnUntraced(function*<A, E, R>(calls: ReadonlyArray<Effect.Effect<A, E, R>>) {
  const logs: Array<string> = []
  const loggers = [Logger.stringLogger, Logger.jsonLogger].map((logger) =>
    Logger.add(Logger.map(logger, (line) => logs.push(line)))
  )
  const { layer: tracer, spans } = tracing()
  const exits = yield* Effect.forEach(
    calls,
    (call) => Effect.exit(Effect.tapErrorCause(call, (cause) => Effect.logError("failed", cause)))
  ).pipe(
    Effect.provide(Layer.mergeAll(Logger.remove(Logger.defaultLogger), tracer, ...loggers))
  )
  const errors = exits.flatMap((exit) => Exit.isFailure(exit) ? [Cause.squash(exit.cause)] : [])
  assert.isAbove(errors.length, calls.length / 2)
  return [
    ...logs,
    inspect([spans, errors], { depth: 20 }),
    JSON.stringify([spans, errors]),
    ...errors.flatMap((error) => error instanceof Error ? [String(error), error.message, error.stack ?? ""] : [])
  ].join("\n")
})

/** Neither the secret nor its echo is shown, as it is or as JSON, and no greater part of the echo. */
const assertHidden = (shown: string, secret: string, echo: string) => {
  for (const text of [secret, echo, echo.slice(0, echo.length * 0.75), spellings.JSON(secret), spellings.JSON(echo)]) {
    assert.notInclude(shown, text)
  }
}

const spelling = fc.constantFrom(...Object.values(spellings))

describe("An echo in any spelling and at any place is hidden", () => {
  it.effect.prop(
    "of the secret key",
    [randomKey, spelling],
    ([key, spell]) =>
      Effect.gen(function*() {
        const calls = Object.keys(places).map(() => Users.ban({ userId }))
        assertHidden(yield* shown(calls).pipe(Effect.provide(echoing(key, spell(key)))), key, spell(key))
      }),
    { timeout: 60_000, fastCheck: { numRuns: runs(10) } }
  )

  it.effect.prop(
    "of a password",
    [randomPassword, spelling],
    ([password, spell]) =>
      Effect.gen(function*() {
        const echo = spell(password)
        const calls = Object.keys(places).map(() => Users.verifyPassword({ userId, password: Redacted.make(password) }))
        assertHidden(yield* shown(calls).pipe(Effect.provide(echoing("sk_test_x", echo))), password, echo)
      }),
    { timeout: 60_000, fastCheck: { numRuns: runs(10) } }
  )
})

/** The error of a call that is answered with a body. */
const refusal = (password: string, error: object) => {
  const { layer } = offline(() => Response.json({ errors: [error] }, { status: 422 }))
  return Users.verifyPassword({ userId, password: Redacted.make(password) }).pipe(
    Effect.flip,
    Effect.provide(
      Layer.provide(Clerk.layer({ secretKey: Redacted.make("sk_test_abcdef"), retry: Retry.none }), layer)
    ),
    Effect.filterOrDieMessage((error) => error instanceof ClerkErrors, "not an error of Clerk")
  )
}

describe("A code", () => {
  const codes = ["incorrect_password", "form_param_nil", "totp_incorrect_code", "form_identifier_exists"]
  it.effect.each(codes.flatMap((code) => code.split("_").map((password) => [code, password] as const)))(
    "%s stays although the password was %s",
    ([code, password]) =>
      Effect.gen(function*() {
        const { errors } = yield* refusal(password, { code, message: "No.", meta: { param_name: "password" } })
        assert.deepStrictEqual(errors.map((error) => [error.code, error.paramName]), [[code, "password"]])
      })
  )

  it.effect.each(["letmein", "hunter2", "correct_horse", "invalid_hunter2", "invalid_sk_test_abcdef"])(
    "is removed where it holds the secret: %s",
    (code) =>
      Effect.gen(function*() {
        const { errors } = yield* refusal(code.replace("invalid_", ""), {
          code,
          message: "No.",
          meta: { param_name: code }
        })
        for (const text of [errors[0]!.code, errors[0]!.paramName]) {
          assert.match(text!, /^(invalid_)?<redacted>$/)
        }
      })
  )
})

describe("A message", () => {
  it.effect("keeps everything but the secret where that is written as it is", () =>
    Effect.gen(function*() {
      const { errors } = yield* refusal("correct horse", { message: "Not \"correct horse\", try again." })
      assert.strictEqual(errors[0]?.message, "Not \"<redacted>\", try again.")
    }))

  it.effect.each(["Is 100% & more OK?", "C:\\new\\table", "&lt;b&gt; %20 \\u0041", "50 % of 8 characters"])(
    "is not changed without a secret in it: %s",
    (message) =>
      Effect.map(refusal("correct horse", { message }), ({ errors }) => assert.strictEqual(errors[0]?.message, message))
  )
})

describe("A secret key that was rotated during the call", () => {
  it.effect("is hidden in the errors of later attempts", () =>
    Effect.gen(function*() {
      const keys = ["sk_test_first0123456789", "sk_test_second0123456789"]
      let asked = 0
      const secretKey = Effect.sync(() => Redacted.make(keys[asked++] ?? ""))
      const echo = json(422, { errors: [{ code: "x", message: keys.join(" and "), meta: { key: btoa(keys[0]!) } }] })
      const { result, sent } = yield* play([clerk(503), echo], Users.get({ userId }), { secretKey })
      assert.deepStrictEqual(sent.map(({ headers }) => headers["authorization"]), keys.map((key) => `Bearer ${key}`))
      const [error] = Either.isLeft(result) && result.left._tag === "ClerkErrors" ? result.left.errors : []
      assert.deepStrictEqual([error?.message, error?.meta], ["<redacted> and <redacted>", { key: "<redacted>" }])
    }))
})

describe("The body of a proxy", () => {
  const page = "<html>Service Unavailable</html>"
  it.effect("is kept, but not where the request carried a secret parameter", () =>
    Effect.gen(function*() {
      const bodyOf = (call: Effect.Effect<unknown, ClerkErrors | SDKError, Users>) =>
        Effect.map(
          play([() => Effect.sync(() => new Response(page, { status: 503 }))], call, { retry: Retry.none }),
          ({ result }) =>
            Either.isLeft(result) && result.left._tag === "SDKError" && result.left.reason._tag === "UnexpectedResponse"
              ? result.left.reason.body
              : undefined
        )
      assert.strictEqual(yield* bodyOf(Users.get({ userId })), page)
      assert.strictEqual(yield* bodyOf(Users.verifyPassword({ userId, password: Redacted.make("correct horse") })), "")
    }))
})
