/** A day on which one request of five goes wrong: what callers are told holds true on the server all the same. */
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Exit, Fiber, Layer, Schedule, Supervisor } from "effect"
import { type ClerkErrors, Retry, type SDKError, Users } from "effect-clerk"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import type { Socket } from "node:net"
import { client, httpClients } from "../../support/server.ts"
import { type Fate, fates, serve, type Storm, type User } from "../../support/storm.ts"

/** `SEED=1 npx vitest run test/chaos/storm.test.ts` has the same weather as the run that told the seed. */
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1_000_000))

/** Out of ten calls; each is about a user of its own. */
const kinds = [
  ...Array.replicate("get" as const, 4),
  ...Array.replicate("updateMetadata" as const, 3),
  ...Array.replicate("create" as const, 2),
  "delete" as const
]
type Kind = (typeof kinds)[number]

const kindOf = (number: number): Kind => kinds[number % kinds.length]!

const calls: Record<Kind, (number: number) => Effect.Effect<{ readonly id: string | null }, unknown, Users>> = {
  get: (number) => Users.get({ userId: `user_${number}` }),
  updateMetadata: (number) => Users.updateMetadata({ userId: `user_${number}`, publicMetadata: { mark: number } }),
  create: (number) => Users.create({ externalId: `external_${number}`, skipPasswordRequirement: true }),
  delete: (number) => Users.delete({ userId: `user_${number}` })
}

/** Whether what a call asked for is so on the server. */
const isDone: Record<Kind, (users: ReadonlyArray<User>, number: number) => boolean> = {
  get: ([user]) => user !== undefined,
  updateMetadata: ([user], number) => user?.public_metadata["mark"] === number,
  create: ([user], number) => user?.external_id === `external_${number}`,
  delete: (users) => users.length === 0
}

// ---------------------------------------------------------------------------------------------------------------------
// The rules
// ---------------------------------------------------------------------------------------------------------------------

/** What became of a call, as its caller and as the server saw it. */
interface Ended {
  readonly number: number
  readonly kind: Kind
  readonly answer: { readonly id: string | null } | undefined
  readonly failure: ClerkErrors | SDKError | undefined
  readonly fates: ReadonlyArray<Fate>
  readonly users: ReadonlyArray<User>
  readonly isDone: boolean
}

const rules: ReadonlyArray<readonly [rule: string, isBroken: (ended: Ended) => boolean]> = [
  [
    "each call has an answer or a typed failure",
    ({ answer, failure }) => answer === undefined && failure === undefined
  ],
  ["a success is true on the server", ({ answer, isDone }) => answer !== undefined && !isDone],
  [
    "a success is about whom was asked for",
    ({ answer, number }) => answer !== undefined && answer.id !== `user_${number}`
  ],
  [
    "a write that is said to have failed did fail",
    ({ failure, isDone, kind }) => kind !== "get" && failure?.outcomeUnknown === false && isDone
  ],
  ["a read is never in doubt", ({ failure, kind }) => kind === "get" && failure?.outcomeUnknown === true],
  ["nobody is created twice", ({ users }) => users.length > 1],
  [
    "a creation is sent again only where it was refused unread",
    ({ fates, kind }) => kind === "create" && fates.slice(0, -1).some((fate) => !fate.startsWith("429"))
  ],
  [
    "what is safe to repeat is not given up before the third attempt",
    ({ failure, kind }) => kind !== "create" && failure !== undefined && failure.attempts !== 3
  ]
]

const endedOf = (storm: Storm, exit: Exit.Exit<{ readonly id: string | null }, unknown>, number: number): Ended => {
  const kind = kindOf(number)
  const users = storm.users.get(number) ?? []
  return {
    number,
    kind,
    answer: Exit.isSuccess(exit) ? exit.value : undefined,
    failure: Exit.isFailure(exit) && exit.cause._tag === "Fail"
      ? exit.cause.error as ClerkErrors | SDKError
      : undefined,
    fates: storm.history.get(number) ?? [],
    users,
    isDone: isDone[kind](users, number)
  }
}

const broken = (all: ReadonlyArray<Ended>): ReadonlyArray<string> =>
  all.flatMap((ended) =>
    rules.filter(([, isBroken]) => isBroken(ended)).map(([rule]) =>
      `${rule}: not ${ended.kind} ${ended.number}, which was answered ${ended.fates.join(", ")} and ended in ${
        ended.failure?.message ?? (ended.answer === undefined ? "a defect" : "success")
      }`
    )
  )

// ---------------------------------------------------------------------------------------------------------------------
// The day
// ---------------------------------------------------------------------------------------------------------------------

const retry = Retry.make({
  schedule: Schedule.intersect(Schedule.exponential("5 millis"), Schedule.recurs(2)),
  attemptTimeout: "200 millis",
  maxRetryAfter: "10 millis"
})

/** A rule that never makes anybody wait, so that only a 429 pauses. */
const rateLimit = [{ per: "instance", limit: 2_000_000, window: "1 second", burst: 1_000_000 }] as const

const numbers = (count: number): ReadonlyArray<number> => Array.makeBy(count, (number) => number)

/** How many sockets this process has made within the scope to connect by, and how many of them are not closed. */
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

/** A socket closes a moment after it was let go, and the server hears of it later still. */
const none = (count: Effect.Effect<number>, what: string, times = 50) =>
  Effect.sleep("10 millis").pipe(
    Effect.zipRight(count),
    Effect.repeat({ until: (count) => count === 0, times }),
    Effect.map((count) => assert.strictEqual(count, 0, what))
  )

const runs = [["undici", 10_000], ["fetch", 1000], ["node:http", 1000]] as const

describe.each(runs)("over %s", (name, count) => {
  const http = new Map(httpClients).get(name)!

  it.scopedLive(
    `${count} calls on a bad day end in what is true, and leave nothing behind`,
    () =>
      Effect.gen(function*() {
        const storm = yield* serve(seed, numbers(count).filter((number) => kindOf(number) !== "create"))
        const sockets = yield* clientSockets
        const rootsBefore = yield* Fiber.roots
        const supervisor = yield* Supervisor.track
        const exits = yield* Effect.forEach(
          numbers(count),
          (number) => Effect.exit(calls[kindOf(number)](number)),
          { concurrency: 100 }
        ).pipe(
          Effect.provide(Layer.provide(client(storm, { retry, rateLimit }), http)),
          Effect.supervised(supervisor)
        )
        yield* storm.calm

        const all = exits.map((exit, number) => endedOf(storm, exit, number))
        assert.deepStrictEqual(broken(all).slice(0, 10), [], `SEED=${seed}`)

        const weather = new Set(all.flatMap(({ fates }) => fates))
        assert.sameMembers(Array.fromIterable(weather), [...fates, "well"], "a day on which all goes wrong that can")
        const inDoubt = all.filter(({ failure }) => failure?.outcomeUnknown === true)
        assert.isTrue(inDoubt.some(({ isDone }) => isDone) && inDoubt.some(({ isDone }) => !isDone))

        const rootsLeft = (yield* Fiber.roots).filter((fiber) => !rootsBefore.includes(fiber))
        assert.lengthOf([...yield* supervisor.value, ...rootsLeft], 0, "fibers left")
        yield* none(storm.underWay, "requests left")
        assert.isAtLeast(sockets.made, 1)
        // Those that fetch keeps for later are its own.
        if (name !== "fetch") {
          yield* none(Effect.sync(() => sockets.open), "sockets left")
          // The system tells the server of twenty thousand ends in seconds, when it is busy.
          yield* none(storm.connections, "connections left", 3000)
        }
      }),
    120_000
  )
})
