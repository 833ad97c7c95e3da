/**
 * One client in a process of its own, as it would be in a program: told by messages what to do how often, it tells how long it
 * took.
 */
import { Effect } from "effect"
import { clients } from "./clients.ts"

/** What a client is told to do. */
export interface Job {
  readonly what:
    | "get"
    | "list 10"
    | "list 100"
    | "list 500"
    | "create"
    | "get × 64"
    | "get, chunked"
    | "list 500, chunked"
  readonly calls: number
}

/** What it took, in microseconds a call. */
export interface Took {
  /** Of the processor. */
  readonly cpu: number
  /** Of the clock. */
  readonly wall: number
}

const [name = "", apiUrl = ""] = process.argv.slice(2)

const work = Effect.gen(function*() {
  const client = yield* clients[name]!(apiUrl)
  const chunked = yield* clients[name]!(apiUrl.replace("/v1", "/chunked/v1"))
  const jobs: { readonly [What in Job["what"]]: () => Promise<unknown> } = {
    get: client.get,
    "list 10": () => client.list(10),
    "list 100": () => client.list(100),
    "list 500": () => client.list(500),
    create: client.create,
    "get × 64": () => Promise.all(Array.from({ length: 64 }, client.get)),
    "get, chunked": chunked.get,
    "list 500, chunked": () => chunked.list(500)
  }
  const took = async ({ calls, what }: Job): Promise<Took> => {
    const cpu = process.cpuUsage()
    const start = performance.now()
    for (let call = 0; call < calls; call++) {
      await jobs[what]()
    }
    const wall = (performance.now() - start) * 1000
    const { system, user } = process.cpuUsage(cpu)
    return { cpu: (user + system) / calls, wall: wall / calls }
  }
  process.on("message", (job: Job) => void took(job).then((result) => process.send?.(result)))
  process.send?.("ready")
  yield* Effect.async<void>((resume) => {
    process.once("disconnect", () => resume(Effect.void))
  })
})

await Effect.runPromise(Effect.scoped(work))
