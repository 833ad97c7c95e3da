/** The journal that `serve --persist` keeps: a second in-memory Clerk that repeats it has the same state. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck, Layer, TestClock, TestContext } from "effect"
import { ClerkTest, Ids } from "effect-clerk/testing"
import { seeded } from "../../src/testing/server/Ids.ts"
import type { Entry } from "../../src/testing/server/Journal.ts"
import { CurrentJournal } from "../../src/testing/server/Journal.ts"
import { runs } from "../support/soak.ts"

const withJournal = (entries: Array<Entry>, initial: ReadonlyArray<unknown> = []) =>
  Effect.provide(
    ClerkTest.layerHttpClient().pipe(
      Layer.provide(Layer.succeed(Ids, seeded("a seed"))),
      Layer.provide(Layer.succeed(CurrentJournal, {
        entries: entries.slice(),
        initial,
        // What is kept is JSON.
        append: (entry) => Effect.sync(() => void entries.push(JSON.parse(JSON.stringify(entry)) as Entry))
      }))
    )
  )

const send = Effect.fnUntraced(function*(method: string, url: string, body?: unknown) {
  const { handle } = yield* ClerkTest
  const response = yield* handle({
    method,
    url,
    headers: {
      authorization: "Bearer sk_test_in_memory",
      ...body === undefined ? {} : { "content-type": "application/json" }
    },
    body: new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body))
  })
  return { status: response.status, text: new TextDecoder().decode(response.body) }
})

const everything = Effect.map(
  Effect.forEach([
    "/v1/users?limit=500",
    "/v1/organizations?limit=500&include_members_count=true",
    "/v1/invitations?limit=500",
    "/v1/allowlist_identifiers?limit=500",
    "/v1/jwt_templates",
    "/v1/domains",
    "/v1/redirect_urls",
    "/v1/sessions?user_id=user_ada"
  ], (url) => send("GET", url)),
  (all) => all.map(({ text }) => text.replace(/"clerk_trace_id":"\w+"/, ""))
)

const initial = [{ id: "user_ada", username: "ada", password: "analytical-engine" }]

/** A request that may be repeated, refused, or change something. */
const request = FastCheck.oneof(
  FastCheck.record({ username: FastCheck.constantFrom("a", "b", "c", "ada", "") }).map((body) =>
    ["POST", "/v1/users", body] as const
  ),
  FastCheck.record({ first_name: FastCheck.string(), public_metadata: FastCheck.constantFrom({ a: 1 }, undefined) })
    .map(
      (body) => ["PATCH", "/v1/users/user_ada", body] as const
    ),
  FastCheck.constantFrom("ban", "unban", "lock", "unlock").map((name) =>
    ["POST", `/v1/users/user_ada/${name}`, undefined] as const
  ),
  FastCheck.constant(["POST", "/v1/users/user_ada/verify_password", { password: "analytical-engine" }] as const),
  FastCheck.constantFrom("Acme", "Other").map((name) =>
    ["POST", "/v1/organizations", { name, created_by: "user_ada" }] as const
  ),
  FastCheck.constantFrom("a@example.com", "b@example.com", "no address").map((address) =>
    ["POST", "/v1/invitations", { email_address: address }] as const
  ),
  FastCheck.constantFrom("a@example.com", "*@example.org").map((identifier) =>
    ["POST", "/v1/allowlist_identifiers", { identifier }] as const
  ),
  FastCheck.constant(["POST", "/v1/sessions", { user_id: "user_ada" }] as const),
  FastCheck.constant(["POST", "/v1/redirect_urls", { url: "https://example.com" }] as const),
  FastCheck.constant(["GET", "/v1/users/user_ada", undefined] as const)
)

describe("A journal", () => {
  it.effect("that is repeated makes the same state, whatever requests it has", () =>
    Effect.promise(() =>
      FastCheck.assert(
        FastCheck.asyncProperty(
          FastCheck.array(FastCheck.tuple(request, FastCheck.nat(100_000)), { maxLength: 30, size: "max" }),
          (
            requests
          ) =>
            Effect.gen(function*() {
              const entries: Array<Entry> = []
              const before = yield* Effect.gen(function*() {
                for (const [[method, url, body], pause] of requests) {
                  yield* TestClock.adjust(pause)
                  yield* send(method, url, body)
                }
                return yield* everything
              }).pipe(withJournal(entries, initial))
              const kept = entries.slice()
              // No time passes, so that nothing expires in between.
              assert.deepStrictEqual(yield* everything.pipe(withJournal(entries)), before)
              assert.deepStrictEqual(entries, kept)
            }).pipe(Effect.provide(TestContext.TestContext), Effect.runPromise)
        ),
        { numRuns: runs(20) }
      )
    ))

  it.effect("has the changes of requests in their order, with the time of each, and no reads", () =>
    Effect.gen(function*() {
      const entries: Array<Entry> = []
      yield* Effect.gen(function*() {
        yield* TestClock.setTime(1000.5)
        yield* send("POST", "/v1/users", { username: "ada" })
        yield* send("GET", "/v1/users")
        yield* send("POST", "/v1/nothing", {})
        yield* ClerkTest.reset
      }).pipe(withJournal(entries))
      assert.deepStrictEqual(entries, [
        { at: 0, reset: [] },
        {
          at: 1000,
          request: {
            method: "POST",
            url: "/v1/users",
            contentType: "application/json",
            version: "2026-05-12",
            body: `{"username":"ada"}`
          }
        },
        { at: 1000, reset: [] }
      ])
    }))

  it.effect("that has an image makes the same image", () =>
    Effect.gen(function*() {
      const entries: Array<Entry> = []
      const form = new FormData()
      form.append("file", new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 255)], "a.png"))
      const encoded = new Response(form)
      const body = new Uint8Array(yield* Effect.promise(() => encoded.arrayBuffer()))
      const before = yield* Effect.gen(function*() {
        const { handle } = yield* ClerkTest
        const { status } = yield* handle({
          method: "POST",
          url: "/v1/users/user_ada/profile_image",
          headers: { authorization: "Bearer sk_test_in_memory", "content-type": encoded.headers.get("content-type")! },
          body
        })
        assert.strictEqual(status, 200)
        return yield* everything
      }).pipe(withJournal(entries, initial))
      assert.property((entries[1] as { readonly request: object }).request, "base64")
      assert.deepStrictEqual(yield* everything.pipe(withJournal(entries)), before)
    }))

  it.effect("that cannot be written makes the request fail, not succeed", () =>
    Effect.gen(function*() {
      const exit = yield* Effect.exit(send("POST", "/v1/users", { username: "ada" }))
      assert.strictEqual(exit._tag, "Failure")
    }).pipe(
      Effect.provide(ClerkTest.layerHttpClient()),
      Effect.provide(Layer.succeed(CurrentJournal, {
        entries: [{ at: 0, reset: [] }],
        initial: [],
        append: () => Effect.dieMessage("The disk is full.")
      }))
    ))
})
