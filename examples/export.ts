/**
 * Writes all users to a file, one JSON object a line, in Clerk's own form (`{"id":"user_…","first_name":"Ada",…}`).
 *
 *     CLERK_SECRET_KEY=sk_live_… npx tsx examples/export.ts users.ndjson
 *
 * Stop it with Ctrl-C and run it again: it continues after the last user in the file, even if that user was deleted since.
 * Run it again later, and it appends the users created since. Without `CLERK_SECRET_KEY` it exports 2,000 users from a slow
 * in-memory Clerk.
 */
import { Args, Command } from "@effect/cli"
import { FetchHttpClient, FileSystem, Terminal } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import {
  Clock,
  Config,
  type ConfigError,
  Console,
  DateTime,
  Effect,
  Layer,
  Option,
  Schedule,
  Schema,
  Stream
} from "effect"
import { Clerk, Http, User, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

const Line = Schema.parseJson(User)
const encode = Schema.encodeSync(Line)

// ---------------------------------------------------------------------------------------------------------------------
// Reading the file
// ---------------------------------------------------------------------------------------------------------------------

/** Counts the complete lines of a file, and returns its size and the end offsets of the last 500 lines. */
const linesOf = Effect.fnUntraced(function*(path: string) {
  const files = yield* FileSystem.FileSystem
  const ends = [0]
  let count = 0
  let size = 0
  yield* Stream.runForEach(files.stream(path), (chunk) =>
    Effect.sync(() => {
      for (let at = chunk.indexOf(newLine); at >= 0; at = chunk.indexOf(newLine, at + 1)) {
        ends.push(size + at + 1)
        count += 1
      }
      ends.splice(0, ends.length - 500)
      size += chunk.length
    }))
  return { count, size, ends }
})

const newLine = "\n".charCodeAt(0)

/** Opens the file, removes an incomplete last line, and returns the number of users in it and the last 500 of them. */
const open = Effect.fnUntraced(function*(path: string) {
  const files = yield* FileSystem.FileSystem
  const file = yield* files.open(path, { flag: "a+" })
  const { count, ends, size } = yield* linesOf(path)
  const start = ends.at(0) ?? 0
  const end = ends.at(-1) ?? 0
  yield* file.seek(start, "start")
  const bytes = Option.getOrElse(yield* file.readAlloc(end - start), () => new Uint8Array())
  const lines = new TextDecoder().decode(bytes).split("\n").slice(0, -1)
  const last = yield* Schema.decode(Schema.Array(Line))(lines).pipe(
    Effect.filterOrFail(() => count > 0 || size === 0, () => new Error()),
    Effect.mapError(() => new Error(`${path} is not an export of users. Nothing was written to it.`))
  )
  if (size > end) {
    yield* file.truncate(end)
  }
  return { file, had: count, last }
})

// ---------------------------------------------------------------------------------------------------------------------
// Progress
// ---------------------------------------------------------------------------------------------------------------------

/** On a terminal, updates one line ten times a second. Otherwise prints a line every 5 seconds, and one at the end. */
const showProgress = Effect.fnUntraced(function*(line: (now: number) => string) {
  const terminal = yield* Terminal.Terminal
  const isTTY = yield* terminal.isTTY
  const show = Effect.flatMap(
    Clock.currentTimeMillis,
    (now) => Effect.ignore(terminal.display(isTTY ? `\r${line(now)}\x1b[K` : `${line(now)}\n`))
  )
  const end = isTTY ? Effect.ignore(terminal.display("\n")) : Effect.void
  yield* Effect.addFinalizer(() => Effect.zipRight(show, end))
  yield* Effect.forkScoped(Effect.schedule(show, Schedule.spaced(isTTY ? "100 millis" : "5 seconds")))
})

const progress = (done: number, total: number, perSecond: number): string => {
  const part = total === 0 ? 1 : Math.min(1, done / total)
  const bar = "█".repeat(Math.floor(part * 30)).padEnd(30, "░")
  const left = perSecond === 0 ? "" : `, ${time(Math.max(0, total - done) / perSecond)} left`
  return `${bar} ${Math.floor(part * 100)} %, ${count(done)} of ${count(total)}, ${count(perSecond)}/s${left}`
}

const count = (n: number): string => Math.round(n).toLocaleString("en-US")

const time = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`

// ---------------------------------------------------------------------------------------------------------------------
// The export
// ---------------------------------------------------------------------------------------------------------------------

const exportTo = Effect.fnUntraced(function*(path: string) {
  const { file, had, last } = yield* open(path)
  const { totalCount } = yield* Users.count()
  if (had > 0) {
    yield* Console.log(`${path} has ${count(had)} users already. Continuing after the last of them.`)
  }
  const begin = yield* Clock.currentTimeMillis
  let done = had

  const write = (users: ReadonlyArray<User>) =>
    file.writeAll(new TextEncoder().encode(users.map((user) => `${encode(user)}\n`).join(""))).pipe(
      Effect.map(() => {
        done += users.length
      }),
      Effect.when(() => users.length > 0),
      // Ctrl-C must not cut a line in two.
      Effect.uninterruptible
    )

  const skipped: Array<string> = []
  // When the last user was deleted since, other users created in the same millisecond are returned again.
  const known = new Set(last.map(({ id }) => id))
  const users = Users.pages({ orderBy: "created_at", startingAfter: last.at(-1) }).pipe(
    Stream.map((users) => users.filter(({ id }) => !known.has(id)))
  )
  yield* showProgress((now) => progress(done, totalCount, (done - had) * 1000 / Math.max(1, now - begin))).pipe(
    Effect.zipRight(Stream.runForEach(users, write)),
    Effect.scoped,
    Effect.provideService(Http.OnDecodeError, ({ message }) => Effect.sync(() => skipped.push(message))),
    Effect.onError(() => Console.log(`Stopped. ${path} has complete lines only. Run the same command to continue.`))
  )
  yield* Console.log(`${path} has ${count(done)} users.`)
  if (skipped.length > 0) {
    yield* Console.error([`${count(skipped.length)} users could not be decoded:`, ...skipped].join("\n  "))
  }
}, Effect.scoped)

// ---------------------------------------------------------------------------------------------------------------------
// The source of the users
// ---------------------------------------------------------------------------------------------------------------------

/** The same 2,000 users in every run. */
const inMemory = Layer.suspend(() => {
  const users = Array.from({ length: 2000 }, (_, index) => ({
    id: `user_${String(index).padStart(27, "0")}`,
    emailAddress: [`user${index}@example.com`],
    firstName: "User",
    lastName: String(index),
    createdAt: DateTime.unsafeMake(Date.UTC(2025, 0, 1) + index * 60_000)
  }))
  const delay = Layer.effectDiscard(
    ClerkTest.fault({ operation: "users.list", times: Infinity, delay: "500 millis" })
  )
  const hint = Console.log("Exporting from an in-memory Clerk. Set CLERK_SECRET_KEY to export from Clerk.")
  return Layer.provideMerge(Layer.merge(delay, Layer.effectDiscard(hint)), ClerkTest.layer({ users }))
})

const fromClerk = Layer.provide(Clerk.layerConfig(), FetchHttpClient.layer)

const source = Layer.unwrapEffect(Effect.map(
  Config.option(Config.redacted("CLERK_SECRET_KEY")),
  (key): Layer.Layer<Users, ConfigError.ConfigError> => Option.isSome(key) ? fromClerk : inMemory
))

const file = Args.withDefault(Args.text({ name: "file" }), "users.ndjson")

const main = Command.make("export", { file }, ({ file }) => Effect.provide(exportTo(file), source)).pipe(
  Command.withDescription("Writes all users to a file, one JSON object a line."),
  Command.run({ name: "Export", version: "0.1.0" })
)

main(process.argv).pipe(Effect.provide(NodeContext.layer), NodeRuntime.runMain)
