/**
 * The examples as a person runs them: processes of their own, against `npm run serve`.
 */
import {
  Command,
  FetchHttpClient,
  HttpApiBuilder,
  HttpApiClient,
  HttpClient,
  HttpClientRequest
} from "@effect/platform"
import { NodeContext, NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Stream } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { Api, ApiLive, EmailTaken, NoSuchPerson, Person } from "../examples/backend.ts"

const run = (script: string, ...args: ReadonlyArray<string>) =>
  Command.make(process.execPath, "--import", "tsx", script, ...args)

const output = (script: string, env: Record<string, string> = {}) => Command.string(Command.env(run(script), env))

/** `npm run serve` on a free port, until the scope closes. */
const serve = Effect.fnUntraced(function*(key: string) {
  const process = yield* Command.start(run("scripts/serve.ts", "--port", "0", "--key", key))
  const line = yield* process.stdout.pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.filterMap((line) => Option.fromNullable(/http:\/\/127\.0\.0\.1:\d+\/v1/.exec(line)?.[0])),
    Stream.runHead
  )
  return yield* line
})

describe("npm start", () => {
  it.scopedLive("walks to the end", () =>
    Effect.gen(function*() {
      const printed = yield* output("examples/tour.ts")
      assert.match(printed, /Talking to the in-memory Clerk at http:\/\/127\.0\.0\.1:\d+\/v1/)
      for (
        const kind of ["ClerkErrors", "InvalidRequest", "Transport", "Timeout", "UnexpectedResponse", "InvalidResponse"]
      ) {
        assert.include(printed, kind)
      }
      assert.match(printed, /That was the tour\.\n$/)
    }).pipe(Effect.provide(NodeContext.layer)), 30_000)
})

describe("npm run serve", () => {
  it.scopedLive("serves the examples and the tour, and nobody with another key", () =>
    Effect.gen(function*() {
      const CLERK_SECRET_KEY = "sk_test_of_the_examples"
      const CLERK_API_URL = yield* serve(CLERK_SECRET_KEY)
      const env = { CLERK_SECRET_KEY, CLERK_API_URL }
      assert.match(yield* output("examples/quickstart.ts", env), /Ada[^]*ada@example\.com[^]*plan[^]*pro/)
      assert.match(yield* output("examples/script.ts", env), /^user_\w+ Ada ada@example\.com\n$/)
      assert.match(yield* output("examples/tour.ts", env), /That was the tour\.\n$/)
      assert.match(yield* output("examples/script.ts", env), /^user_\w+ Ada ada@example\.com\n$/, "the tour cleaned up")

      const client = yield* HttpClient.HttpClient
      const answer = yield* client.execute(
        HttpClientRequest.get(`${CLERK_API_URL}/users`).pipe(HttpClientRequest.bearerToken("sk_test_another"))
      )
      assert.strictEqual(answer.status, 401)
    }).pipe(Effect.provide([NodeContext.layer, FetchHttpClient.layer])), 60_000)
})

describe("the observability of calls", () => {
  it.scopedLive("is printed, and the program ends", () =>
    Effect.gen(function*() {
      const printed = yield* output("examples/observability.ts")
      assert.match(printed, /Clerk\.users\.updateMetadata, \d+ ms \{[^}]*'clerk\.retry\.reasons': '503, 429'/)
      assert.match(printed, /clerk\.rate_limited: [^:]+\n {2}users\.updateMetadata ClerkErrors acme: 1\n/)
      assert.match(printed, /clerk\.duration: [^:]+\n {2}users\.create success acme: \d+ in 1\n/)
    }).pipe(Effect.provide(NodeContext.layer)), 30_000)
})

describe("the backend", () => {
  const backend = HttpApiBuilder.serve().pipe(
    Layer.provide(ApiLive),
    Layer.provideMerge(
      ClerkTest.layer({ users: [{ id: "user_ada", firstName: "Ada", emailAddress: ["ada@example.com"] }] })
    ),
    Layer.provideMerge(NodeHttpServer.layerTest)
  )

  it.scoped("gets and invites people, and tells its own errors", () =>
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
