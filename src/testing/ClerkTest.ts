/**
 * An in-memory Clerk for tests and for development without a network.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Users } from "effect-clerk"
 * import { ClerkTest } from "effect-clerk/testing"
 *
 * const test = Effect.gen(function*() {
 *   yield* ClerkTest.seed([{ username: "ada", firstName: "Ada" }])
 *   yield* ClerkTest.fault({ operation: "users.count", status: 503 })
 *   return yield* Users.list({ username: ["ada"] })
 * }).pipe(Effect.provide(ClerkTest.layer()))
 * ```
 *
 * It applies Clerk's rules and returns Clerk's statuses and error codes. It takes the time from the `Clock` and ids from
 * `Ids`, so a test can control both.
 *
 * @since 0.1.0
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpServer from "@effect/platform/HttpServer"
import * as Effect from "effect/Effect"
import type * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Clerk from "../Clerk.ts"
import type * as Operation from "../Operation.ts"
import * as Retry from "../Retry.ts"
import type { ApiKey } from "../Schema/ApiKey.ts"
import type { JwtTemplate } from "../Schema/JwtTemplate.ts"
import type { M2MToken } from "../Schema/M2MToken.ts"
import type { User } from "../Schema/User.ts"
import type { VerifiedOAuthToken } from "../Schema/VerifiedOAuthToken.ts"
import type { JsonObject } from "../Schema/wire/Json.ts"
import type { Options, Service } from "./Control.ts"
import type { DeliverOptions, EventDelivery, EventReceiver } from "./events/Control.ts"
import * as Events from "./events/Events.ts"
import * as Invitations from "./invitations/State.ts"
import { acceptInvitation } from "./organizations/acceptInvitation.ts"
import * as Resources from "./resources.ts"
import * as MachineState from "./resources/MachineState.ts"
import type { StoredToken } from "./resources/StoredToken.ts"
import type { ServedOptions } from "./served/Control.ts"
import * as Served from "./served/Served.ts"
import type { Source } from "./served/Source.ts"
import * as Cells from "./server/Cells.ts"
import * as Collection from "./server/Collection.ts"
import * as Counters from "./server/Counters.ts"
import * as ErrorResponse from "./server/ErrorResponse.ts"
import * as InMemoryServer from "./server/InMemoryServer.ts"
import * as InProcessClient from "./server/InProcessClient.ts"
import * as Journal from "./server/Journal.ts"
import { orSentence } from "./server/orSentence.ts"
import type { Resource } from "./server/Resource.ts"
import { scenarios } from "./server/scenarios.ts"
import { insertSessions, refreshTokenOf } from "./sessions/seed.ts"
import * as Sessions from "./sessions/State.ts"
import * as SignUps from "./signUps/State.ts"
import * as Tokens from "./tokens/Tokens.ts"
import type { Snapshot } from "./users/Control.ts"
import * as Fixtures from "./users/fixtures.ts"
import type { UserSeed } from "./users/Seed.ts"
import * as SeedJson from "./users/SeedJson.ts"
import * as UsersResource from "./users/UsersResource.ts"

interface Made {
  readonly clerk: Service
  readonly source: Source
}

const make = (options?: Options): Effect.Effect<Made> =>
  Effect.suspend(() => {
    const cells = Cells.make()
    return Effect.provideService(makeWith(options, cells), Cells.CurrentCells, cells)
  })

const makeWith = Effect.fnUntraced(function*(options: Options = {}, cells: Cells.Cells): Effect.fn.Return<Made> {
  const journal = yield* Journal.CurrentJournal
  const counters = yield* Counters.make
  const exclusively = (yield* Effect.makeSemaphore(1)).withPermits(1)
  const events = yield* Events.make(counters)
  const users = yield* UsersResource.make(options, counters, events.add)
  const { organizations } = users
  const invitations = yield* Invitations.make(counters, users.state)
  const sessions = yield* Sessions.make(counters, users.state)
  const signUps = yield* SignUps.make(counters)
  const apiKeys = yield* Collection.make<StoredToken<ApiKey>>()
  const m2mTokens = yield* Collection.make<StoredToken<M2MToken>>()
  const oauthTokens = yield* Collection.make<StoredToken<VerifiedOAuthToken>>()
  const tokens = yield* Tokens.make(counters, { apiKeys, m2mTokens, oauthTokens })
  const resources = Resources.make(
    {
      apiKeys,
      counters,
      invitations,
      jwtTemplates: yield* Collection.make<JwtTemplate>(),
      m2mTokens,
      machines: yield* MachineState.make,
      oauthTokens,
      organizations,
      sessions,
      signUps,
      signToken: tokens.control.signToken,
      tokens,
      users: users.state
    },
    options
  )
  const server = yield* InMemoryServer.make({
    secretKey: options.secretKey,
    latency: options.latency,
    rateLimits: options.rateLimits,
    resources: [users.resource, ...resources, tokens.resource, ...(options.resources ?? [])],
    counters,
    exclusively,
    journal
  })

  const keep = journal === undefined
    ? <A, E>(_: Journal.Change, effect: Effect.Effect<A, E>) => effect
    : Journal.record(journal)

  const insert = (seeds: ReadonlyArray<UserSeed>) => orSentence(users.seed(seeds))
  const insertJson = (items: ReadonlyArray<unknown>) => Effect.flatMap(SeedJson.fromJson(items), insert)

  const initial = journal?.initial ?? []
  const startWith = (seeds: ReadonlyArray<unknown>) => Effect.zipRight(server.reset, Effect.ignore(insertJson(seeds)))
  const reset = Effect.zipRight(
    exclusively(keep({ reset: initial }, startWith(initial))),
    events.reset
  )

  if (journal !== undefined) {
    yield* journal.entries.length === 0 ? reset : Effect.forEach(journal.entries, (entry) =>
      Journal.atTime(
        entry.at,
        Effect.exit<unknown, unknown, never>(
          "request" in entry
            ? server.replay(entry.request)
            : "seed" in entry
            ? insertJson(entry.seed)
            : startWith(entry.reset)
        )
      ), { discard: true })
    yield* events.reset
  }

  const restores = new WeakMap<Snapshot, Effect.Effect<void>>()

  const clerk: Service = {
    ...server,
    ...tokens.control,
    deliverEvents: events.deliverEvents,
    reset,
    handle: (request) => tokens.handle(request) ?? server.handle(request),
    seed: (seeds) => exclusively(users.seed(seeds)),
    snapshot: Effect.gen(function*() {
      const snapshot = yield* users.snapshot
      restores.set(snapshot, Effect.zipRight(yield* cells.save, yield* server.save))
      return snapshot
    }),
    restore: (snapshot) =>
      exclusively(
        restores.get(snapshot) ??
          Effect.dieMessage("This is not a snapshot that ClerkTest.snapshot of the same in-memory Clerk returned.")
      ),
    acceptOrganizationInvitation: (invitationId) =>
      exclusively(acceptInvitation(users.organizations, users.state, invitationId)),
    seedSessions: (seeds) => exclusively(insertSessions(sessions, seeds)),
    seedSignUps: (seeds) => exclusively(signUps.add(seeds)),
    refreshToken: (sessionId) => Effect.succeed(refreshTokenOf(sessionId))
  }
  return {
    clerk,
    source: {
      ...clerk,
      find: users.find,
      seedJson: (items) =>
        Effect.flatMap(SeedJson.fromJson(items), (seeds) => exclusively(keep({ seed: items }, insert(seeds))))
    }
  }
})

const makeClerk = (options?: Options): Effect.Effect<Service> => Effect.map(make(options), ({ clerk }) => clerk)

/**
 * The in-memory Clerk. `ClerkTest.layer()` makes one; `ClerkTest.seed(…)`, `ClerkTest.fault(…)` and so on control it.
 *
 * @since 0.1.0
 * @category testing
 */
