/** The in-memory Clerk agrees with a reference model, `test/support/usersModel.ts`, about random sequences of calls. */
import { assert, it } from "@effect/vitest"
import { Duration, Effect, FastCheck as fc, TestClock, TestContext } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { runs } from "../support/soak.ts"
import type { Body, Call, Filters, Page, Result } from "../support/usersModel.ts"
import * as Model from "../support/usersModel.ts"

/** Values of which the first are the usual ones. */
const mostly = <A>(weight: number, usual: ReadonlyArray<A>, ...rare: ReadonlyArray<A>) =>
  fc.oneof({ weight, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) })

/** Some of the fields, each as often as not. */
const some = <A>(fields: { [Name in keyof A]: fc.Arbitrary<A[Name]> }): fc.Arbitrary<Partial<A>> =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<A>>

/** One of the fields, or none. */
const one = <A>(fields: { [Name in keyof A]: fc.Arbitrary<A[Name]> }): fc.Arbitrary<Partial<A>> =>
  fc.oneof(
    fc.constant({}),
    ...Object.entries<fc.Arbitrary<unknown>>(fields).map(([name, value]) =>
      value.map((value) => ({ [name]: value }) as Partial<A>)
    )
  )

const user = mostly(12, [0, 1, 2, 3, 4, 5], 99)
const username = mostly(5, ["ada", "grace", "alan", "edsger", "Barbara"], "Ada", "")
const externalId = mostly(5, ["x1", "x2", "x3", "x4"], "X1", "")
const password = mostly(8, ["analytical-engine", "difference-engine"], "short")
const email = mostly(
  8,
  ["a", "b", "c", "d", "e", "f"].map((name) => `${name}@example.com`),
  "A@example.com",
  "no address"
)

const body: fc.Arbitrary<Body> = some({
  username: fc.option(username),
  external_id: fc.option(externalId),
  first_name: fc.option(fc.constantFrom("Bob", "alice", "Ärger")),
  password
})

const filters: fc.Arbitrary<Filters> = fc.tuple(
  one({
    username: fc.array(fc.constantFrom("ADA", "grace", "nobody"), { minLength: 1, maxLength: 2 }),
    email_address: fc.array(fc.constantFrom("a@EXAMPLE.com", "b@example.com"), { minLength: 1, maxLength: 2 }),
    external_id: fc.array(fc.constantFrom("x1", "+x1", "-x1", "-x2"), { minLength: 1, maxLength: 2 }),
    query: fc.constantFrom("AD", "example", "ob", "user_", "zzz")
  }),
  one({ banned: fc.boolean() })
).map(([first, second]) => ({ ...first, ...second }))

const limit = mostly(12, [1, 2, 3, 10, 500], 501, 0)
const page: fc.Arbitrary<Page> = fc.oneof(
  some({
    limit,
    offset: fc.nat(2),
    order_by: fc.constantFrom(
      "created_at",
      "+created_at",
      "-created_at",
      "first_name",
      "-first_name",
      "+username",
      "-username"
    )
  }),
  fc.record({ limit, after: user, order_by: fc.constantFrom("-created_at", "+created_at") }, {
    requiredKeys: ["after"]
  })
)

const call: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(body, fc.option(email, { freq: 5 })).map(([body, email]): Call => ({
      _tag: "create",
      body: { ...body, ...email === null ? {} : { email_address: [email] } }
    }))
  },
  fc.record({ _tag: fc.constant("update" as const), user, body }),
  fc.record({
    _tag: fc.constant("metadata" as const),
    user,
    patch: fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom(1, null, { c: 1 }, { c: null, d: 2 }), {
      noNullPrototype: true
    })
  }),
  fc.record({ _tag: fc.constant("verify" as const), user, password }),
  fc.record({ _tag: fc.constantFrom("get" as const, "delete" as const, "ban" as const, "unban" as const), user }),
  fc.record({ _tag: fc.constantFrom("get" as const, "lock" as const, "lock" as const, "unlock" as const), user }),
  { weight: 4, arbitrary: fc.record({ _tag: fc.constant("list" as const), filters, page }) },
  fc.record({ _tag: fc.constant("count" as const), filters }),
  fc.record({ _tag: fc.constant("wait" as const), minutes: fc.constantFrom(1, 30, 60) })
)

