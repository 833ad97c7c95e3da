/**
 * Runs each example in a process of its own, against `npm run serve`.
 */
import {
  Command,
  FetchHttpClient,
  FileSystem,
  HttpApiBuilder,
  HttpApiClient,
  HttpClient,
  HttpClientRequest,
  HttpServer
} from "@effect/platform"
import { NodeContext, NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Fiber, Layer, Redacted, Schedule, Stream } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { createServer } from "node:http"
import { Api, ApiLive, EmailTaken, NoSuchPerson, Person } from "../../examples/backend.ts"
import { programFile } from "../support/program.ts"
import { addressOf, serve as serveOn } from "../support/serve.ts"

const run = (script: string, ...args: ReadonlyArray<string>) =>
  Command.make(process.execPath, programFile(script), ...args)

const output = (script: string, env: Record<string, string> = {}) => Command.string(Command.env(run(script), env))

/** The URL of `npm run serve` on a free port, until the scope closes. */
const serve = (key: string) =>
  Effect.map(Effect.flatMap(serveOn("--port", "0", "--key", key), addressOf), (url) => `${url}/v1`)

describe("npm start", () => {
  it.scopedLive("prints every kind of failure and runs to the end of the tour", () =>
    Effect.gen(function*() {
      const printed = yield* output("examples/tour.ts")
      assert.match(printed, /Calling the in-memory Clerk at http:\/\/127\.0\.0\.1:\d+\/v1/)
      for (
        const kind of ["ClerkErrors", "InvalidRequest", "Transport", "Timeout", "UnexpectedResponse", "InvalidResponse"]
      ) {
        assert.include(printed, kind)
      }
      assert.match(printed, /End of the tour\.\n$/)
    }).pipe(Effect.provide(NodeContext.layer)), 30_000)
})

// F5
describe("A script that ends in NodeRuntime.runMain", () => {
  /** Everything that the script printed, and its exit code. */
  const ended = Effect.fnUntraced(function*(env: Record<string, string>) {
    const process = yield* Command.start(
      Command.env(run("examples/script.ts"), { CLERK_SECRET_KEY: undefined, ...env })
    )
    const texts = Effect.all(
      [process.stdout, process.stderr].map((stream) => Stream.mkString(Stream.decodeText(stream))),
      {
        concurrency: "unbounded"
      }
    )
    return { text: (yield* texts).join(""), code: yield* process.exitCode }
  })
  const CLERK_API_URL = Effect.map(serve("sk_test_of_the_server"), (url) => ({ CLERK_API_URL: url }))

  it.scopedLive(
    "prints one message and exits with 1 without a key, with one that is none, and with a wrong one",
    () =>
      Effect.gen(function*() {
        const url = yield* CLERK_API_URL
        const cases = [
          [{}, /Missing data at CLERK_SECRET_KEY/],
          [{ CLERK_SECRET_KEY: "pk_test_canary" }, /Invalid data at CLERK_SECRET_KEY.*got a publishable key/],
          [
            { CLERK_SECRET_KEY: "sk_test_canary", ...url },
            /ClerkErrors: users\.list \(GET \/users\) answered 401: .*\(clerk_key_invalid\)/
          ]
        ] as const
        for (const [env, message] of cases) {
          const { code, text } = yield* ended(env)
          assert.strictEqual(code, 1)
          assert.match(text, message)
          assert.lengthOf(text.trim().split("\n"), 2, text)
          assert.notInclude(text, "canary")
        }
      }).pipe(Effect.provide(NodeContext.layer)),
    60_000
  )
})

describe("npm run serve", () => {
  it.scopedLive("serves the examples and the tour, and responds 401 to another key", () =>
    Effect.gen(function*() {
      const CLERK_SECRET_KEY = "sk_test_of_the_examples"
      const CLERK_API_URL = yield* serve(CLERK_SECRET_KEY)
      const env = { CLERK_SECRET_KEY, CLERK_API_URL }
      assert.match(yield* output("examples/quickstart.ts", env), /Ada[^]*ada@example\.com[^]*plan[^]*pro/)
      assert.match(yield* output("examples/script.ts", env), /^user_\w+ Ada ada@example\.com\n$/)
      assert.match(yield* output("examples/tour.ts", env), /End of the tour\.\n$/)
      assert.match(
        yield* output("examples/script.ts", env),
        /^user_\w+ Ada ada@example\.com\n$/,
        "the tour deleted its user"
      )

      const client = yield* HttpClient.HttpClient
      const response = yield* client.execute(
        HttpClientRequest.get(`${CLERK_API_URL}/users`).pipe(HttpClientRequest.bearerToken("sk_test_another"))
      )
      assert.strictEqual(response.status, 401)
    }).pipe(Effect.provide([NodeContext.layer, FetchHttpClient.layer])), 60_000)
})

describe("the observability example", () => {
  it.scopedLive("prints spans and metrics, and exits", () =>
    Effect.gen(function*() {
      const printed = yield* output("examples/observability.ts")
      assert.match(printed, /Clerk\.users\.updateMetadata, \d+ ms \{[^}]*'clerk\.retry\.reasons': '503, 429'/)
      assert.match(printed, /clerk\.rate_limited: [^:]+\n {2}users\.updateMetadata ClerkErrors acme: 1\n/)
      assert.match(printed, /clerk\.duration: [^:]+\n {2}users\.create success acme: \d+ in 1\n/)
    }).pipe(Effect.provide(NodeContext.layer)), 30_000)
})

