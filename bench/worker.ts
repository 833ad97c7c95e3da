/**
 * A process with one client or several, like a backend: it also holds an idle HTTP server and a waiting fiber. It does jobs when it
 * is told to, and returns what a call took.
 */
import { Effect } from "effect"
import { createServer } from "node:http"
import { PerformanceObserver } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { type Client, type ClientName, clients } from "./clients.ts"
import { type Job, type JobName, jobs } from "./jobs.ts"

export interface Setup {
  readonly server: string
  /** The server over a slow link. */
  readonly link: string
  readonly clients: ReadonlyArray<Contender>
}

/** A client with its name in the tables. */
export interface Contender {
  readonly name: string
  readonly client: ClientName
  /** The folder of the build of effect-clerk. */
  readonly build: string
}

/** One round of a job. */
export interface Work {
  /** The name of the contender. */
  readonly name: string
  readonly job: JobName
  readonly calls: number
  /** Whether to collect all garbage of other jobs first. */
  readonly isFirst: boolean
}

/** What one call took, in microseconds. */
export interface Took {
  /** CPU time of the whole process. */
  readonly cpu: number
  readonly wall: number
  /** How long the garbage collector stopped the program. */
  readonly gc: number
}

const setup = JSON.parse(process.argv[2]!) as Setup

const made = new Map<string, Promise<Client>>()

const clientOf = (name: string, path = ""): Promise<Client> => {
  const { build, client } = setup.clients.find((contender) => contender.name === name)!
  const key = `${name} ${path}`
  const known = made.get(key) ??
    clients[client]({ apiUrl: `${path === "/link" ? setup.link : setup.server}${path}/v1`, build })
  made.set(key, known)
  return known
}

let gc = 0
const observer = new PerformanceObserver((list) => count(list.getEntries()))
const count = (entries: ReadonlyArray<{ readonly duration: number }>) => {
  gc += entries.reduce((sum, { duration }) => sum + duration * 1000, 0)
}
observer.observe({ entryTypes: ["gc"] })

/** Null when the client does not offer the job. */
const work = async ({ calls, isFirst, job, name }: Work): Promise<Took | null> => {
  const { call, path }: Job = jobs[job]
  const run = call(await clientOf(name, path))
  if (run === undefined) {
    return null
  }
  if (isFirst) {
    globalThis.gc?.()
    await setTimeout(20)
  }
  gc = 0
  const cpu = process.cpuUsage()
  const start = performance.now()
  for (let index = 0; index < calls; index++) {
    await run()
  }
  const wall = (performance.now() - start) * 1000
  const { system, user } = process.cpuUsage(cpu)
  // Node reports collections a little later.
  await setTimeout(5)
  count(observer.takeRecords())
  return { cpu: (user + system) / calls, wall: wall / calls, gc: gc / calls }
}

createServer().listen(0, "127.0.0.1")
Effect.runFork(Effect.forever(Effect.sleep("1 second")))

process.on("message", (message: Work) => void work(message).then((took) => process.send?.(took)))
process.on("disconnect", () => process.exit())
process.send?.("ready")
