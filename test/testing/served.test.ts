/** The control over HTTP and the page of `ClerkTest.layerServer`. */
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import type { ServedOptions, ServedRequest } from "effect-clerk/testing"
import { ClerkTest } from "effect-clerk/testing"
import { createServer, request as httpRequest } from "node:http"
import { elementsIn, overflow, whyNoChromium } from "../support/chromium.ts"

const served = (options: ServedOptions & Parameters<typeof ClerkTest.layerServer>[0]) =>
  Effect.provide(
    ClerkTest.layerServer(options).pipe(
      Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
    )
  )

interface Sent {
  readonly method?: string
  readonly body?: string
  readonly headers?: { readonly [name: string]: string }
}

/** Sends a request with the secret key, unless its headers say otherwise, and does not follow redirects. */
const send = (
  path: string,
  { body, headers = { authorization: "Bearer sk_test_in_memory" }, method = "GET" }: Sent = {}
) =>
  HttpServer.addressFormattedWith((address) =>
    Effect.promise(() =>
      new Promise<{ readonly status: number; readonly text: string; readonly location: string | undefined }>(
        (resolve, reject) => {
          httpRequest(`${address}${path}`, { method, headers, agent: false }, (response) => {
            let text = ""
            response.setEncoding("utf8").on("data", (chunk: string) => {
              text += chunk
            }).on("end", () => resolve({ status: response.statusCode!, text, location: response.headers.location }))
          }).on("error", reject).end(body)
        }
      )
    )
  )

const control = (method: string, name: string, body?: unknown) =>
  Effect.map(
    send(`/_control/${name}`, {
      method,
      ...body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }
    }),
    ({ status, text }) => [status, text === "" ? null : JSON.parse(text) as unknown] as const
  )

