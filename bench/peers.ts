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

const jobs: ReadonlyArray<Job> = [
  { what: "get", calls: 1000 },
  { what: "list 10", calls: 400 },
  { what: "list 100", calls: 100 },
  { what: "list 500", calls: 25 },
  { what: "create", calls: 500 },
  { what: "get × 64", calls: 15 }
]

const rounds = 9
const warmUp = 3

/** The medians of what each job took each client. */
export const peers = Effect.fnUntraced(function*({ apiUrl, requests }: Serving) {
  const workers = yield* Effect.forEach(
    Object.keys(clients),
    (name) => Effect.map(start(name, apiUrl), (child) => ({ child, name }))
  )
  const rows: Array<ReadonlyArray<string>> = []
  for (const job of jobs) {
    const took = new Map(workers.map(({ name }) => [name, new Array<Took & { readonly requests: number }>()]))
    for (let round = -warmUp; round < rounds; round++) {
      for (const { child, name } of workers) {
        yield* Effect.promise(requests)
        child.send(job)
        const result = yield* message<Took>(child)
        if (round >= 0) {
          took.get(name)!.push({ ...result, requests: (yield* Effect.promise(requests)) / job.calls })
        }
      }
    }
    const medians = Array.from(took, ([name, results]) => ({
      name,
      cpu: median(results.map(({ cpu }) => cpu)),
      wall: median(results.map(({ wall }) => wall)),
      requests: median(results.map(({ requests }) => requests))
    }))
    const peer = medians.find(({ name }) => name === "@clerk/backend")!
    for (const { cpu, name, requests, wall } of medians) {
      rows.push([
        job.what,
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
      `Medians of ${rounds} rounds that alternate between the clients, each in a process of its own, against a server with fixed
bodies in another. Ratios are to @clerk/backend, which validates nothing; ours checks every field, with retry, limiter, span
and metrics on.`,
    columns: ["call", "client", "CPU", "ratio", "wall", "ratio", "requests"],
    rows
  }
  return section
})
