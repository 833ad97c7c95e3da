/** Clerk's official client against the in-memory domains. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("adds, lists, updates and deletes domains", () =>
    Effect.gen(function*() {
      const { id: domainId } = yield* call(({ domains }) =>
        domains.add({ name: "one.example.com", is_satellite: true })
      )
      const updated = yield* call(({ domains }) => domains.update({ domainId, name: "two.example.com" }))
      assert.strictEqual(updated.frontendApiUrl, "https://clerk.two.example.com")
      const { data, totalCount } = yield* call(({ domains }) => domains.list())
      assert.deepStrictEqual([data[0]?.name, totalCount], ["two.example.com", 2])
      yield* call(({ domains }) => domains.deleteDomain(domainId))
      const remaining = yield* call(({ domains }) => domains.list())
      const primary = remaining.data[0]!.id
      assert.deepStrictEqual(yield* failure(({ domains }) => domains.delete(primary)), {
        status: 403,
        code: "operation_not_allowed_on_primary_domain",
        paramName: undefined
      })
    }))

  it.effect("learns that a new domain must be a satellite", () =>
    Effect.gen(function*() {
      const refused = yield* failure(({ domains }) => domains.add({ name: "three.example.com", is_satellite: false }))
      assert.deepStrictEqual(refused, {
        status: 422,
        code: "primary_domain_already_exists",
        paramName: "is_satellite"
      })
    }))
})
