/** A resource that a program defines itself gets what `Users` has: errors, retry, rate limits, streams and batches. */
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, HashMap, Layer, Redacted, Schedule, Schema, Stream } from "effect"
import { Auth, type Errors, Http, Operation, Resource, Retry } from "effect-clerk"
import { limit, offset } from "effect-clerk/Schema/wire/Request"
import { ClerkTest } from "effect-clerk/testing"
import { readFileSync } from "node:fs"
import { virtualTime } from "../support/clock.ts"
import { offline } from "../support/http.ts"
import { refusal } from "../support/wire.ts"

// The resource: a table, a tag and a layer.
class Widget extends Schema.Class<Widget>("Widget")({ id: Schema.String, name: Schema.String }) {}

const operations = {
  get: Operation.get("/widgets/:widgetId", { success: Widget, errors: [404] }),
  list: Operation.get("/widgets", {
    query: Schema.Struct({ widgetId: Schema.optional(Schema.Array(Schema.String)), limit, offset }),
    success: Schema.Array(Widget),
    errors: [422]
  })
}

interface Service extends Operation.Client<typeof operations, Errors.ClerkFailure> {
  readonly getMany: (ids: Iterable<string>) => Effect.Effect<HashMap.HashMap<string, Widget>, Errors.ClerkFailure>
  readonly stream: () => Stream.Stream<Widget, Errors.ClerkFailure>
}

class Widgets extends Resource.Tag<Widgets, Service>()("Widgets", { streams: ["stream"] }) {}

const WidgetsLive = Resource.layer(
  Widgets,
  Effect.gen(function*() {
    const client = yield* Http.client("widgets", operations)
    const page = (yield* Http.ClerkHttp).page("widgets.list", operations.list)
    const list = (widgetId: ReadonlyArray<string>) => client.list({ widgetId, limit: widgetId.length })
    const getMany = Resource.getMany("widgets", operations.list, list)
    return {
      ...client,
      get: Resource.batchedGet("widgetId", { get: client.get, getMany }),
      getMany,
      stream: () => Stream.flattenIterables(Resource.paginate(page, {}))
    }
  })
)

const widgetsInMemory = ClerkTest.resource({
  prefix: "widgets",
  operations,
  handlers: () => ({
    get: ({ widgetId }) => widgetId === "w_gone" ? ClerkTest.errorResponse(404, "not_found", "No.") : stored(widgetId),
    list: ({ limit = 10, offset = 0, widgetId = ids }) => Effect.forEach(widgetId.slice(offset, offset + limit), stored)
  })
})
// The end of the resource.

const ids = Array.from({ length: 501 }, (_, index) => `w_${index}`)
const stored = (id: string) => Effect.succeed(new Widget(widget(id)))

const widget = (id: string) => ({ id, name: `name of ${id}` })

const error = (status: number, headers?: HeadersInit) =>
  Response.json({ errors: [{ code: "some_code", message: "No." }] }, { status, ...headers && { headers } })

/** 501 widgets. The first response can be replaced. */
const widgets = (options: Http.Options = {}, first?: Response) => {
  const { layer, sent } = offline(({ url }) => {
    const { pathname, searchParams } = new URL(url)
    if (first !== undefined && sent.length === 1) return first
    const id = pathname.split("/").slice(3).map(decodeURIComponent)[0]
    if (id !== undefined) return id === "w_gone" ? error(404) : Response.json(widget(id))
    const wanted = searchParams.getAll("widgetId")
    const all = wanted.length > 0 ? wanted : ids
    const from = Number(searchParams.get("offset") ?? 0)
    return Response.json(all.slice(from, from + Number(searchParams.get("limit"))).map(widget))
  })
  return {
    paths: () => sent.map(({ url }) => url.replace("https://api.clerk.com/v1", "")),
    layer: WidgetsLive.pipe(
      Layer.provide(Http.layerWithAuth({ retry: Retry.none, rateLimit: "none", ...options })),
      Layer.provide(Auth.layer(Redacted.make("sk_test_widgets"))),
      Layer.provide(layer)
    )
  }
}

