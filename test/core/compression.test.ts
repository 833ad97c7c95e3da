/** Compressed bodies over every HTTP client: what was asked for, what nobody asked for, and what cannot be decoded. F2, F3, F18. */
import { FetchHttpClient, HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schedule } from "effect"
import { ClerkErrors, Retry, Users } from "effect-clerk"
import * as zlib from "node:zlib"
import { userAda } from "../fixtures/index.ts"
import { client, failureOf, head, httpClients, reasonOf, type Reply, serve } from "../support/server.ts"

const respond = (body: Uint8Array, headers: Readonly<Record<string, string>> = {}, status = 200): Reply => (socket) => {
  socket.write(head(status, { connection: "close", ...headers }))
  socket.end(body)
}

const withLength = (body: Uint8Array, headers: Readonly<Record<string, string>>, status?: number) =>
  respond(body, { "content-length": String(body.length), ...headers }, status)

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

const users = Array.from({ length: 500 }, (_, index) => ({ ...userAda(), id: `user_${index}` }))

const get = Users.get({ userId: "user_ada" })
const list = Users.list({ limit: 500 })

const bomb = zlib.gzipSync(zlib.gzipSync(new Uint8Array(64 * 2 ** 20)))

type Encode = (bytes: Uint8Array) => Uint8Array

const encodings: ReadonlyArray<readonly [encoding: string, encode: Encode]> = [
  ["gzip", zlib.gzipSync],
  ["GZIP", zlib.gzipSync],
  ["x-gzip", zlib.gzipSync],
  ["deflate", zlib.deflateSync],
  ["br", zlib.brotliCompressSync],
  ["gzip, gzip", (body) => zlib.gzipSync(zlib.gzipSync(body))],
  ["br, gzip", (body) => zlib.gzipSync(zlib.brotliCompressSync(body))],
  ["gzip, br", (body) => zlib.brotliCompressSync(zlib.gzipSync(body))]
]