/** The method, the path and the body of the request of a call. */
const requestOf = (
  call: Exclude<Call, { readonly _tag: "wait" }>,
  idOf: (user: number) => string
): readonly [method: string, url: string, body?: unknown] => {
  const path = "user" in call ? `/v1/users/${idOf(call.user)}` : "/v1/users"
  const queryOf = (params: object) =>
    new URLSearchParams(
      Object.entries(params).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((it) => [name, String(it)])
      )
    ).toString()
  switch (call._tag) {
    case "create":
      return ["POST", path, call.body]
    case "update":
      return ["PATCH", path, call.body]
    case "metadata":
      return ["PATCH", `${path}/metadata`, { public_metadata: call.patch }]
    case "verify":
      return ["POST", `${path}/verify_password`, { password: call.password }]
    case "get":
      return ["GET", path]
    case "delete":
      return ["DELETE", path]
    case "list": {
      const { after, ...page } = call.page
      return [
        "GET",
        `${path}?${
          queryOf({ ...call.filters, ...page, ...after === undefined ? {} : { starting_after: idOf(after) } })
        }`
      ]
    }
    case "count":
      return ["GET", `${path}/count?${queryOf(call.filters)}`]
    default:
      return ["POST", `${path}/${call._tag}`]
  }
}

interface Shown {
  readonly [name: string]: unknown
}

/** What of a body the model knows. */
const shown = (body: unknown): unknown => {
  if (Array.isArray(body)) return body.map(shown)
  const fields = body as Shown
  if (fields["errors"] !== undefined) return (fields["errors"] as ReadonlyArray<Shown>).map(({ code }) => code)
  if (fields["total_count"] !== undefined) return fields["total_count"]
  if (fields["deleted"] !== undefined) return { id: fields["id"], deleted: fields["deleted"] }
  if (fields["verified"] !== undefined) return { verified: fields["verified"] }
  const { banned, email_addresses, external_id, first_name, id, locked, password_enabled, public_metadata, username } =
    fields
  return {
    id,
    username,
    external_id,
    first_name,
    email_addresses: (email_addresses as ReadonlyArray<Shown>).map(({ email_address }) => email_address),
    public_metadata,
    banned,
    locked,
    password_enabled
  }
}

const send = Effect.fnUntraced(function*(method: string, url: string, body?: unknown) {
  const { handle } = yield* ClerkTest
  const response = yield* handle({
    method,
    url,
    headers: { authorization: "Bearer sk_test_in_memory", "content-type": "application/json" },
    body: new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body))
  })
  const json: unknown = JSON.parse(new TextDecoder().decode(response.body))
  return [[response.status, shown(json)] as Result, (json as { readonly id?: string }).id ?? ""] as const
})

it.effect(
  "The in-memory Clerk agrees with a reference model about random sequences of calls",
  () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(fc.array(call, { maxLength: 60, size: "max" }), (calls) =>
          Effect.gen(function*() {
            const model = Model.make()
            for (const call of calls) {
              if (call._tag === "wait") {
                yield* TestClock.adjust(Duration.minutes(call.minutes))
                model.wait(call.minutes)
              } else {
                const [result, id] = yield* send(...requestOf(call, model.idOf))
                assert.deepStrictEqual(result, model.apply(call, id), JSON.stringify(call))
              }
            }
          }).pipe(
            Effect.provide(ClerkTest.layerHttpClient()),
            Effect.provide(TestContext.TestContext),
            Effect.runPromise
          )),
        { numRuns: runs(60) }
      )
    ),
  120_000
)