export class ClerkTest extends Effect.Tag("effect-clerk/testing/ClerkTest")<ClerkTest, Service>() {
  /**
   * The services of `Clerk.layer` over an in-memory Clerk of its own. By default there are no retries and no rate limits,
   * since both wait for the clock, which a `TestClock` does not advance.
   */
  static readonly layer = (
    options: Options & Pick<Clerk.Options, "retry" | "rateLimit"> = {}
  ): Layer.Layer<Clerk.Resources | ClerkTest> =>
    Layer.unwrapEffect(Effect.map(makeClerk(options), (clerk) =>
      Clerk.layer({
        secretKey: clerk.secretKey,
        retry: options.retry ?? Retry.none,
        rateLimit: options.rateLimit ?? "none"
      }).pipe(
        Layer.orDie,
        Layer.provide(Layer.succeed(HttpClient.HttpClient, InProcessClient.make(clerk))),
        Layer.merge(Layer.succeed(ClerkTest, clerk))
      )))

  /** An HTTP client that reaches an in-memory Clerk at any host, for a `Clerk.layer` with options of your own. */
  static readonly layerHttpClient = (options?: Options): Layer.Layer<HttpClient.HttpClient | ClerkTest> =>
    Layer.provideMerge(
      Layer.effect(HttpClient.HttpClient, Effect.map(ClerkTest, InProcessClient.make)),
      Layer.effect(ClerkTest, makeClerk(options))
    )

