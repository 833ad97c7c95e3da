/** Clerk's official client against the in-memory allowlist and blocklist. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("lists, creates and deletes identifiers on the allowlist", () =>
    Effect.gen(function*() {
      const created = yield* call(({ allowlistIdentifiers }) =>
        allowlistIdentifiers.createAllowlistIdentifier({ identifier: "ada@example.com", notify: false })
      )
      const { data, totalCount } = yield* call(({ allowlistIdentifiers }) =>
        allowlistIdentifiers.getAllowlistIdentifierList({ limit: 5 })
      )
      assert.strictEqual(totalCount, 1)
      assert.strictEqual(data[0]?.identifier, "ada@example.com")
      const deleted = yield* call(({ allowlistIdentifiers }) =>
        allowlistIdentifiers.deleteAllowlistIdentifier(created.id)
      )
      assert.strictEqual(deleted.id, created.id)
    }))

  it.effect("lists, creates and deletes identifiers on the blocklist", () =>
    Effect.gen(function*() {
      const created = yield* call(({ blocklistIdentifiers }) =>
        blocklistIdentifiers.createBlocklistIdentifier({ identifier: "spam@example.com" })
      )
      const { data } = yield* call(({ blocklistIdentifiers }) => blocklistIdentifiers.getBlocklistIdentifierList())
      assert.strictEqual(data[0]?.identifierType, "email_address")
      yield* call(({ blocklistIdentifiers }) => blocklistIdentifiers.deleteBlocklistIdentifier(created.id))
      assert.deepStrictEqual(
        yield* failure(({ blocklistIdentifiers }) => blocklistIdentifiers.deleteBlocklistIdentifier(created.id)),
        { status: 404, code: "resource_not_found", paramName: undefined }
      )
    }))
})
