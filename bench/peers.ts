/** Clients side by side: rounds alternate between them, each in a process of its own. */
import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { clients } from "./clients.ts"
import { median } from "./measure.ts"
import { micros, ratio, type Section } from "./report.ts"
import type { Serving } from "./serving.ts"
import type { Job, Took } from "./worker.ts"

const message = <A>(child: ChildProcess) =>
  Effect.async<A>((resume) => {
    child.once("message", (value) => resume(Effect.succeed(value as A)))
  })

const start = (name: string, apiUrl: string) =>
  Effect.acquireRelease(
    Effect.sync(() =>
      spawn(
        process.execPath,
        ["--expose-gc", "--import", "tsx", fileURLToPath(new URL("worker.ts", import.meta.url)), name, apiUrl],
        { stdio: ["ignore", "inherit", "inherit", "ipc"] }
      )
    ),
    (child) => Effect.sync(() => child.kill())
  ).pipe(Effect.tap(message))

/** The first job is also for the compiler, which takes some thousand calls until it has done all that it will. */
const jobs: ReadonlyArray<Job & { readonly warmUp?: number }> = [
  { what: "get", calls: 1000, warmUp: 6 },
  { what: "list 10", calls: 400 },
  { what: "list 100", calls: 100 },
  { what: "list 500", calls: 25 },
  { what: "create", calls: 500 },
  { what: "get × 64", calls: 15 },
  { what: "get, chunked", calls: 1000 },
  { what: "list 500, chunked", calls: 25 }
]

/** How a process collects its garbage is a matter of luck that lasts as long as the process, so each client gets several. */
const processes = 5
const rounds = 2
const warmUp = 2

interface Result extends Took {
  readonly what: Job["what"]
  readonly name: string
  readonly requests: number
}

/** All jobs by all clients, in processes that are new. */
const generation = Effect.fnUntraced(function*({ apiUrl, requests }: Serving) {
  const workers = yield* Effect.forEach(
    Object.keys(clients),
    (name) => Effect.map(start(name, apiUrl), (child) => ({ child, name }))
  )
  const results: Array<Result> = []
  for (const job of jobs) {
    for (let round = -(job.warmUp ?? warmUp); round < rounds; round++) {
      for (const { child, name } of workers) {
        yield* Effect.promise(requests)
        child.send(job)
        const took = yield* message<Took>(child)
        if (round >= 0) {
          results.push({ ...took, what: job.what, name, requests: (yield* Effect.promise(requests)) / job.calls })
        }
      }
    }
  }
  return results
}, Effect.scoped)

/** The medians of what each job took each client. */
export const peers = Effect.fnUntraced(function*(server: Serving) {
  const results = (yield* Effect.replicateEffect(generation(server), processes)).flat()
  const rows: Array<ReadonlyArray<string>> = []
  for (const { what } of jobs) {
    const medians = Object.keys(clients).map((name) => {
      const took = results.filter((result) => result.name === name && result.what === what)
      return {
        name,
        cpu: median(took.map(({ cpu }) => cpu)),
        wall: median(took.map(({ wall }) => wall)),
        requests: median(took.map(({ requests }) => requests))
      }
    })
    const peer = medians.find(({ name }) => name === "@clerk/backend")!
    for (const { cpu, name, requests, wall } of medians) {
      rows.push([
        what,
        name,
        micros(cpu),
        ratio(cpu / peer.cpu),
        micros(wall),
        ratio(wall / peer.wall),
        String(requests)
      ])
    }
  }
  const section: Section = {
    title: "Clients side by side",
    about:
      `Medians of ${rounds} rounds in each of ${processes} processes a client, which alternate between the clients, against a server with fixed
bodies in another process. Ratios are to @clerk/backend, which validates nothing; ours checks every field, with retry, limiter,
span and metrics on. A chunked answer does not say how long it is, as one that a proxy compresses.`,
    columns: ["call", "client", "CPU", "ratio", "wall", "ratio", "requests"],
    rows
  }
  return section
})
