/** Makes many calls to the faulty server and checks that each result agrees with the state of the server. */
import { assert } from "@effect/vitest"
import { Array, Effect, Exit, Fiber, Layer, Schedule, Supervisor } from "effect"
import { type ClerkErrors, Retry, type SDKError, Users } from "effect-clerk"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import type { Socket } from "node:net"
import { faultNames, type FaultyServer, type Outcome, serve, type User } from "./faultyServer.ts"
import { client, httpClients } from "./server.ts"

/** The operations of ten calls. Each call has a user of its own. */
const operations = [
  ...Array.replicate("get" as const, 4),
  ...Array.replicate("updateMetadata" as const, 3),
  ...Array.replicate("create" as const, 2),
  "delete" as const
]
type Operation = (typeof operations)[number]

const operationOf = (number: number): Operation => operations[number % operations.length]!

const calls: Record<Operation, (number: number) => Effect.Effect<{ readonly id: string | null }, unknown, Users>> = {
  get: (number) => Users.get({ userId: `user_${number}` }),
  updateMetadata: (number) => Users.updateMetadata({ userId: `user_${number}`, publicMetadata: { mark: number } }),
  create: (number) => Users.create({ externalId: `external_${number}`, skipPasswordRequirement: true }),
  delete: (number) => Users.delete({ userId: `user_${number}` })
}

/** Whether the server is in the state that a call asks for. */
const isDone: Record<Operation, (users: ReadonlyArray<User>, number: number) => boolean> = {
  get: ([user]) => user !== undefined,
  updateMetadata: ([user], number) => user?.public_metadata["mark"] === number,
  create: ([user], number) => user?.external_id === `external_${number}`,
  delete: (users) => users.length === 0
}

// ---------------------------------------------------------------------------------------------------------------------
// The rules
// ---------------------------------------------------------------------------------------------------------------------

/** How a call ended, as the caller and as the server see it. */
interface Ended {
  readonly number: number
  readonly operation: Operation
  readonly success: { readonly id: string | null } | undefined
  readonly failure: ClerkErrors | SDKError | undefined
  readonly outcomes: ReadonlyArray<Outcome>
  readonly users: ReadonlyArray<User>
  readonly isDone: boolean
}

const rules: ReadonlyArray<readonly [rule: string, isBroken: (ended: Ended) => boolean]> = [
  [
    "each call ends in a response or a typed failure",
    ({ failure, success }) => success === undefined && failure === undefined
  ],
  ["the server carried out each call that succeeds", ({ isDone, success }) => success !== undefined && !isDone],
  [
    "a response is about the user of its request",
    ({ number, success }) => success !== undefined && success.id !== `user_${number}`
  ],
  [
    "a failed write with a known outcome was not carried out",
    ({ failure, isDone, operation }) => operation !== "get" && failure?.outcomeUnknown === false && isDone
  ],
  [
    "the outcome of a failed read is known",
    ({ failure, operation }) => operation === "get" && failure?.outcomeUnknown === true
  ],
  ["no user is created twice", ({ users }) => users.length > 1],
  [
    "a create is retried only after a 429",
    ({ operation, outcomes }) =>
      operation === "create" && outcomes.slice(0, -1).some((outcome) => !outcome.startsWith("429"))
  ],
  [
    "an idempotent call fails only after three attempts",
    ({ failure, operation }) => operation !== "create" && failure !== undefined && failure.attempts !== 3
  ]
]

const endedOf = (
  server: FaultyServer,
  exit: Exit.Exit<{ readonly id: string | null }, unknown>,
  number: number
): Ended => {
  const operation = operationOf(number)
  const users = server.users.get(number) ?? []
  return {
    number,
    operation,
    success: Exit.isSuccess(exit) ? exit.value : undefined,
    failure: Exit.isFailure(exit) && exit.cause._tag === "Fail"
      ? exit.cause.error as ClerkErrors | SDKError
      : undefined,
    outcomes: server.history.get(number) ?? [],
    users,
    isDone: isDone[operation](users, number)
  }
}

