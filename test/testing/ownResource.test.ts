/** A resource that the library does not have: declared with a table, a tag and handlers, and tested over the in-memory Clerk. */
import { FetchHttpClient, HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, Ref, Schema } from "effect"
import { Clerk, Http, Operation, Retry, Users } from "effect-clerk"
import { object } from "effect-clerk/Schema/wire/Fields"
import { limit } from "effect-clerk/Schema/wire/Request"
import { snakeCase } from "effect-clerk/Schema/wire/SnakeCase"
import { ClerkTest, Ids } from "effect-clerk/testing"
import { createServer } from "node:http"
import { errorResponseOf } from "../users/behaviour.ts"

class Widget extends Schema.Class<Widget>("Widget")(snakeCase({
  id: Schema.String,
  object: object("widget"),
  displayName: Schema.String
})) {}

const operations = {
  get: Operation.get("/widgets/:widgetId", { success: Widget, errors: [404] }),
  list: Operation.get("/widgets", { query: Schema.Struct({ limit }), success: Schema.Array(Widget), errors: [] }),
  create: Operation.post("/widgets", {
    payload: Schema.Struct(snakeCase({ displayName: Schema.String })),
    success: Widget,
    errors: [422]
  })
}

class Widgets extends Effect.Tag("Widgets")<Widgets, Effect.Effect.Success<typeof client>>() {}

const client = Http.client("widgets", operations)

const widgets = ClerkTest.resource({
  prefix: "widgets",
  operations,
  handlers: ({ nextId }) =>
    Effect.map(Ref.make<ReadonlyArray<Widget>>([new Widget({ id: "wgt_1", displayName: "First" })]), (stored) => ({
      get: ({ widgetId }) =>
        Effect.flatMap(stored, (all) => {
          const found = all.find(({ id }) => id === widgetId)
          return found === undefined
            ? ClerkTest.errorResponse(404, "resource_not_found", "No widget was found with that id.")
            : Effect.succeed(found)
        }),
      list: ({ limit = 10 }) => Effect.map(stored, (all) => all.slice(0, limit)),
      create: Effect.fnUntraced(function*({ displayName }) {
        if (displayName === "") {
          return yield* ClerkTest.errorResponse(422, "form_param_value_invalid", "The name must not be empty.", {
            param_name: "display_name"
          })
        }
        const created = new Widget({ id: yield* nextId("wgt"), displayName })
        yield* Ref.update(stored, (all) => [...all, created])
        return created
      })
    }))
})

const WidgetsLive = Layer.effect(Widgets, client)

const inMemory = Layer.provideMerge(WidgetsLive, ClerkTest.layer({ resources: [widgets] }))

const overHttp = Layer.provideMerge(
  Layer.unwrapEffect(Effect.gen(function*() {
    const { secretKey } = yield* ClerkTest
    const apiUrl = yield* HttpServer.addressFormattedWith((address) => Effect.succeed(`${address}/v1`))
    return Layer.provideMerge(WidgetsLive, Clerk.layer({ secretKey, apiUrl, retry: Retry.none, rateLimit: "none" }))
  })).pipe(Layer.provide(FetchHttpClient.layer)),
  Layer.provideMerge(
    ClerkTest.layerServer({ resources: [widgets] }),
    NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })
  )
)

const names = (all: ReadonlyArray<Widget>) => all.map(({ displayName }) => displayName)

const dies = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.exit(effect), Exit.match({ onFailure: Cause.pretty, onSuccess: () => "no failure" }))

