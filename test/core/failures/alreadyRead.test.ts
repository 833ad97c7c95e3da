/** Response bodies that an HTTP client has already read, for example to log them. */
import { FetchHttpClient, HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Layer } from "effect"
import { SDKError, Users } from "effect-clerk"
import { userAda } from "../../fixtures/index.ts"
import {
  client,
  failureOf,
  flood,
  head,
  httpClients,
  raw,
  type Reply,
  respondWith,
  serve
} from "../../support/server.ts"

const chunked = (status: number, body: string): Reply =>
  raw(
    `${head(status, { "transfer-encoding": "chunked" })}${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`
  )

const short = JSON.stringify([userAda()])
const long = JSON.stringify(Array.makeBy(100, userAda))
const refusal = JSON.stringify({ errors: [{ code: "resource_not_found", message: "not found" }] })

const readsFirst = HttpClient.tap((response) => Effect.orDie(response.text))

const readsQuietly = HttpClient.tap((response) => Effect.ignore(response.text))

const list = Users.list({ limit: 500 })

describe.each(httpClients)("Over %s with a transformClient that reads the body", (_, http) => {
  it.scoped.each<readonly [what: string, reply: Reply, count: number]>([
    ["short", respondWith(200, short), 1],
    ["long", respondWith(200, long), 100],
    ["of unknown length", chunked(200, long), 100]
  ])("a response body that is %s is decoded", ([, reply, count]) =>
    Effect.gen(function*() {
      const server = yield* serve(reply)
      const layer = Layer.provide(client(server, { transformClient: readsFirst }), http)
      assert.lengthOf(yield* Effect.provide(list, layer), count)
    }))

  it.scoped.each<readonly [what: string, reply: Reply]>([["of known length", respondWith(404, refusal)], [
    "of unknown length",
    chunked(404, refusal)
  ]])(
    "an error body %s fails with ClerkErrors",
    ([, reply]) =>
      Effect.gen(function*() {
        const server = yield* serve(reply)
        const layer = Layer.provide(client(server, { transformClient: readsFirst }), http)
        const error = yield* Effect.provide(failureOf(list), layer)
        assert.deepStrictEqual([error._tag, error.status], ["ClerkErrors", 404])
      })
  )
})

describe.each(httpClients)("Over %s with an underlying client that reads the body", (_, http) => {
  it.scoped("the call fails with a message that the body was read before", () =>
    Effect.gen(function*() {
      const server = yield* serve(respondWith(200, long))
      const beneath = Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, readsFirst))
      const layer = client(server).pipe(Layer.provide(beneath), Layer.provide(http))
      const error = yield* Effect.provide(failureOf(list), layer)
      assert.instanceOf(error, SDKError)
      assert.include(error.message, "has already read the body")
    }))
})

it.scoped("over fetch with a transformClient that reads the body, a body of 50 MB is not read to its end", () =>
  Effect.gen(function*() {
    const sent = { megabytes: 0 }
    const server = yield* serve(flood(200, 50, sent))
    const layer = Layer.provide(client(server, { transformClient: readsQuietly }), FetchHttpClient.layer)
    const error = yield* Effect.provide(failureOf(list), layer)
    assert.include(error.message, "Expected at most 32 MB, got more")
    assert.isBelow(sent.megabytes, 50)
    yield* server.closed
  }))