describe.each(httpClients)("Over %s", (name, http) => {
  const over = <A, E>(reply: Reply, call: Effect.Effect<A, E, Users>) =>
    Effect.gen(function*() {
      const server = yield* serve(reply)
      return yield* call.pipe(Effect.provide(client(server)), Effect.provide(http))
    })

  it.scoped("a request asks for a compressed response", () =>
    Effect.gen(function*() {
      const server = yield* serve(withLength(bytes(userAda()), {}))
      yield* get.pipe(Effect.provide(client(server)), Effect.provide(http))
      assert.strictEqual(server.received[0]!.headers["accept-encoding"], "gzip, deflate, br")
    }))

  it.scoped.each(encodings)(
    "a response in %s is read, with and without a length, a list and an error, too",
    ([encoding, encode]) =>
      Effect.gen(function*() {
        const headers = { "content-encoding": encoding }
        const one = encode(bytes(userAda()))
        assert.strictEqual((yield* over(withLength(one, headers), get)).id, userAda().id)
        assert.strictEqual((yield* over(respond(one, headers), get)).id, userAda().id)
        assert.lengthOf(yield* over(respond(encode(bytes(users)), headers), list), 500)
        const refusal = encode(bytes({ errors: [{ code: "some_code", message: "No.", long_message: "No." }] }))
        const error = yield* failureOf(over(respond(refusal, headers, 422), get))
        assert.instanceOf(error, ClerkErrors)
      })
  )

  const odd: ReadonlyArray<readonly [what: string, body: Uint8Array, headers: Readonly<Record<string, string>>]> = [
    ["with an encoding that is not applied", bytes(userAda()), name === "fetch" ? {} : { "content-encoding": "gzip" }],
    ["with br that is not applied", bytes(userAda()), name === "fetch" ? {} : { "content-encoding": "br" }],
    ["with identity", bytes(userAda()), { "content-encoding": "identity" }],
    ["with a byte order mark", new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(userAda())]), {}],
    [
      "with a byte order mark, compressed",
      zlib.gzipSync(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(userAda())])),
      { "content-encoding": "gzip" }
    ],
    [
      "compressed without a label",
      zlib.gzipSync(bytes(userAda())),
      name === "fetch" ? { "content-encoding": "gzip" } : {}
    ],
    ["in raw deflate", zlib.deflateRawSync(bytes(userAda())), { "content-encoding": "deflate" }]
  ]
  it.scoped.each(odd)("a response %s is read", ([, body, headers]) =>
    Effect.gen(function*() {
      assert.strictEqual((yield* over(withLength(body, headers), get)).id, userAda().id)
      assert.strictEqual((yield* over(respond(body, headers), get)).id, userAda().id)
    }))

  const gzip = { "content-encoding": "gzip" }

  it.scoped("a bomb of a few hundred bytes ends at 32 MB", () =>
    Effect.gen(function*() {
      const error = yield* failureOf(over(withLength(bomb, { "content-encoding": "gzip, gzip" }), get))
      assert.include(error.message, "Expected at most 32 MB")
    }))

  it.scoped("a truncated stream is retried by a read", () =>
    Effect.gen(function*() {
      const whole = zlib.gzipSync(bytes(userAda()))
      let requests = 0
      const server = yield* serve((socket, request) =>
        respond(++requests === 1 ? whole.subarray(0, -20) : whole, gzip)(socket, request)
      )
      const retry = Retry.make({ schedule: Schedule.recurs(1) })
      const ada = yield* get.pipe(Effect.provide(client(server, { retry })), Effect.provide(http))
      assert.strictEqual(ada.id, userAda().id)
      assert.strictEqual(requests, 2)
    }))

  it.scoped("a corrupt stream fails with a typed error that shows none of its bytes", () =>
    Effect.gen(function*() {
      const corrupt = Uint8Array.from(
        zlib.gzipSync(bytes(users)),
        (byte, index) => index > 200 && index < 300 ? 7 : byte
      )
      const error = yield* reasonOf("UnexpectedResponse")(over(withLength(corrupt, gzip), get))
      assert.strictEqual(error.reason.body, "")
      assert.isTrue(error.status === 200)
    }))

  it.scoped("a write whose response is corrupt may have succeeded", () =>
    Effect.gen(function*() {
      const corrupt = zlib.gzipSync(bytes(userAda())).fill(0, 40, 60)
      const error = yield* failureOf(over(withLength(corrupt, gzip), Users.create({ username: "ada" })))
      assert.isTrue(error.outcomeUnknown)
    }))
})

it.effect("A client of a program's own that decodes responses and keeps their headers is read", () => {
  const decoding = HttpClient.make((request) =>
    Effect.succeed(
      HttpClientResponse.fromWeb(request, Response.json(userAda(), { headers: { "content-encoding": "br" } }))
    )
  )
  return Effect.map(get, (ada) => assert.strictEqual(ada.id, userAda().id)).pipe(
    Effect.provide(client({ url: "http://127.0.0.1:9" })),
    Effect.provide(Layer.succeed(HttpClient.HttpClient, decoding))
  )
})

it.scoped("A client with a transformClient asks as its HTTP client does, so that it can read the text", () =>
  Effect.gen(function*() {
    const server = yield* serve(withLength(bytes(userAda()), {}))
    const texts: Array<string> = []
    const transformClient = HttpClient.tap((response: HttpClientResponse.HttpClientResponse) =>
      Effect.map(Effect.orDie(response.text), (text) => texts.push(text))
    )
    yield* get.pipe(Effect.provide(client(server, { transformClient })), Effect.provide(httpClients[1]![1]))
    assert.isUndefined(server.received[0]!.headers["accept-encoding"])
    assert.deepStrictEqual(JSON.parse(texts[0]!), userAda())
    yield* get.pipe(Effect.provide(client(server, { transformClient })), Effect.provide(FetchHttpClient.layer))
  }))