for (const [over, layer] of [["ClerkTest.layer", inMemory], ["ClerkTest.layerServer", overHttp]] as const) {
  describe(`a resource of one's own over ${over}`, () => {
    it.effect("decodes the input of a handler and encodes its success value", () =>
      Effect.gen(function*() {
        const created = yield* Widgets.create({ displayName: "Second" })
        assert.strictEqual(created.id, "wgt_000000000000000000000000001")
        assert.deepStrictEqual(yield* Widgets.get({ widgetId: created.id }), created)
        assert.deepStrictEqual(names(yield* Widgets.list()), ["First", "Second"])
        assert.deepStrictEqual(names(yield* Widgets.list({ limit: 1 })), ["First"])
        assert.deepStrictEqual(
          (yield* ClerkTest.requests).map((it) => [it.operation, it.query, it.body, it.status]),
          [
            ["widgets.create", {}, { display_name: "Second" }, 200],
            ["widgets.get", {}, null, 200],
            ["widgets.list", {}, null, 200],
            ["widgets.list", { limit: "1" }, null, 200]
          ]
        )
      }).pipe(Effect.provide(layer)))

    it.effect("fails with the error response of a handler", () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(Widgets.get({ widgetId: "wgt_2" }))
        assert.strictEqual(error._tag, "ClerkErrors")
        assert.strictEqual(error.status, 404)
        assert.include(error.message, "No widget was found with that id.")
        assert.match(error.traceId ?? "", /^0{31}1$/)
        assert.deepStrictEqual(
          yield* errorResponseOf(Widgets.create({ displayName: "" })),
          [422, "form_param_value_invalid", "display_name"]
        )
      }).pipe(Effect.provide(layer)))

    it.effect("has faults by the names of its operations", () =>
      Effect.gen(function*() {
        yield* ClerkTest.fault({ operation: "widgets.get", status: 503 })
        assert.lengthOf(yield* Widgets.list(), 1)
        assert.strictEqual((yield* Effect.flip(Widgets.get({ widgetId: "wgt_1" }))).status, 503)
        assert.strictEqual((yield* Widgets.get({ widgetId: "wgt_1" })).displayName, "First")
      }).pipe(Effect.provide(layer)))

    it.effect("starts anew after a reset", () =>
      Effect.gen(function*() {
        yield* Widgets.create({ displayName: "Second" })
        yield* ClerkTest.reset
        assert.deepStrictEqual(names(yield* Widgets.list()), ["First"])
        assert.strictEqual((yield* Widgets.create({ displayName: "Third" })).id, "wgt_000000000000000000000000001")
      }).pipe(Effect.provide(layer)))

    it.effect("works beside the users of the library", () =>
      Effect.gen(function*() {
        yield* ClerkTest.seed([{ username: "ada" }])
        assert.strictEqual((yield* Users.count()).totalCount, 1)
        assert.lengthOf(yield* Widgets.list(), 1)
      }).pipe(Effect.provide(layer)))
  })
}

describe("a resource of one's own", () => {
  const get = { method: "GET", headers: { authorization: "Bearer sk_test_in_memory" }, body: new Uint8Array() }

  it.effect("rejects a query that its schema rejects", () =>
    Effect.gen(function*() {
      const { body, status } = yield* ClerkTest.handle({ ...get, url: "/v1/widgets?limit=0" })
      assert.strictEqual(status, 422)
      assert.include(new TextDecoder().decode(body), `"param_name":"limit"`)
    }).pipe(Effect.provide(inMemory)))

  it.effect("changes its bodies with transformBody", () =>
    Effect.gen(function*() {
      const { body } = yield* ClerkTest.handle({ ...get, url: "/v1/widgets?wrapped=true" })
      assert.strictEqual(new TextDecoder().decode(body), `{"from":"list","data":1}`)
    }).pipe(Effect.provide(ClerkTest.layer({
      resources: [ClerkTest.resource({
        ...widgets,
        transformBody: (body, { operation, query }) =>
          query.get("wrapped") === "true" && Array.isArray(body) ? { from: operation, data: body.length } : body
      })]
    }))))

  it.effect("makes ids by Ids", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Widgets.create({ displayName: "Second" })).id, "wgt_number_1")
    }).pipe(Effect.provide(
      Layer.provide(inMemory, Layer.succeed(Ids, (prefix, count) => Effect.succeed(`${prefix}_number_${count}`)))
    )))

  it.effect("cannot be given twice", () =>
    Effect.gen(function*() {
      assert.include(
        yield* dies(Layer.launch(ClerkTest.layer({ resources: [widgets, widgets] }))),
        `Two resources of the in-memory Clerk have the operation "widgets.get".`
      )
    }))

  it.effect("has no fault of an operation that no resource has", () =>
    Effect.gen(function*() {
      const sentence = yield* dies(ClerkTest.fault({ operation: "widgets.gte", status: 503 }))
      assert.include(sentence, `A fault applies to an operation of the in-memory Clerk, not to "widgets.gte".`)
      assert.include(sentence, "widgets.get")
      assert.include(sentence, "users.list")
    }).pipe(Effect.provide(inMemory)))
})
