/**
 * A tour of the library. It prints each call and its result.
 *
 *     npm start
 *
 * By default it starts an in-memory Clerk and calls it over HTTP. With `CLERK_SECRET_KEY` set it calls Clerk, and deletes the
 * user that it created when it ends, even after a failure.
 */
import { FetchHttpClient, HttpClient, HttpClientResponse, HttpServer } from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import {
  Config,
  type ConfigError,
  Console,
  Duration,
  Effect,
  Fiber,
  Layer,
  Option,
  Redacted,
  Schedule,
  TestClock,
  TestContext
} from "effect"
import { Clerk, type ClerkErrors, Errors, Retry, type SDKError, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { createServer } from "node:http"

// ---------------------------------------------------------------------------------------------------------------------
// Printing
// ---------------------------------------------------------------------------------------------------------------------

const section = (title: string) => Console.log(`\n${title}\n${"─".repeat(title.length)}`)

/** Runs a call and prints its result. */
const step = <A, E, R>(call: string, effect: Effect.Effect<A, E, R>, show: (result: A) => unknown) =>
  Effect.tap(effect, (result) => Console.log(`  ${call}\n    → ${JSON.stringify(show(result))}`))

/** Runs a call that fails, and prints its error. */
const failing = <A, R>(what: string, effect: Effect.Effect<A, ClerkErrors | SDKError | ConfigError.ConfigError, R>) =>
  Effect.flatMap(Effect.flip(effect), (error) => {
    const kind = Errors.isError(error) && error._tag === "SDKError" ? `SDKError, ${error.reason._tag}` : error._tag
    return Console.log(`  ${what}\n    ✗ ${kind}\n      ${error.message}`)
  })

/** Continues the tour when the instance has no plan or setting for a feature. */
const ifAvailable = <A, E, R>(self: Effect.Effect<A, E | ClerkErrors | SDKError, R>) =>
  Effect.catchIf(
    self,
    (error): error is ClerkErrors => Errors.isError(error) && [402, 403].includes(error.status ?? 0),
    (error) => Console.log(`    (not available on this instance: ${error.errors[0]?.code ?? error.status})`)
  )

// ---------------------------------------------------------------------------------------------------------------------
// The operations on users
// ---------------------------------------------------------------------------------------------------------------------

const operationsOnUsers = Effect.fnUntraced(function*(options: Clerk.Options) {
  const unique = Math.random().toString(36).slice(2, 10)
  const email = `ada+clerk_test_${unique}@example.com`
  const password = Redacted.make(`correct-horse-${unique}`)

  yield* section("Create, get, list, count")
  const ada = yield* Effect.acquireRelease(
    step(
      "Users.create({ emailAddress, firstName, lastName, password, externalId })",
      Users.create({ emailAddress: [email], firstName: "Ada", lastName: "King", password, externalId: unique }),
      (user) => ({ id: user.id, fullName: user.fullName, primaryEmailAddress: user.primaryEmailAddress?.emailAddress })
    ),
    // The tour deletes the user itself at its end; then this delete finds nothing.
    (user) => Effect.ignore(Users.delete({ userId: user.id }))
  )
  const userId = ada.id
  yield* step("Users.get({ userId })", Users.get({ userId }), (user) => ({
    createdAt: user.createdAt,
    passwordEnabled: user.passwordEnabled
  }))
  yield* step(
    "Users.list({ emailAddress, banned: false, orderBy, limit })",
    Users.list({ emailAddress: [email], banned: false, orderBy: "-created_at", limit: 5 }),
    (users) => users.map((user) => user.fullName)
  )
  yield* step(
    "Users.list({ externalId })",
    Users.list({ externalId: [unique] }),
    (users) => users.map((user) => user.id)
  )
  yield* step("Users.count({ emailAddressQuery })", Users.count({ emailAddressQuery: unique }), (it) => it.totalCount)

  yield* section("Update a user, and merge metadata")
  yield* step(
    "Users.update({ userId, lastName: \"Lovelace\" })",
    Users.update({ userId, lastName: "Lovelace" }),
    (user) => user.fullName
  )
  yield* step(
    "Users.updateMetadata({ userId, publicMetadata: { plan: \"pro\", limits: { seats: 5, projects: 3 } } })",
    Users.updateMetadata({ userId, publicMetadata: { plan: "pro", limits: { seats: 5, projects: 3 } } }),
    (user) => user.publicMetadata
  )
  yield* step(
    "Users.updateMetadata({ userId, publicMetadata: { limits: { seats: 9, projects: null } } })",
    Users.updateMetadata({ userId, publicMetadata: { limits: { seats: 9, projects: null } } }),
    (user) => user.publicMetadata
  )

  yield* section("Ban and unban, lock and unlock")
  yield* ifAvailable(step("Users.ban({ userId })", Users.ban({ userId }), ({ banned }) => ({ banned })))
  yield* ifAvailable(step("Users.unban({ userId })", Users.unban({ userId }), ({ banned }) => ({ banned })))
  yield* ifAvailable(step("Users.lock({ userId })", Users.lock({ userId }), ({ locked, lockoutExpiresIn }) => ({
    locked,
    lockoutExpiresIn: lockoutExpiresIn && Duration.format(lockoutExpiresIn)
  })))
  yield* ifAvailable(step("Users.unlock({ userId })", Users.unlock({ userId }), ({ locked }) => ({ locked })))

  yield* section("Verify a password")
  yield* step(
    "Users.verifyPassword({ userId, password })",
    Users.verifyPassword({ userId, password }),
    (it) => it.verified
  )
  yield* step(
    "Users.verifyPassword with a wrong password, and Errors.catchCode(\"incorrect_password\", …)",
    Users.verifyPassword({ userId, password: Redacted.make("wrong password") }).pipe(
      Effect.map(() => "signed in"),
      Errors.catchCode("incorrect_password", () => Effect.succeed("wrong password"))
    ),
    (it) => it
  )

  yield* section("A profile image")
  const file = { content: Buffer.from(onePixel, "base64"), name: "ada.png", type: "image/png" }
  yield* step(
    "Users.setProfileImage({ userId, file: { content, name, type } })",
    Users.setProfileImage({ userId, file }),
    ({ hasImage }) => ({ hasImage })
  )
  yield* step(
    "Users.deleteProfileImage({ userId })",
    Users.deleteProfileImage({ userId }),
    ({ hasImage }) => ({ hasImage })
  )

  yield* section("Errors from Clerk: ClerkErrors")
  yield* failing("Users.get({ userId: \"user_unknown\" })", Users.get({ userId: "user_unknown" }))
  yield* failing("Users.create with an e-mail address that is taken", Users.create({ emailAddress: [email] }))
  yield* failing(
    "Users.count with a wrong secret key",
    Users.count().pipe(Effect.provide(Clerk.layer({ ...options, secretKey: Redacted.make("sk_test_wrong") })))
  )

  yield* section("Delete")
  yield* step("Users.delete({ userId })", Users.delete({ userId }), ({ deleted, id }) => ({ id, deleted }))
  yield* step(
    "Users.get({ userId }) with Errors.catchStatus(404, …)",
    Users.get({ userId }).pipe(
      Effect.map((user) => user.id as string),
      Errors.catchStatus(404, () => Effect.succeed("not found"))
    ),
    (it) => it
  )
})

const onePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

// ---------------------------------------------------------------------------------------------------------------------
// Failures without an error from Clerk: SDKError
// ---------------------------------------------------------------------------------------------------------------------

/** `Users` over an HTTP client that returns the given response. */
const respondWith = (response: Effect.Effect<Response>, options: Partial<Clerk.Options> = {}) =>
  Clerk.layer({ secretKey: Redacted.make("sk_test_tour"), retry: Retry.none, ...options }).pipe(
    Layer.provide(Layer.succeed(
      HttpClient.HttpClient,
      HttpClient.make((request) => Effect.map(response, (response) => HttpClientResponse.fromWeb(request, response)))
    ))
  )

const sdkErrors = Effect.gen(function*() {
  yield* section("All other failures: SDKError")
  yield* failing("An id that would call another route", Users.get({ userId: ".." }))
  yield* failing("A page size above the limit of 500", Users.list({ limit: 501 }))
  yield* failing(
    "A closed port",
    Users.get({ userId: "user_1" }).pipe(
      Effect.provide(Clerk.layer({
        secretKey: Redacted.make("sk_test_tour"),
        apiUrl: "http://127.0.0.1:65535/v1",
        retry: Retry.make({ schedule: Schedule.recurs(2) })
      }))
    )
  )
  yield* failing(
    "An HTML page from a proxy",
    Users.get({ userId: "user_1" }).pipe(
      Effect.provide(respondWith(Effect.sync(() => new Response("<html>Bad gateway</html>", { status: 502 }))))
    )
  )
  yield* failing(
    "A response that is not a user",
    Users.get({ userId: "user_1" }).pipe(
      Effect.provide(respondWith(Effect.sync(() => Response.json({ id: "user_1", created_at: "yesterday" }))))
    )
  )
  yield* failing(
    "A server that never responds (the tour advances the clock)",
    advanceClock("30 seconds", Users.create({ externalId: "1" })).pipe(
      Effect.provide(respondWith(Effect.never)),
      Effect.provide(TestContext.TestContext)
    )
  )

  yield* section("Retries")
  const responses = [
    new Response("<html>Bad gateway</html>", { status: 502 }),
    new Response("{\"errors\":[]}", { status: 429, headers: { "retry-after": "20" } }),
    Response.json({ object: "total_count", total_count: 3 })
  ]
  const retry = Retry.make({
    schedule: Schedule.tapInput(
      Retry.standard.schedule,
      (error: ClerkErrors | SDKError) => Console.log(`    … ${error.message}`)
    )
  })
  yield* step(
    "Users.count() after a 502 and a 429 with Retry-After: 20 (the tour advances the clock)",
    advanceClock("30 seconds", Users.count()).pipe(
      Effect.provide(respondWith(Effect.sync(() => responses.shift()!), { retry })),
      Effect.provide(TestContext.TestContext)
    ),
    (it) => it.totalCount
  )
})

const advanceClock = <A, E, R>(duration: Duration.DurationInput, effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const waiting = yield* Effect.fork(effect)
    yield* TestClock.adjust(duration)
    return yield* Fiber.join(waiting)
  })