describe("The control over HTTP", () => {
  const options = { control: true, users: [{ id: "user_ada", firstName: "Ada" }] }

  it.scopedLive("adds users by JSON or lines of JSON, and removes them with a reset", () =>
    Effect.gen(function*() {
      const count = Effect.map(send("/v1/users/count"), ({ text }) =>
        (JSON.parse(text) as { total_count: number }).total_count)
      const [status, body] = yield* control(
        "POST",
        "seed",
        `{"id":"user_1","username":"b"}\n{"id":"user_2","last_sign_in_at":"2026-01-01T00:00:00Z"}`
      )
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(
        (body as { users: Array<{ id: string; last_sign_in_at: number }> }).users.map((
          it
        ) => [it.id, it.last_sign_in_at]),
        [
          ["user_1", null],
          ["user_2", 1767225600000]
        ]
      )
      assert.strictEqual(
        (yield* control("POST", "seed", [{ email_address: ["a@example.com"], billing_plan: "Pro" }]))[0],
        200
      )
      assert.strictEqual(yield* count, 4)
      assert.deepStrictEqual(yield* control("POST", "reset"), [204, null])
      assert.strictEqual(yield* count, 1)
    }).pipe(served(options)))

  it.scopedLive("is not delayed or failed by faults, latency and rate limits, and lists, adds and removes faults", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(
        yield* control("POST", "faults", [{ scenario: "outage" }, {
          operation: "users.get",
          delay: "2 hours",
          times: 3
        }]),
        [200, { faults: [{ status: 503, times: "always" }, { operation: "users.get", delay: "2h", times: 3 }] }]
      )
      assert.strictEqual((yield* send("/v1/users")).status, 503)
      assert.deepStrictEqual(yield* control("GET", "health"), [200, { status: "ok" }])
      assert.lengthOf(((yield* control("GET", "faults"))[1] as { faults: Array<unknown> }).faults, 2)
      assert.deepStrictEqual(yield* control("DELETE", "faults"), [204, null])
      assert.strictEqual((yield* send("/v1/users")).status, 200)
    }).pipe(served(options)))

  it.scopedLive("returns the requests and a snapshot without secrets", () =>
    Effect.gen(function*() {
      yield* send("/v1/users/user_ada", {
        method: "PATCH",
        body: `{"password":"analytical-engine"}`,
        headers: { authorization: "Bearer sk_test_in_memory", "content-type": "application/json" }
      })
      const [, requests] = yield* control("GET", "requests")
      assert.deepInclude((requests as { requests: Array<object> }).requests[0], {
        operation: "users.update",
        status: 200,
        body: { password: "<redacted>" }
      })
      const [, snapshot] = yield* control("GET", "snapshot")
      const { by_user, users } = snapshot as { users: Array<{ id: string }>; by_user: { [id: string]: object } }
      assert.deepStrictEqual([users.map(({ id }) => id), by_user["user_ada"]], [["user_ada"], {
        organization_memberships: [],
        organization_invitations: [],
        trusted_devices: [],
        billing_subscription: null,
        billing_credit_entries: [],
        backup_codes: 0
      }])
      assert.notMatch(JSON.stringify([requests, snapshot]), /analytical|sk_test_in_memory/)
    }).pipe(served(options)))

  it.scopedLive("says in one sentence what is wrong with a request, and changes nothing", () =>
    Effect.gen(function*() {
      const cases = [
        [
          422,
          "POST",
          "seed",
          [{ username: "b" }, { firstName: "Ada" }],
          "The user at 1 has an unknown field: firstName."
        ],
        [422, "POST", "seed", [{ password: 12345678 }], "The user at 0 is not valid at password: Expected string."],
        [422, "POST", "seed", `{"username":"b"}\n{"username`, "Line 2 is not JSON."],
        [422, "POST", "faults", [{ status: 503 }, { status: 99 }], "A fault has a status from 200 to 599, not 99."],
        [
          422,
          "POST",
          "faults",
          [{ delay: "soon" }],
          "The fault at 0 is not valid at delay: Expected milliseconds, or a text such as \"2 seconds\"."
        ],
        [405, "GET", "reset", undefined, "The methods of reset are POST."],
        [
          404,
          "GET",
          "nothing",
          undefined,
          "The control has health, reset, seed, snapshot, requests, faults and not \"nothing\"."
        ]
      ] as const
      for (const [status, method, name, body, error] of cases) {
        assert.deepStrictEqual(yield* control(method, name, body), [status, { error }])
      }
      assert.deepStrictEqual((yield* control("GET", "faults"))[1], { faults: [] })
      assert.lengthOf(((yield* control("GET", "snapshot"))[1] as { users: Array<unknown> }).users, 1)
    }).pipe(served(options)))

  it.scopedLive("needs the secret key", () =>
    Effect.gen(function*() {
      for (const headers of [{}, { authorization: "Bearer sk_test_other" }]) {
        assert.strictEqual((yield* send("/_control/reset", { method: "POST", headers })).status, 401)
      }
    }).pipe(served(options)))

  it.scopedLive("is off by default, and so is the page", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* send("/_control/health")).status, 404)
      assert.strictEqual((yield* send("/")).status, 404)
    }).pipe(served({})))
})

it.scopedLive("onRequest gets each request with its status and duration, without the query and without secrets", () => {
  const seen: Array<ServedRequest> = []
  return Effect.gen(function*() {
    yield* send("/v1/users?email_address=ada%40example.com")
    yield* send("/v1/clients/eyJhbGciOi.eyJz.c2ln")
    yield* ClerkTest.fault({ drop: true })
    yield* Effect.exit(send("/v1/users/count"))
    assert.deepStrictEqual(seen.map(({ method, path, status }) => [method, path, status]), [
      ["GET", "/v1/users", 200],
      ["GET", "/v1/clients/<redacted>", 404],
      ["GET", "/v1/users/count", null]
    ])
    assert.isTrue(seen.every(({ millis }) => Number.isInteger(millis) && millis >= 0))
  }).pipe(served({ onRequest: (request) => Effect.sync(() => void seen.push(request)) }))
})

