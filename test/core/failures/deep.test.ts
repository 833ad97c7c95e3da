/** F25: values that are nested thousands of levels deep are decoded, clipped or refused; no call dies of them. */
import { HttpClient, HttpClientError } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, Redacted, Schema } from "effect"
import { Clerk, Http, Operation, Retry, Users } from "effect-clerk"
import { inspect } from "node:util"
import { userAda } from "../../fixtures/index.ts"
import { offline } from "../../support/http.ts"
import { shown } from "../../support/shown.ts"
import { isSoak } from "../../support/soak.ts"

const userId = "user_1"
/** Below and above the limits, and a depth that overflows the stack. A soak takes more of them. */
const depths = isSoak ? [450, 600, 2000, 4000, 10_000, 100_000] : [450, 600, 100_000]

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + `"end"` + close.repeat(depth)
const forms = {
  arrays: (depth: number) => nested(depth, "[", "]"),
  objects: (depth: number) => nested(depth, `{"a":`, "}"),
  both: (depth: number) => nested(depth / 2, `[{"a":`, "}]")
}
const deep = depths.flatMap((depth) =>
  Object.entries(forms).filter(([form]) => isSoak || form !== "both").map(([form, make]) =>
    [depth, form, make(depth)] as const
  )
)

const over = (status: number, body: string) =>
  Layer.provide(
    Clerk.layer({ secretKey: Redacted.make("sk_test_deep"), retry: Retry.none, rateLimit: "none" }),
    offline(() => new Response(body, { status })).layer
  )

/** The result, which is a value or an expected failure and can be printed. */
const resultOf = Effect.fnUntraced(function*<A, E, R>(call: Effect.Effect<A, E, R>) {
  const { exit, values } = yield* shown(call)
  assert.isTrue(Exit.isSuccess(exit) || Cause.isFailType(exit.cause), values[0])
  return exit
})

const ada = JSON.stringify(userAda()).slice(0, -1)

/** The bodies in which a nested value can stand. */
const bodies: ReadonlyArray<readonly [where: string, status: number, of: (value: string) => string]> = [
  ["a body", 200, (value) => value],
  ["the metadata of a user", 200, (value) => `${ada},"public_metadata":{"a":${value}}}`],
  ["a new field of a user", 200, (value) => `${ada},"new_in_2031":${value}}`],
  ["a field of another type", 200, (value) => `${ada},"first_name":${value}}`],
  ["a list within a user", 200, (value) => `${ada},"email_addresses":[${value}]}`],
  ["the body of a refusal", 422, (value) => value],
  ["the errors of a body", 422, (value) => `{"errors":${value}}`],
  ["an error of a body", 422, (value) => `{"errors":[${value}]}`],
  ["the meta of an error", 500, (value) => `{"errors":[{"code":"x","message":"m","meta":${value}}]}`],
  ["the meta of a body", 500, (value) => `{"errors":[{"code":"x"}],"meta":{"a":${value}}}`],
  ["a new field of an error", 500, (value) => `{"errors":[{"code":"x","new":${value}}],"new":${value}}`],
  ["the trace id of a body", 500, (value) => `{"errors":[],"clerk_trace_id":${value}}`]
]

describe.each(bodies)("A nested value in %s", (_, status, of) => {
  it.effect.each(deep)(
    "of %i levels of %s ends in a value or an expected failure",
    ([, , value]) =>
      Effect.gen(function*() {
        yield* resultOf(Users.ban({ userId }).pipe(Effect.provide(over(status, of(value)))))
        yield* resultOf(Users.list().pipe(Effect.provide(over(status, `[${of(value)}]`))))
      })
  )
})

describe("An error with a nested meta", () => {
  it.effect.each(depths)(
    "of %i levels keeps its code, and all of its meta that is less than 400 levels deep",
    (depth) =>
      Effect.gen(function*() {
        const body = `{"errors":[{"code":"x","message":"m","meta":{"a":${forms.objects(depth)}}}]}`
        const error = yield* Effect.flip(Users.ban({ userId })).pipe(Effect.provide(over(500, body)))
        const [first] = error._tag === "ClerkErrors" ? error.errors : []
        assert.deepStrictEqual([first?.code, first?.message], ["x", "m"])
        assert.match(inspect(first?.meta, { depth: Infinity }), /a: '…'/)
      })
  )
})