  /**
   * An in-memory Clerk behind an HTTP server, under `/v1`, for any client in any language. With `control`, clients control it by the paths
   * under `/_control`; with `page`, `/` is a page to look at it with a browser.
   */
  static readonly layerServer = (
    options: Options & ServedOptions = {}
  ): Layer.Layer<ClerkTest, never, HttpServer.HttpServer> =>
    Layer.unwrapEffect(Effect.map(make(options), ({ clerk, source }) =>
      Layer.merge(
        Layer.unwrapEffect(Effect.map(Served.make(source, options), HttpServer.serve())),
        Layer.succeed(ClerkTest, clerk)
      )))

  /**
   * Delivers the events of all users that requests have created, updated or deleted since the last call, one after the other, and returns
   * what became of them. An event that is not accepted is delivered again, now by the schedule `retry`, later by the next call.
   *
   * ```ts
   * import { Effect } from "effect"
   * import { ClerkTest } from "effect-clerk/testing"
   * import * as Webhook from "effect-clerk/Webhook"
   *
   * const handle = Webhook.handlers({ "user.created": ({ data }) => Effect.log(data.id) })
   *
   * const toUrl = ClerkTest.deliverEvents("http://127.0.0.1:3000/webhooks/clerk")
   * const toHandler = ClerkTest.deliverEvents((webhook) => Effect.flatMap(Webhook.verify(webhook), handle), {
   *   shuffleSeed: 1,
   *   copies: 2
   * })
   * ```
   */
  static readonly deliverEvents = <R = never>(
    to: EventReceiver<R>,
    options?: DeliverOptions
  ): Effect.Effect<ReadonlyArray<EventDelivery>, never, ClerkTest | R> =>
    Effect.flatMap(ClerkTest, (clerk) => clerk.deliverEvents(to, options))

  /**
   * Declares a resource of your own for the option `resources`, with typed handlers.
   *
   * ```ts
   * import { Effect, Schema } from "effect"
   * import { Operation } from "effect-clerk"
   * import { ClerkTest } from "effect-clerk/testing"
   *
   * const operations = {
   *   get: Operation.get("/scim_directories/:directoryId", { success: Schema.Struct({ id: Schema.String }), errors: [404] })
   * }
   *
   * const directories = ClerkTest.resource({
   *   prefix: "directories",
   *   operations,
   *   handlers: () =>
   *     Effect.succeed({
   *       get: ({ directoryId }) =>
   *         directoryId === "scim_1"
   *           ? Effect.succeed({ id: directoryId })
   *           : ClerkTest.errorResponse(404, "resource_not_found", "No directory was found with that id.")
   *     })
   * })
   *
   * const TestLive = ClerkTest.layer({ resources: [directories] })
   * ```
   */
  static readonly resource = <const Operations extends Operation.Table>(
    resource: Resource<Operations>
  ): Resource<Operations> => resource

  /**
   * Makes a user without an in-memory Clerk, for a test of what a program does with one: the user that Clerk would return for the seed, created
   * at the beginning of 2026 unless it says otherwise. The same seed makes the same user. A seed that breaks a rule throws.
   *
   * ```ts
   * import { ClerkTest } from "effect-clerk/testing"
   *
   * const ada = ClerkTest.makeUser({ firstName: "Ada", emailAddress: ["ada@example.com"] })
   * ```
   */
  static readonly makeUser = (seed?: UserSeed): User => Fixtures.makeUser(seed)

  /** Makes random users that Clerk could return, for property tests. What belongs together in a user agrees, such as ids and flags. */
  static get arbitraryUser(): FastCheck.Arbitrary<User> {
    return Fixtures.arbitraryUser()
  }

  /** Named lists of faults, as data: `ClerkTest.faults(ClerkTest.scenarios.outage)`. */
  static readonly scenarios: typeof scenarios = scenarios

  /** An error response in Clerk's format, which a handler of your own fails with. `meta` may name the parameter as `param_name`. */
  static readonly errorResponse: (
    status: number,
    code: string,
    message: string,
    meta?: JsonObject
  ) => ErrorResponse.ErrorResponse = ErrorResponse.make
}