describe("The page", () => {
  const options = {
    page: true,
    users: [
      { id: "user_script", firstName: "<script>alert(1)</script>", publicMetadata: { html: "</code><b>&\"'" } },
      { id: "user_bob", username: "bob", banned: true },
      { id: "user_long", emailAddress: [`${"x".repeat(60)}@${"y".repeat(60)}.example.com`], firstName: "W".repeat(200) }
    ]
  }
  const form = (fields: { readonly [name: string]: string }, headers: { readonly [name: string]: string } = {}) =>
    send("/", { method: "POST", body: new URLSearchParams(fields).toString(), headers })

  it.scopedLive("shows users with their state, finds them, and escapes their texts", () =>
    Effect.gen(function*() {
      const { status, text } = yield* send("/", { headers: {} })
      assert.strictEqual(status, 200)
      assert.include(text, "&#60;script&#62;alert(1)&#60;/script&#62;")
      assert.notMatch(text, /<script|<b>|sk_test/)
      assert.include(text, "3 users.")
      assert.match(text, /bob.*banned/s)
      const found = (yield* send("/?q=BOB%3Cb%3E")).text
      assert.include(found, "0 users with “BOB&#60;b&#62;”.")
      const bob = (yield* send("/?q=bob")).text
      assert.include(bob, "user_bob")
      assert.notInclude(bob, "user_script")
    }).pipe(served(options)))

  it.scopedLive("shows the last requests, the newest first", () =>
    Effect.gen(function*() {
      yield* send("/v1/users?query=a")
      yield* send("/v1/users/user_nobody")
      const { text } = yield* send("/")
      assert.match(text, /GET \/v1\/users\/user_nobody.*>404<.* ms.*GET \/v1\/users<.*>200<.* ms/s)
    }).pipe(served(options)))

  it.scopedLive("adds and removes faults by forms, and says what is wrong with one", () =>
    Effect.gen(function*() {
      const added = yield* form({
        action: "add",
        operation: "users.get",
        status: "503",
        times: "2",
        delay: "",
        drop: ""
      })
      assert.deepStrictEqual([added.status, added.location], [303, "/#faults"])
      yield* form({ action: "add", scenario: "slow" })
      const { text } = yield* send("/")
      assert.match(text, /users\.get.*status 503.*>2<.*any operation.*a delay of 2s.*>always</s)
      const wrong = yield* form({ action: "add", operation: "<i>", status: "503" })
      assert.strictEqual(wrong.status, 422)
      assert.include(
        wrong.text,
        "A fault applies to an operation of the in-memory Clerk, not to &#34;&#60;i&#62;&#34;."
      )
      assert.strictEqual((yield* form({ action: "add", times: "often" })).status, 422)
      yield* form({ action: "clear" })
      assert.include((yield* send("/")).text, "None: every request")
    }).pipe(served(options)))

  it.scopedLive("is refused to other sites: their forms, and their domains with the address of this machine", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* form({ action: "clear" }, { origin: "https://evil.example" })).status, 403)
      assert.strictEqual((yield* form({ action: "clear" }, { origin: "null" })).status, 403)
      assert.strictEqual((yield* form({ action: "clear" }, { host: "a:1", origin: "http://a:1" })).status, 303)
      assert.strictEqual((yield* send("/", { headers: { host: "evil.example:8787" } })).status, 403)
      for (const host of ["localhost:1", "127.0.0.1", "[::1]:8787", "clerk:8787", "app.localhost"]) {
        assert.strictEqual((yield* send("/", { headers: { host } })).status, 200, host)
      }
    }).pipe(served(options)))

  it.scopedLive("fits the screen of a phone and of a desktop in Chromium", (context) =>
    Effect.gen(function*() {
      const why = whyNoChromium()
      if (why !== undefined) {
        return context.skip(why)
      }
      yield* send("/v1/users/user_nobody")
      yield* ClerkTest.faults(ClerkTest.scenarios.flaky)
      const { text } = yield* send("/")
      for (const width of [360, 1280]) {
        assert.deepStrictEqual(overflow(text, width), { width, scrollWidth: width })
      }
      assert.deepStrictEqual(elementsIn(text, "script"), 0)
    }).pipe(served(options)), 60_000)
})
