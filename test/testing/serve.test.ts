import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { once } from "node:events"
import type { IncomingMessage, RequestListener, Server } from "node:http"
import { createServer } from "node:http"
import { type AddressInfo, connect, type Socket } from "node:net"
import { addressOf, run, serve } from "../support/serve.ts"

/** An HTTP server on a free port. */
const listener = (listen: RequestListener) =>
  Effect.acquireRelease(
    Effect.async<{ readonly port: number; readonly server: Server }>((resume) => {
      const server = createServer(listen).listen(0, "127.0.0.1", () =>
        resume(Effect.succeed({ port: (server.address() as AddressInfo).port, server })))
    }),
    ({ server }) =>
      Effect.sync(() =>
        server.close()
      )
  )

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
      const lines = output().trimEnd().split("\n").slice(-2).map((line) => line.replace(/\d+ ms$/, "… ms"))
      assert.deepStrictEqual(lines, ["GET /v1/users/count 200 … ms", "GET /v1/users/count 401 … ms"])
      assert.strictEqual((yield* Effect.promise(() => fetch(url))).status, 200)
      assert.notInclude(output(), "other machines")
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
        ],
        [["--latency", "soon"], "Expected '--latency' to be milliseconds, or a text such as '200 millis'."],
        [["--seed", "nowhere.json"], "Cannot use --seed nowhere.json: there is no such file."]
      ] as const,
      ([args, sentence]) =>
        Effect.gen(function*() {
          const { ended, output } = yield* serve(...args)
          assert.strictEqual(yield* Effect.promise(() => ended), 1)
          assert.strictEqual(output().trim(), sentence)
        }),
      { concurrency: 2 }
    ), 90_000)

  it.scopedLive("exits with one sentence when its port is in use", () =>
    Effect.gen(function*() {
      const { port } = yield* listener(() => undefined)
      const { ended, output } = yield* serve("--port", String(port))
      assert.strictEqual(yield* Effect.promise(() => ended), 1)
      assert.strictEqual(
        output().trim(),
        `Cannot listen on 127.0.0.1:${port}: the port is in use by another program. Choose one with --port, or --port 0 for any.`
      )
    }), 60_000)

  it.scopedLive("delivers signed webhooks, and says when other machines can reach it", () =>
    Effect.gen(function*() {
      const received: Array<IncomingMessage> = []
      const { port } = yield* listener((request, response) => {
        received.push(request)
        response.end()
      })
      const server = yield* serve("--port", "0", "--host", "0.0.0.0", "--webhooks", `http://127.0.0.1:${port}/hooks`)
      const url = (yield* addressOf(server)).replace("0.0.0.0", "127.0.0.1")
      assert.include(server.output(), "It listens on 0.0.0.0, not only on 127.0.0.1: other machines can reach it.")
      const [created, page] = yield* Effect.promise(() =>
        Promise.all([
          fetch(`${url}/v1/users`, {
            method: "POST",
            headers: { authorization: "Bearer sk_test_for_local_use", "content-type": "application/json" },
            body: `{"username":"ada"}`
          }),
          fetch(url)
        ])
      )
      // Anyone could look at the page without the secret key.
      assert.deepStrictEqual([created.status, page.status], [200, 401])
      yield* Effect.promise(async () => {
        while (!server.output().includes("webhook user.created")) await once(server.child.stdout, "data")
      })
      assert.match(server.output(), /^webhook user\.created msg_\w+ accepted after 1 attempt$/m)
      assert.deepStrictEqual(received.map(({ headers, url }) => [url, headers["svix-signature"]?.slice(0, 3)]), [
        ["/hooks", "v1,"]
      ])
    }), 60_000)
})