const violations = (all: ReadonlyArray<Ended>): ReadonlyArray<string> =>
  all.flatMap((ended) =>
    rules.filter(([, isBroken]) => isBroken(ended)).map(([rule]) =>
      `${rule}: broken by ${ended.operation} ${ended.number}, whose requests met ${ended.outcomes.join(", ")} and ` +
      `which ended in ${ended.failure?.message ?? (ended.success === undefined ? "a defect" : "success")}`
    )
  )

// ---------------------------------------------------------------------------------------------------------------------
// The run
// ---------------------------------------------------------------------------------------------------------------------

const retry = Retry.make({
  schedule: Schedule.intersect(Schedule.exponential("5 millis"), Schedule.recurs(2)),
  attemptTimeout: "500 millis",
  maxRetryAfter: "10 millis"
})

/** A rule that delays no call, so that only a 429 pauses. */
const rateLimit = [{ per: "instance", limit: 2_000_000, window: "1 second", burst: 1_000_000 }] as const

/** Counts the client sockets that this process opens within the scope. */
const clientSockets = Effect.gen(function*() {
  const count = { made: 0, open: 0 }
  const made = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket }
    count.made += 1
    count.open += 1
    socket.once("close", () => (count.open -= 1))
  }
  yield* Effect.acquireRelease(
    Effect.sync(() => subscribe("net.client.socket", made)),
    () => Effect.sync(() => unsubscribe("net.client.socket", made))
  )
  return count
})

/** Waits until a count is zero: a socket closes a moment after its release, and the server is told later still. */
const becomesZero = (count: Effect.Effect<number>, what: string, times = 50) =>
  Effect.sleep("10 millis").pipe(
    Effect.zipRight(count),
    Effect.repeat({ until: (count) => count === 0, times }),
    Effect.map((count) => assert.strictEqual(count, 0, what))
  )

/** Makes this many calls over an HTTP client, a hundred at a time, and asserts every rule. */
export const runWithFaults = Effect.fnUntraced(function*(httpClient: string, count: number, seed: number) {
  const http = new Map(httpClients).get(httpClient)!
  const numbers = Array.makeBy(count, (number) => number)
  const server = yield* serve(seed, numbers.filter((number) => operationOf(number) !== "create"))
  const sockets = yield* clientSockets
  const rootsBefore = yield* Fiber.roots
  const supervisor = yield* Supervisor.track
  const exits = yield* Effect.forEach(
    numbers,
    (number) => Effect.exit(calls[operationOf(number)](number)),
    { concurrency: 100 }
  ).pipe(
    Effect.provide(Layer.provide(client(server, { retry, rateLimit }), http)),
    Effect.supervised(supervisor)
  )
  yield* server.settled

  const all = exits.map((exit, number) => endedOf(server, exit, number))
  assert.deepStrictEqual(violations(all).slice(0, 10), [], `SEED=${seed}`)

  const outcomes = new Set(all.flatMap(({ outcomes }) => outcomes))
  assert.sameMembers(Array.fromIterable(outcomes), [...faultNames, "ok"], "every fault occurs")
  const unknown = all.filter(({ failure }) => failure?.outcomeUnknown === true)
  assert.isTrue(unknown.some(({ isDone }) => isDone) && unknown.some(({ isDone }) => !isDone))

  const rootsLeft = (yield* Fiber.roots).filter((fiber) => !rootsBefore.includes(fiber))
  assert.lengthOf([...yield* supervisor.value, ...rootsLeft], 0, "fibers left")
  yield* becomesZero(server.pending, "requests left")
  assert.isAtLeast(sockets.made, 1)
  // fetch keeps connections open for later requests.
  if (httpClient !== "fetch") {
    yield* becomesZero(Effect.sync(() => sockets.open), "sockets left")
    // On a busy machine the server is told of twenty thousand closed connections only after seconds.
    yield* becomesZero(server.connections, "connections left", 3000)
  }
})
