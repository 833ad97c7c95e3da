/** What is measured with clients side by side. */
import { Effect } from "effect"
import { copyOfBuild, ownBuild } from "./builds.ts"
import type { ClientName } from "./clients.ts"
import { buildTable, clientTable } from "./compare.ts"
import type { JobName } from "./jobs.ts"
import type { Server } from "./processes.ts"
import type { Section } from "./report.ts"
import { type Options, samples } from "./samples.ts"
import type { Contender } from "./worker.ts"

export interface Setting extends Options {
  readonly server: Server
  readonly jobs: ReadonlyArray<JobName>
  readonly clients: ReadonlyArray<ClientName>
}

const contender = (client: ClientName): Contender => ({ name: client, client, build: ownBuild })

const howMany = ({ processes, rounds }: Options) =>
  `Each process has ${rounds} rounds of each job, whose mean counts; the table shows medians of ${processes} processes.`

/** Each client in processes of its own. */
export const sideBySide = Effect.fnUntraced(function*(setting: Setting) {
  const { clients, jobs, server } = setting
  const measured = yield* samples(server, clients.map((client) => [contender(client)]), jobs, setting)
  const section: Section = {
    title: "Clients side by side",
    about: `Each client has processes of its own, which alternate. ${howMany(setting)}
The server is another process. ± is half of the distance between the quartiles. Ratios are to @clerk/backend, which validates
nothing; effect-clerk checks every field, with retry, rate limiter, span and metrics. GC is a part of CPU and wall. \`gets1000\`
is one get for each of 1,000 users: batched by effect-clerk, one after the other by @clerk/backend.`,
    ...clientTable(measured, "@clerk/backend")
  }
  return section
})

/** Each client over a link as between two data centres. */
export const overLink = Effect.fnUntraced(function*(setting: Setting) {
  const { clients, jobs, server } = setting
  const measured = yield* samples(server, clients.map((client) => [contender(client)]), jobs, setting)
  const section: Section = {
    title: "Over a link of 50 Mbit/s, 20 ms",
    about: `The link has a bandwidth of 50 Mbit/s and a round trip of 20 ms. The server compresses for clients that ask.
\`linkExport20000\` is \`Users.stream({ partitions: 4 })\` with effect-clerk, and a loop over \`getUserList\` with @clerk/backend.
${howMany(setting)}`,
    ...clientTable(measured, "@clerk/backend")
  }
  return section
})

/** All clients in one process, as in a program that uses both. */
export const together = Effect.fnUntraced(function*(setting: Setting) {
  const { clients, jobs, server } = setting
  const measured = yield* samples(server, [clients.map(contender)], jobs, setting)
  const section: Section = {
    title: "Clients in one process",
    about: `All clients share each process: the garbage of one may be collected in a round of another. ${
      howMany(setting)
    }`,
    ...clientTable(measured, "@clerk/backend")
  }
  return section
})

export const decoding = Effect.fnUntraced(function*(setting: Setting) {
  const decoders: ReadonlyArray<Contender> = [
    contender("JSON.parse"),
    { ...contender("effect-clerk/undici"), name: "effect-clerk" },
    contender("Schema.decodeUnknown")
  ]
  const measured = yield* samples(setting.server, decoders.map((decoder) => [decoder]), ["decode500"], setting)
  const section: Section = {
    title: "Decoding a page of 500 users",
    about: "What JSON.parse returned is decoded, and every field checked. Ratios are to JSON.parse of the same page.",
    ...clientTable(measured, "JSON.parse")
  }
  return section
})

/** Tokens and webhooks, without a request. */
export const verifying = Effect.fnUntraced(function*(setting: Omit<Setting, "clients">) {
  const contenders: ReadonlyArray<Contender> = [
    contender("jose"),
    contender("@clerk/backend"),
    { ...contender("effect-clerk/undici"), name: "effect-clerk" }
  ]
  const measured = yield* samples(setting.server, contenders.map((it) => [it]), setting.jobs, setting)
  const section: Section = {
    title: "Verifying a session token and a webhook",
    about:
      `\`verifyToken\` checks a token with a key in PEM, \`verifyWebhook\` a webhook with a user. jose checks the signature and the
times of the token, and reads no claims. Each call of effect-clerk is a \`runPromise\`. Ratios are to @clerk/backend. ${
        howMany(setting)
      }`,
    ...clientTable(measured, "@clerk/backend")
  }
  return section
})

export const cost = Effect.fnUntraced(function*(setting: Setting) {
  const contenders: ReadonlyArray<Contender> = [
    { ...contender("effect-clerk/bare"), name: "off" },
    { ...contender("effect-clerk/undici"), name: "on" }
  ]
  const measured = yield* samples(setting.server, contenders.map((it) => [it]), ["get", "update"], setting)
  const section: Section = {
    title: "The cost of retry, rate limiter and span",
    about: "Calls over undici with all three off, and on.",
    ...clientTable(measured, "off")
  }
  return section
})

/** Another build of effect-clerk (B) beside this one (A). */
export const against = Effect.fnUntraced(function*(build: string, setting: Setting) {
  const { clients, jobs, server } = setting
  const own = yield* copyOfBuild(ownBuild)
  const other = yield* copyOfBuild(build)
  return yield* Effect.forEach(clients, (client) =>
    Effect.map(
      samples(
        server,
        [[{ name: "A", client, build: own }], [{ name: "B", client, build: other }]],
        jobs,
        setting
      ),
      (measured): Section => ({
        title: `Two builds, ${client}`,
        about: `A is this build, B is ${build}.
Each build has processes of its own, which alternate. ${howMany(setting)}
Each pair of processes gives one ratio; the table shows their geometric mean and its 95 % confidence interval.`,
        ...buildTable(measured)
      })
    ))
})
