/** Clerk's official client against the in-memory redirect URLs. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("creates, lists, gets and deletes redirect URLs", () =>
    Effect.gen(function*() {
      const { id } = yield* call(({ redirectUrls }) =>
        redirectUrls.createRedirectUrl({ url: "my-app://oauth-callback" })
      )
      assert.strictEqual((yield* call(({ redirectUrls }) => redirectUrls.getRedirectUrlList())).totalCount, 1)
      const found = yield* call(({ redirectUrls }) => redirectUrls.getRedirectUrl(id))
      assert.strictEqual(found.url, "my-app://oauth-callback")
      yield* call(({ redirectUrls }) => redirectUrls.deleteRedirectUrl(id))
      assert.deepStrictEqual(yield* failure(({ redirectUrls }) => redirectUrls.getRedirectUrl(id)), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))
})
