/** Connection failures over every HTTP client: refused, lost and hanging connections. */
import { HttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Either, Exit, Fiber, Layer, Option, Redacted, Schedule, TestClock } from "effect"
import { Retry, Users } from "effect-clerk"
import { createServer } from "node:http"
import type { Socket } from "node:net"
import { userAda } from "../../fixtures/index.ts"
import { listen } from "../../support/listen.ts"
import {
  client,
  closedPort,
  hang,
  hangAfter,
  head,
  httpClients,
  raw,
  reasonOf,
  type Reply,
  resetAfter,
  respondWith,
  serve,
  type Server
} from "../../support/server.ts"

const get = Users.get({ userId: "user_1" })
const create = Users.create({ emailAddress: ["ada@example.com"], password: Redacted.make("correct horse") })
const createPlain = Users.create({ emailAddress: ["ada@example.com"] })
const transport = reasonOf("Transport")
const timeout = reasonOf("Timeout")
const unexpected = reasonOf("UnexpectedResponse")

const json = { "content-type": "application/json" }
const begun = `${head(200, { ...json, "content-length": "1000" })}{"id":"user_1"`

describe.each(httpClients)("A connection over %s", (_, http) => {
  const on = (server: Pick<Server, "url">) => Effect.provide(Layer.provide(client(server), http))

  it.scoped("to a closed port fails with Transport and ECONNREFUSED, and the outcome is known", () =>
    Effect.gen(function*() {
      const error = yield* transport(create).pipe(on(yield* closedPort))
      assert.strictEqual(error.reason.cause.code, "ECONNREFUSED")
      assert.match(
        error.message,
        /^users\.create \(POST \/users\) got no response: connect ECONNREFUSED 127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/
      )
      assert.isFalse(error.outcomeUnknown)
      assert.isNull(error.status)
    }))

  it.scoped("B5: that is reset before the response fails with Transport and its cause, and the outcome of a write is unknown", () =>
    Effect.gen(function*() {
      const server = yield* serve((socket) => socket.resetAndDestroy())
      const error = yield* transport(create).pipe(on(server))
      assert.include(["ECONNRESET", "UND_ERR_SOCKET"], error.reason.cause.code)
      assert.notStrictEqual(error.reason.cause.message, "")
      assert.isTrue(error.outcomeUnknown)
      assert.match(error.message, /The write may have succeeded$/)
      assert.lengthOf(server.received, 1)
    }))

  it.scoped("that is closed before the response fails with Transport", () =>
    Effect.gen(function*() {
      const error = yield* transport(get).pipe(on(yield* serve((socket) => socket.destroy())))
      assert.include(["ECONNRESET", "UND_ERR_SOCKET"], error.reason.cause.code)
      assert.isFalse(error.outcomeUnknown)
    }))

  it.scoped("on which the server does not speak HTTP fails with Transport", () =>
    Effect.gen(function*() {
      const error = yield* transport(create).pipe(on(yield* serve((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"))))
      assert.match(error.message, /^users\.create \(POST \/users\) got no response: .*(?:HTTP|[Pp]arse)/)
      assert.isTrue(error.outcomeUnknown)
    }))

  const lost: ReadonlyArray<readonly [how: string, status: number, reply: Reply]> = [
    ["is reset within the body of a 200", 200, resetAfter(begun)],
    ["ends within the body of a 200", 200, (socket) => socket.end(begun)],
    ["is reset within the body of a 503", 503, resetAfter(begun.replace("200", "503"))]
  ]
  it.scoped.each(lost)(
    "that %s fails with UnexpectedResponse, which keeps the status and the received text",
    ([, status, reply]) =>
      Effect.gen(function*() {
        const error = yield* unexpected(createPlain).pipe(on(yield* serve(reply)))
        assert.strictEqual(error.status, status)
        assert.strictEqual(error.reason.issue, "the connection was lost before the body ended")
        // A successful body may contain tokens.
        assert.strictEqual(error.reason.body, status === 200 ? "" : "{\"id\":\"user_1\"")
        assert.isTrue(error.outcomeUnknown)
      })
  )

  // F16
  const cut: ReadonlyArray<readonly [where: string, json: string]> = [
    ["an object", "{\"id\":\"user_1\","],
    ["a name", "{\"id\":\"user_1\",\"first"],
    ["a string with escapes", "{\"id\":\"user_1\",\"first_name\":\"}\\\""],
    ["a literal", "{\"id\":\"user_1\",\"banned\":fal"],
    ["the outer object, after an inner one", "{\"id\":\"user_1\",\"public_metadata\":{}"]
  ]
  it.scoped.each(cut)(
    "that ends within %s of a body without a length is retried, except for a create",
    ([, text]) =>
      Effect.gen(function*() {
        const retry = Retry.make({ schedule: Schedule.recurs(1) })
        for (const version of ["HTTP/1.0", "HTTP/1.1"]) {
          const server = yield* serve((socket, { method }) => {
            const whole = method === "GET" && server.received.length === 2
            socket.end(head(200, json).replace("HTTP/1.1", version) + (whole ? JSON.stringify(userAda()) : text))
          })
          const layer = Layer.provide(client(server, { retry }), http)
          assert.strictEqual((yield* get.pipe(Effect.provide(layer))).id, userAda().id)
          const error = yield* unexpected(create).pipe(Effect.provide(layer))
          assert.deepStrictEqual([error.attempts, error.outcomeUnknown, server.received.length], [1, true, 3])
          assert.strictEqual(error.reason.issue, "the connection was lost before the body ended")
        }
      })
  )

  const wrong: ReadonlyArray<readonly [what: string, text: string]> = [
    ["HTML", "<html>{"],
    ["invalid JSON", "{\"id\":\"user_1\",}"],
    ["JSON with more after it", "{\"id\":\"user_1\"}}"],
    ["nothing", ""]
  ]
  it.scoped.each(wrong)(
    "that ends after %s without a length fails with InvalidResponse",
    ([, text]) =>
      Effect.gen(function*() {
        const error = yield* reasonOf("InvalidResponse")(get).pipe(on(yield* serve(raw(head(200, json) + text))))
        assert.match(error.message, /Expected JSON, got/)
      })
  )

  const hanging: ReadonlyArray<readonly [how: string, until: "requested" | "responded", reply: Reply]> = [
    ["never responds", "requested", hang],
    ["stops within the response head", "requested", hangAfter("HTTP/1.1 200 OK\r\ncontent-")],
    ["stops before the response body", "responded", hangAfter(head(200, { ...json, "content-length": "1000" }))],
    ["stops within the response body", "responded", hangAfter(begun)]
  ]

  /** Forks a call and waits until it can make no more progress. */
  const stuck = Effect.fnUntraced(function*(until: "requested" | "responded", reply: Reply) {
    const server = yield* serve(reply)
    const responded = yield* Deferred.make<void>()
    const layer = client(server, { transformClient: HttpClient.tap(() => Deferred.succeed(responded, void 0)) })
    const fiber = yield* Effect.fork(create.pipe(Effect.provide(Layer.provide(layer, http))))
    yield* until === "requested" ? server.requested : Deferred.await(responded)
    return { server, fiber }
  })

  it.scoped.each(hanging)(
    "to a server that %s times out after 30 seconds and is closed",
    ([, until, reply]) =>
      Effect.gen(function*() {
        const { fiber, server } = yield* stuck(until, reply)
        yield* TestClock.adjust("29 seconds")
        assert.isTrue(Option.isNone(yield* Fiber.poll(fiber)))
        yield* TestClock.adjust("1 second")
        const error = yield* timeout(Fiber.join(fiber))
        assert.deepStrictEqual(error.reason.after, Duration.seconds(30))
        assert.strictEqual(
          error.message,
          "users.create (POST /users) got no response: no response within 30s. The write may have succeeded"
        )
        yield* server.closed
      })
  )

  it.scoped.each(hanging)(
    "to a server that %s is closed when the call is interrupted",
    ([, until, reply]) =>
      Effect.gen(function*() {
        const { fiber, server } = yield* stuck(until, reply)
        const exit = yield* Fiber.interrupt(fiber)
        assert.isTrue(Exit.isInterrupted(exit))
        yield* server.closed
      })
  )

  it.scoped("that the server closes after its response does not fail the next call", () =>
    Effect.gen(function*() {
      const server = yield* serve(
        respondWith(200, "{\"object\":\"total_count\",\"total_count\":3}", { connection: "close" })
      )
      const count = Users.count().pipe(Effect.repeatN(2), Effect.map((total) => total.totalCount))
      assert.strictEqual(yield* count.pipe(on(server)), 3)
      assert.lengthOf(server.received, 3)
    }))

  const redirects = [301, 302, 303, 307, 308]
  it.scoped.each(redirects)(
    "that receives a %i does not follow the redirect, so the password is not sent to its location",
    (status) =>
      Effect.gen(function*() {
        const target = yield* serve(respondWith(200, "{}"))
        const server = yield* serve(respondWith(status, "", { location: `${target.url}/elsewhere` }))
        const error = yield* unexpected(create).pipe(on(server))
        assert.strictEqual(error.status, status)
        assert.strictEqual(
          error.message,
          `users.create (POST /users) answered ${status}: a redirect, which is not followed (is apiUrl right?). ` +
            "The write may have succeeded"
        )
        assert.lengthOf(server.received, 1)
        assert.lengthOf(target.received, 0)
        yield* unexpected(get).pipe(on(server))
        assert.lengthOf(target.received, 0)
      })
  )
})

const keepAlive = Layer.provide(NodeHttpClient.layerWithoutAgent, NodeHttpClient.makeAgentLayer({ keepAlive: true }))

/** Responds with a user, except to the second request of its first connection. */
const pooled = Effect.fnUntraced(function*(second?: (socket: Socket) => void) {
  const seen = { connections: 0, requests: 0 }
  const server = createServer((request, response) => {
    seen.requests++
    request.resume().once("end", () =>
      seen.requests === 2 && seen.connections === 1 && second !== undefined
        ? second(request.socket)
        : response.end(JSON.stringify(userAda())))
  })
  server.on("connection", () => seen.connections++)
  return { seen, url: yield* listen(server) }
})

/** undici frees a connection a little after the end of a response, and opens another one meanwhile. */
const freed = Effect.repeatN(Effect.promise(() => new Promise((resolve) => void setImmediate(resolve))), 2)

describe.each([...httpClients.slice(0, 2), ["node:http with keepAlive", keepAlive] as const])(
  "A kept connection over %s",
  (_, http) => {
    it.scoped("is used for the next calls", () =>
      Effect.gen(function*() {
        const server = yield* pooled()
        yield* Effect.repeatN(Effect.zipRight(get, freed), 2).pipe(Effect.provide(Layer.provide(client(server), http)))
        assert.deepStrictEqual(server.seen, { connections: 1, requests: 3 })
      }))

    const ends: ReadonlyArray<readonly [how: string, (socket: Socket) => void]> = [
      ["closes", (socket) => socket.destroy()],
      ["resets", (socket) => socket.resetAndDestroy()]
    ]
    it.scoped.each(ends)(
      "that the server %s during the next request fails a create only, which may be carried out",
      ([, end]) =>
        Effect.gen(function*() {
          const retry = Retry.make({ schedule: Schedule.recurs(1) })
          const next = Effect.fnUntraced(function*<A, E>(call: Effect.Effect<A, E, Users>) {
            const server = yield* pooled(end)
            const result = yield* Effect.either(Effect.zipRight(Effect.zipRight(get, freed), call)).pipe(
              Effect.provide(Layer.provide(client(server, { retry }), http))
            )
            return { result, seen: server.seen }
          })
          for (const call of [get, Users.ban({ userId: "user_1" })]) {
            const { result, seen } = yield* next(call)
            assert.isTrue(Either.isRight(result))
            assert.deepStrictEqual(seen, { connections: 2, requests: 3 })
          }
          const { result, seen } = yield* next(create)
          const error = yield* transport(result)
          assert.deepStrictEqual([error.attempts, error.outcomeUnknown], [1, true])
          assert.deepStrictEqual(seen, { connections: 1, requests: 2 })
        })
    )
  }
)

it.scoped("NodeHttpClient.layer opens a connection for each call", () =>
  Effect.gen(function*() {
    const server = yield* pooled()
    yield* Effect.repeatN(get, 2).pipe(Effect.provide(Layer.provide(client(server), NodeHttpClient.layer)))
    assert.deepStrictEqual(server.seen, { connections: 3, requests: 3 })
  }))
