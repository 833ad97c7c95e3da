/** The redirect URLs of an instance. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { redirectUrlOperations, RedirectUrls } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const redirectUrl = {
  object: "redirect_url",
  id: "ru_1",
  url: "my-app://oauth-callback",
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const redirectUrlRead = {
  object: "redirect_url",
  id: "ru_1",
  url: "my-app://oauth-callback",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof redirectUrlOperations>("redirectUrls", {
  list: {
    call: RedirectUrls.list({ limit: 2, offset: 4 }),
    sends: ["GET", `${api}/redirect_urls?paginated=true&limit=2&offset=4`],
    answered: { data: [redirectUrl], total_count: 5 },
    reads: { data: [redirectUrlRead], totalCount: 5 },
    refused: [401, "clerk_key_invalid"]
  },
  create: {
    call: RedirectUrls.create({ url: "my-app://oauth-callback" }),
    sends: ["POST", `${api}/redirect_urls`, `{"url":"my-app://oauth-callback"}`],
    answered: redirectUrl,
    reads: redirectUrlRead,
    refused: [422, "insecure_url"]
  },
  get: {
    call: RedirectUrls.get({ id: "ru_1" }),
    sends: ["GET", `${api}/redirect_urls/ru_1`],
    answered: redirectUrl,
    reads: redirectUrlRead,
    refused: [404, "resource_not_found"]
  },
  delete: {
    call: RedirectUrls.delete({ id: "ru_1" }),
    sends: ["DELETE", `${api}/redirect_urls/ru_1`],
    ...deleted("redirect_url", "ru_1"),
    refused: [404, "resource_not_found"]
  }
})

describe("The in-memory Clerk", () => {
  it.effect("keeps redirect URLs, the newest first, and refuses those without https", () =>
    Effect.gen(function*() {
      yield* RedirectUrls.create({ url: "https://my-app.com/oauth-callback" })
      const { id } = yield* RedirectUrls.create({ url: "my-app://oauth-callback" })
      const all = Array.from(yield* Stream.runCollect(RedirectUrls.stream()))
      assert.deepStrictEqual(all.map(({ url }) => url), [
        "my-app://oauth-callback",
        "https://my-app.com/oauth-callback"
      ])
      for (
        const [url, code] of [["http://my-app.com", "insecure_url"], ["my-app", "form_param_format_invalid"]] as const
      ) {
        const error = yield* refusal(RedirectUrls.create({ url }))
        assert.deepStrictEqual([error.status, error.errors[0]?.code], [422, code])
      }
      yield* RedirectUrls.delete({ id })
      assert.strictEqual((yield* refusal(RedirectUrls.get({ id }))).status, 404)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on redirect URLs", () =>
    callsEveryOperation(
      "redirectUrls",
      redirectUrlOperations,
      Effect.gen(function*() {
        const { id } = yield* RedirectUrls.create({ url: "my-app://oauth-callback" })
        yield* RedirectUrls.get({ id })
        yield* RedirectUrls.list({ limit: 1 })
        yield* RedirectUrls.delete({ id })
        yield* refusal(RedirectUrls.delete({ id }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