describe("Metadata", () => {
  const levels = (depth: number): unknown => JSON.parse(forms.arrays(depth))

  it.effect("of 500 levels is sent and decoded", () =>
    Effect.gen(function*() {
      const publicMetadata = { a: levels(499) }
      const body = `${ada},"public_metadata":${JSON.stringify(publicMetadata)}}`
      const user = yield* Users.updateMetadata({ userId, publicMetadata }).pipe(Effect.provide(over(200, body)))
      assert.strictEqual(JSON.stringify(user.publicMetadata), JSON.stringify(publicMetadata))
    }))

  it.effect.each([501, 4000, 100_000])("of %i levels is refused before it is sent", (depth) =>
    Effect.gen(function*() {
      const publicMetadata = { a: levels(depth - 1) }
      const error = yield* Effect.flip(Users.updateMetadata({ userId, publicMetadata })).pipe(
        Effect.provide(over(200, "{}"))
      )
      assert.include(
        error.message,
        "publicMetadata: Expected an object of JSON values, but it is nested more than 500 levels deep"
      )
    }))

  it.effect.each([501, 4000, 100_000])(
    "of %i levels in a response reads as absent, and fails with InvalidResponse where OnDecodeError fails",
    (depth) =>
      Effect.gen(function*() {
        const body = `${ada},"public_metadata":{"a":${forms.arrays(depth - 1)}}}`
        const get = Effect.provide(Users.get({ userId }), over(200, body))
        const error = yield* Effect.flip(Effect.provideService(get, Http.OnDecodeError, Effect.fail))
        assert.include(error.message, "it is nested more than 500 levels deep")
        const user = yield* Effect.provideService(get, Http.OnDecodeError, () => Effect.void)
        assert.deepStrictEqual(user.publicMetadata, {})
      })
  )
})

describe("An input", () => {
  const nestedObject = (depth: number): unknown => JSON.parse(forms.objects(depth))
  const inputs: ReadonlyArray<readonly [what: string, call: (value: never) => Effect.Effect<unknown, unknown, Users>]> =
    [
      ["as a whole", (value) => Users.create(value)],
      ["in a text", (firstName) => Users.create({ firstName })],
      ["in a list", (value) => Users.create({ emailAddress: [value] })],
      ["in a filter", (value) => Users.list({ userId: [value] })],
      ["in an exclusion", (exclude) => Users.list({ userId: [{ exclude }] })],
      ["in a path", (userId) => Users.get({ userId })],
      ["in a list of ids", (value) => Users.getMany([value])]
    ]
  it.effect.each(inputs)("that is nested 100,000 levels deep %s is refused", ([, call]) =>
    Effect.gen(function*() {
      for (const value of [nestedObject(100_000), JSON.parse(forms.arrays(100_000)), exclusions(100_000)]) {
        const exit = yield* resultOf(call(value as never).pipe(Effect.provide(over(200, "[]"))))
        assert.isTrue(Exit.isFailure(exit))
      }
    }))

  const exclusions = (depth: number): unknown => JSON.parse(nested(depth, `{"exclude":`, "}"))
})

describe("A schema of a program's own", () => {
  interface Tree {
    readonly a?: Tree | string | undefined
  }
  const Tree: Schema.Schema<Tree> = Schema.Struct({
    a: Schema.optional(Schema.Union(Schema.String, Schema.suspend(() => Tree)))
  })
  it.effect.each(deep)(
    "that contains itself decodes or refuses %i levels of %s",
    ([, , value]) =>
      Effect.gen(function*() {
        const { call } = yield* Http.ClerkHttp
        yield* resultOf(call("trees.get", Operation.get("/trees", { success: Tree, errors: [] }))())
      }).pipe(
        Effect.provide(Layer.provide(
          Http.layer({ secretKey: Redacted.make("sk_test_deep"), retry: Retry.none }),
          offline(() => new Response(value)).layer
        ))
      )
  )
})

describe("A transport error", () => {
  it.effect("with 100,000 causes fails with Transport", () =>
    Effect.gen(function*() {
      let cause = new Error("the innermost")
      for (let depth = 0; depth < 100_000; depth++) {
        cause = new Error("outer", { cause })
      }
      const client = HttpClient.make((request) =>
        Effect.fail(new HttpClientError.RequestError({ request, reason: "Transport", cause }))
      )
      const layer = Layer.provide(
        Clerk.layer({ secretKey: Redacted.make("sk_test_deep"), retry: Retry.none }),
        Layer.succeed(HttpClient.HttpClient, client)
      )
      const error = yield* Effect.flip(Users.get({ userId })).pipe(Effect.provide(layer))
      assert.include(error.message, "outer")
    }))
})