describe("a resource of a program's own", () => {
  it.effect("decodes a response, through the accessor and through the service", () => {
    const { layer, paths } = widgets()
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* Widgets.get({ widgetId: "w/1" }), new Widget(widget("w/1")))
      assert.deepStrictEqual(yield* (yield* Widgets).get({ widgetId: "w_1" }), new Widget(widget("w_1")))
      assert.deepStrictEqual(paths(), ["/widgets/w%2F1", "/widgets/w_1"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails with ClerkErrors that name its operation", () => {
    const { layer } = widgets()
    return Effect.gen(function*() {
      const error = yield* refusal(Widgets.get({ widgetId: "w_gone" }))
      assert.deepInclude(error, { operation: "widgets.get", status: 404, path: "/widgets/:widgetId" })
    }).pipe(Effect.provide(layer))
  })

  it.effect("retries an idempotent operation", () => {
    const retry = Retry.make({ schedule: Schedule.recurs(1) })
    const { layer, paths } = widgets({ retry }, error(503))
    return Effect.gen(function*() {
      assert.strictEqual((yield* Widgets.get({ widgetId: "w_1" })).id, "w_1")
      assert.lengthOf(paths(), 2)
    }).pipe(Effect.provide(layer))
  })

  it.live("stays within the rate limit of a development key: five at once, then one each 107.5 ms", () => {
    const { layer, paths } = widgets({ rateLimit: undefined })
    const time = virtualTime(0)
    return Effect.gen(function*() {
      yield* time.run(Effect.provide(Effect.replicateEffect(Widgets.get({ widgetId: "w_1" }), 9), layer))
      assert.isAtLeast(time.now(), 4 * 107.5)
      assert.lengthOf(paths(), 9)
    })
  })

  it.effect("streams all items, page by page", () => {
    const { layer, paths } = widgets()
    return Effect.gen(function*() {
      const found = Chunk.toReadonlyArray(yield* Stream.runCollect(Widgets.stream()))
      assert.strictEqual(new Set(found.map(({ id }) => id)).size, 501)
      assert.deepStrictEqual(paths(), [0, 500, 501].map((offset) => `/widgets?limit=500&offset=${offset}`))
    }).pipe(Effect.provide(layer))
  })

  it.effect("gets many items with one list, and batches its gets", () => {
    const { layer, paths } = widgets()
    return Effect.gen(function*() {
      assert.strictEqual(HashMap.size(yield* Widgets.getMany(["w_1", "w_2", "w_1"])), 2)
      const found = yield* Effect.forEach(["w_3", "w_4"], (widgetId) => Widgets.get({ widgetId }), { batching: true })
      assert.deepStrictEqual(found.map(({ id }) => id), ["w_3", "w_4"])
      assert.deepStrictEqual(paths(), [
        "/widgets?widgetId=w_1&widgetId=w_2&limit=2",
        "/widgets?widgetId=w_3&widgetId=w_4&limit=2"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("has a server in memory, with the requests and faults of a test", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "widgets.get", status: 503 })
      assert.strictEqual((yield* refusal(Widgets.get({ widgetId: "w_gone" }))).status, 503)
      assert.strictEqual((yield* refusal(Widgets.get({ widgetId: "w_gone" }))).status, 404)
      assert.strictEqual(yield* Stream.runCount(Widgets.stream()), 501)
      assert.strictEqual(HashMap.size(yield* Widgets.getMany(["w_1", "w_2"])), 2)
      assert.deepStrictEqual(
        (yield* ClerkTest.requests).map(({ operation, status }) => [operation, status]),
        [["widgets.get", 503], ["widgets.get", 404], ...Array.from({ length: 4 }, () => ["widgets.list", 200])]
      )
    }).pipe(Effect.provide(Layer.provideMerge(WidgetsLive, ClerkTest.layer({ resources: [widgetsInMemory] })))))

  it("is declared in at most 40 lines", () => {
    const [, resource] = readFileSync(new URL(import.meta.url), "utf8").split(/^\/\/ The .*$/m)
    assert.isAtMost(resource!.split("\n").filter((line) => line.trim() !== "").length, 40)
  })
})