// ---------------------------------------------------------------------------------------------------------------------
// Running
// ---------------------------------------------------------------------------------------------------------------------

const tour = (options: Clerk.Options) =>
  Effect.scoped(operationsOnUsers(options)).pipe(
    Effect.zipRight(sdkErrors),
    Effect.zipRight(Console.log("\nEnd of the tour.")),
    Effect.provide(Clerk.layer(options))
  )

const inMemory = Effect.gen(function*() {
  const { secretKey } = yield* ClerkTest
  const apiUrl = yield* HttpServer.addressFormattedWith((address) => Effect.succeed(`${address}/v1`))
  yield* Console.log(`Calling the in-memory Clerk at ${apiUrl}. Set CLERK_SECRET_KEY to call Clerk.`)
  yield* tour({ secretKey, apiUrl })
}).pipe(
  Effect.provide(ClerkTest.layerServer()),
  Effect.provide(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
)

const config = Config.all({
  secretKey: Config.option(Config.redacted("CLERK_SECRET_KEY")),
  apiUrl: Config.withDefault(Config.string("CLERK_API_URL"), undefined)
})

Effect.flatMap(config, ({ apiUrl, secretKey }) =>
  Option.match(secretKey, {
    onNone: () => inMemory,
    onSome: (secretKey) => tour({ secretKey, apiUrl })
  })).pipe(
    Effect.provide(FetchHttpClient.layer),
    NodeRuntime.runMain
  )