describe("the export example", () => {
  const users = Array.from({ length: 1700 }, (_, index) => ({
    id: `user_${index}`,
    createdAt: DateTime.unsafeMake(Math.floor(index / 3))
  }))
  const clerk = Layer.provideMerge(
    ClerkTest.layerServer({ users }),
    NodeHttpServer.layer(createServer, { port: 0, host: "127.0.0.1" })
  )

  /** The command of an export to a temporary file, and an effect that reads the ids from it and fails on an incomplete line. */
  const exporting = Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const path = `${yield* files.makeTempDirectoryScoped()}/users.ndjson`
    const { secretKey } = yield* ClerkTest
    const CLERK_API_URL = yield* HttpServer.addressFormattedWith((address) => Effect.succeed(`${address}/v1`))
    const ids = Effect.map(files.readFileString(path), (text) => {
      const lines = text.split("\n")
      assert.strictEqual(lines.pop(), "")
      return lines.map((line): string => JSON.parse(line).id)
    })
    return {
      ids,
      path,
      command: Command.env(run("examples/export.ts", path), {
        CLERK_SECRET_KEY: Redacted.value(secretKey),
        CLERK_API_URL
      })
    }
  })

  it.scopedLive("writes every user once and prints its progress", () =>
    Effect.gen(function*() {
      const { command, ids, path } = yield* exporting
      const printed = yield* Command.string(command)
      assert.include(printed, `${"█".repeat(30)} 100 %, 1,700 of 1,700, `)
      assert.isTrue(printed.endsWith(`${path} has 1,700 users.\n`))
      assert.sameMembers([...yield* ids], users.map(({ id }) => id))
      assert.lengthOf(yield* ids, 1700)
    }).pipe(Effect.provide([clerk, NodeContext.layer])), 30_000)

  it.scopedLive(
    "continues after Ctrl-C, even if the last user was deleted and a line is incomplete",
    () =>
      Effect.gen(function*() {
        const files = yield* FileSystem.FileSystem
        const { command, ids, path } = yield* exporting
        yield* ClerkTest.fault({ operation: "users.list", delay: "1 millis" })
        yield* ClerkTest.fault({ operation: "users.list", delay: "1 minute" })
        const process = yield* Command.start(command)
        const printed = yield* Effect.forkScoped(Stream.mkString(Stream.decodeText(process.stdout)))
        yield* ids.pipe(
          Effect.orElseSucceed(() => []),
          Effect.repeat({ schedule: Schedule.spaced("50 millis"), until: (ids) => ids.length > 0 })
        )
        yield* Effect.ignore(process.kill("SIGINT"))
        assert.include(yield* Fiber.join(printed), "Run the same command to continue.")
        const before = yield* ids
        assert.lengthOf(before, 500)

        // The process was killed while it wrote a line, and the last user was deleted since.
        yield* files.writeFileString(path, "{\"id\":\"user_half", { flag: "a" })
        const { handle, secretKey } = yield* ClerkTest
        const response = yield* handle({
          method: "DELETE",
          url: `/v1/users/${before.at(-1)}`,
          headers: { authorization: `Bearer ${Redacted.value(secretKey)}` },
          body: new Uint8Array()
        })
        assert.strictEqual(response.status, 200)

        assert.include(yield* Command.string(command), "has 500 users already. Continuing after the last of them.")
        assert.sameMembers([...yield* ids], users.map(({ id }) => id))
        assert.lengthOf(yield* ids, 1700)
      }).pipe(Effect.provide([clerk, NodeContext.layer])),
    30_000
  )

  it.scopedLive("fails without changing a file that is not an export", () =>
    Effect.gen(function*() {
      const files = yield* FileSystem.FileSystem
      const { command, path } = yield* exporting
      for (const text of ["Dear diary,\ntoday", "Dear diary"]) {
        yield* files.writeFileString(path, text)
        assert.notStrictEqual(yield* Command.exitCode(command), 0)
        assert.strictEqual(yield* files.readFileString(path), text)
      }
    }).pipe(Effect.provide([clerk, NodeContext.layer])), 30_000)
})

describe("the backend example", () => {
  const backend = HttpApiBuilder.serve().pipe(
    Layer.provide(ApiLive),
    Layer.provideMerge(
      ClerkTest.layer({ users: [{ id: "user_ada", firstName: "Ada", emailAddress: ["ada@example.com"] }] })
    ),
    Layer.provideMerge(NodeHttpServer.layerTest)
  )

  it.scoped("gets and invites people, and returns its own errors", () =>
    Effect.gen(function*() {
      const { people } = yield* HttpApiClient.make(Api)
      const ada = new Person({ id: "user_ada", name: "Ada", email: "ada@example.com" })
      assert.deepStrictEqual(yield* people.get({ path: { id: "user_ada" } }), ada)
      assert.deepStrictEqual(yield* Effect.flip(people.get({ path: { id: "user_bob" } })), new NoSuchPerson())
      const payload = { email: "ada@example.com", firstName: "Ada" }
      assert.deepStrictEqual(yield* Effect.flip(people.invite({ payload })), new EmailTaken())
      const bob = yield* people.invite({ payload: { email: "bob@example.com", firstName: "Bob" } })
      assert.strictEqual(bob.name, "Bob")
      yield* ClerkTest.fault({ status: 503 })
      assert.strictEqual((yield* Effect.flip(people.get({ path: { id: "user_ada" } })))._tag, "TryLater")
    }).pipe(Effect.provide(backend)))
})
