import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { once } from "node:events"
import { connect, type Socket } from "node:net"
import { addressOf, run, serve } from "../support/serve.ts"

/** A connection on which a client has sent the beginning of a request, or nothing. */
const begin = (url: string, text: string) =>
  Effect.acquireRelease(
    Effect.async<Socket>((resume) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
        socket.write(text)
        resume(Effect.succeed(socket))
      })
      socket.on("error", () => undefined)
    }),
    (socket) => Effect.sync(() => socket.destroy())
  )

describe("npm run serve", () => {
  // F32
  it.scopedLive.each(["SIGTERM", "SIGINT"] as const)(
    "ends at once with the code 0 on %s, whatever clients have begun to send",
    (signal) =>
      Effect.gen(function*() {
        const server = yield* run("npm", "run", "--silent", "serve", "--", "--port", "0")
        const url = yield* addressOf(server)
        const head = "POST /v1/users HTTP/1.1\r\nhost: a\r\n"
        const sockets = yield* Effect.forEach(["", head, `${head}content-length: 100\r\n\r\n{`], (text) =>
          begin(url, text))
        yield* Effect.promise(() =>
          fetch(`${url}/v1/users`)
        )
        const closed = sockets.map((socket) => once(socket, "close"))
        server.child.kill(signal)
        assert.strictEqual(yield* Effect.promise(() => server.ended), 0)
        // The server is gone, not only npm.
        yield* Effect.promise(() => Promise.all(closed))
      }),
    60_000
  )

  it.scopedLive("prints its URL and accepts its secret key until Ctrl-C", () =>
    Effect.gen(function*() {
      const server = yield* serve("--port", "0", "--key", "sk_test_mine", "--users", "3")
      const { child, ended, output } = server
      const url = yield* addressOf(server)
      assert.include(output(), `CLERK_API_URL=${url}/v1 CLERK_SECRET_KEY=sk_test_mine`)
      const count = (key: string) =>
        Effect.promise(async () => {
          const response = await fetch(`${url}/v1/users/count`, { headers: { authorization: `Bearer ${key}` } })
          return [response.status, response.headers.get("content-type"), await response.text()]
        })
      assert.deepStrictEqual(
        yield* count("sk_test_mine"),
        [200, "application/json", `{"object":"total_count","total_count":3}`]
      )
      assert.strictEqual((yield* count("sk_test_other"))[0], 401)
      child.kill("SIGINT")
      assert.strictEqual(yield* Effect.promise(() => ended), 0)
    }), 60_000)

  it.scopedLive("exits with one sentence for an invalid option", () =>
    Effect.forEach(
      [
        [["--port", "99999"], "Expected '--port' to be a whole number from 0 to 65535."],
        [
          ["--key", "pk_test_1"],
          "Expected '--key' to be a Clerk secret key, which starts with sk_test_ or sk_live_."
        ]
      ] as const,
      ([args, sentence]) =>
        Effect.gen(function*() {
          const { ended, output } = yield* serve(...args)
          assert.strictEqual(yield* Effect.promise(() => ended), 1)
          assert.include(output(), sentence)
        }),
      { concurrency: 2 }
    ), 60_000)
})
