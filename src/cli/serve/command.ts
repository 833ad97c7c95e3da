/**
 * `effect-clerk serve`: the in-memory Clerk over HTTP, for any Clerk client in any language.
 */
import * as Command from "@effect/cli/Command"
import * as HttpServer from "@effect/platform/HttpServer"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import { ClerkTest } from "../../testing/ClerkTest.ts"
import type { ServedRequest } from "../../testing/served/Control.ts"
import * as FaultJson from "../../testing/server/FaultJson.ts"
import { Ids, seeded } from "../../testing/server/Ids.ts"
import { CurrentJournal } from "../../testing/server/Journal.ts"
import { orSentence } from "../../testing/server/orSentence.ts"
import * as SeedJson from "../../testing/users/SeedJson.ts"
import { CommandFailed } from "../CommandFailed.ts"
import * as Files from "./files.ts"
import { instructions, isLoopback } from "./instructions.ts"
import * as Journal from "./journal.ts"
import { options } from "./options.ts"
import * as Server from "./server.ts"

export const serve = Command.make("serve", options, (given) => Effect.scoped(run(given))).pipe(
  Command.withDescription("Serves an in-memory Clerk over HTTP, under /v1.")
)

type Given = Command.Command.ParseConfig<typeof options>

const run = Effect.fnUntraced(function*(given: Given) {
  const { control, host, key, persist, port, webhooks } = given
  const initial = [...Array.from({ length: given.users }, userSeed), ...yield* seedsOf(given)]
  const users = yield* Effect.mapError(SeedJson.fromJson(initial), sentence)
  const faults = Option.isNone(given.faults)
    ? []
    : yield* Files.read("--faults", given.faults.value, FaultJson.fromJson)
  const journal = Option.isNone(persist) ? undefined : yield* Journal.open(persist.value, initial)
  const clerk = ClerkTest.layerServer({
    secretKey: key,
    users: journal === undefined ? users : [],
    latency: Option.getOrUndefined(given.latency),
    rateLimits: Option.getOrUndefined(given.rateLimit),
    control,
    page: isLoopback(host),
    onRequest: print
  }).pipe(
    Layer.provide(Layer.succeed(Ids, journal === undefined ? Ids.random : idsOf(journal.idSeed))),
    Layer.provide(Layer.succeed(CurrentJournal, journal)),
    Layer.provideMerge(Server.layer(host, port))
  )
  const seedsIgnored = initial.length > 0 && journal !== undefined && journal.entries.length > 0
  return yield* Effect.gen(function*() {
    yield* Effect.mapError(orSentence(ClerkTest.faults(faults)), sentence)
    yield* HttpServer.addressFormattedWith((address) =>
      Console.log(instructions({ address, host, key, persist, control, webhooks, seedsIgnored }))
    )
    return yield* Option.match(webhooks, { onNone: () => Effect.never, onSome: deliver })
  }).pipe(
    Effect.provide(clerk),
    orSentence,
    Effect.catchIf((error) => typeof error === "string", (error) => sentence(error))
  )
})

const sentence = (message: string) => new CommandFailed({ message })

const seedsOf = ({ seed }: Given) =>
  Option.isNone(seed) ?
    Effect.succeed([]) :
    Files.read("--seed", seed.value, (items) => Effect.as(SeedJson.fromJson(items), items))

const userSeed = (_: unknown, index: number) => ({
  email_address: [`user${index + 1}@example.com`],
  username: `user${index + 1}`,
  first_name: "User",
  last_name: String(index + 1),
  billing_plan: "Free"
})

/** The ids of what is kept are made again from its changes. Messages are not kept, so their ids must be new after a restart. */
const idsOf = (idSeed: string) => {
  const kept = seeded(idSeed)
  return (prefix: string, count: number) => prefix === "msg" ? Ids.random(prefix, count) : kept(prefix, count)
}

const print = ({ method, millis, path, status }: ServedRequest) =>
  Console.log(`${method} ${path} ${status ?? "dropped"} ${millis} ms`)

/** Delivers the events of changes as they happen. Those that are not accepted are delivered again. */
const deliver = (url: URL) =>
  ClerkTest.deliverEvents(url, { retry: Schedule.intersect(Schedule.exponential("500 millis"), Schedule.recurs(4)) })
    .pipe(
      Effect.tap((deliveries) =>
        Effect.forEach(
          deliveries,
          ({ accepted, attempts, id, type }) =>
            Console.log(
              `webhook ${type} ${id} ${accepted ? "accepted" : "not accepted"} after ${attempts} ${
                attempts === 1 ? "attempt" : "attempts"
              }`
            )
        )
      ),
      Effect.repeat(Schedule.spaced("250 millis")),
      Effect.zipRight(Effect.never)
    )
