/**
 * A program that makes very many calls over real sockets while one request of twenty fails, while callers give up at random, and while the
 * clock of the system is set forward and back by an hour. Prints what is left when it is done.
 */
import { FetchHttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Exit, Layer, ManagedRuntime, Redacted, Schedule } from "effect"
import { Clerk, Retry, Users } from "effect-clerk"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout } from "node:timers/promises"
import { userAda } from "../fixtures/index.ts"

/** The output of the program, as JSON. */
export interface Measured {
  readonly calls: number
  readonly interrupted: number
  /** Calls that ended in a defect. */
  readonly defects: number
  /** The used heap after a garbage collection, above that after the first tenth of the calls. */
  readonly heapMegabytes: number
  /** What keeps the process alive after the runtime was disposed. */
  readonly handles: ReadonlyArray<string>
  /** Errors that nobody handled. */
  readonly unhandled: number
}

const [name, gets, lists, interruptions] = process.argv.slice(2).map((text) => Number(text) || text) as [
  string,
  number,
  number,
  number
]

let unhandled = 0
process.on("unhandledRejection", () => unhandled++)
process.on("uncaughtException", () => unhandled++)

const one = JSON.stringify(userAda())
const many = JSON.stringify(Array.from({ length: 500 }, (_, index) => ({ ...userAda(), id: `user_${index}` })))

let requests = 0
const server = createServer((request, response) => {
  requests++
  if (requests % 20 !== 0) {
    response.setHeader("content-type", "application/json").end(request.url?.includes("limit") ? many : one)
  } else if (requests % 60 === 0) {
    request.socket.resetAndDestroy()
  } else if (requests % 40 === 0) {
    response.writeHead(200, { "content-length": "100" }).write("{\"id\":")
    request.socket.destroySoon()
  } else {
    response.writeHead(503, { "content-type": "text/html" }).end("<html>")
  }
})

// A pool keeps the connection that an interrupted call was waiting for, until the server closes it.
server.keepAliveTimeout = 200

const realNow = Date.now
const clockSteps = setInterval(() => {
  const offset = (Math.floor(Math.random() * 3) - 1) * 3_600_000
  Date.now = () => realNow() + offset
}, 50)

const collect = async () => {
  await setTimeout(3000)
  for (let round = 0; round < 3; round++) {
    await setTimeout(20)
    globalThis.gc!()
  }
  return process.memoryUsage().heapUsed
}

server.listen(0, "127.0.0.1", () => void measure((server.address() as AddressInfo).port))

const measure = async (port: number) => {
  const runtime = ManagedRuntime.make(Layer.provide(
    Clerk.layer({
      secretKey: Redacted.make("sk_test_soak"),
      apiUrl: `http://127.0.0.1:${port}/v1`,
      rateLimit: "none",
      retry: Retry.make({ schedule: Schedule.spaced("1 millis").pipe(Schedule.intersect(Schedule.recurs(5))) })
    }),
    name === "fetch" ? FetchHttpClient.layer : NodeHttpClient.layerUndici
  ))
  const get = Users.get({ userId: "user_1" })
  const list = Users.list({ limit: 500 })
  const interruptedGet = Effect.suspend(() => Effect.timeoutOption(get, Math.random() * 100))
  const counts = { calls: 0, interrupted: 0, defects: 0 }
  const repeat = (call: Effect.Effect<unknown, unknown, Users>, times: number, concurrency: number) =>
    runtime.runPromise(Effect.forEach(
      Array.from({ length: Math.round(times) }).keys(),
      () =>
        Effect.map(Effect.exit(call), (exit) => {
          counts.calls++
          counts.defects += Exit.isFailure(exit) && exit.cause._tag !== "Fail" ? 1 : 0
          counts.interrupted += Exit.isSuccess(exit) && (exit.value as { _tag?: string })._tag === "None" ? 1 : 0
        }),
      { concurrency, discard: true }
    ))
  const round = async (part: number) => {
    await repeat(get, gets * part, 16)
    await repeat(list, lists * part, 2)
    await repeat(interruptedGet, interruptions * part, 16)
  }
  await round(0.1)
  const start = await collect()
  await round(0.9)
  const end = await collect()
  await runtime.dispose()
  clearInterval(clockSteps)
  Date.now = realNow
  server.close()
  server.closeAllConnections()
  await setTimeout(1000)
  const measured: Measured = {
    ...counts,
    heapMegabytes: Math.round((end - start) / 2 ** 20),
    handles: process.getActiveResourcesInfo().filter((handle) => !/Pipe|TTY|Timeout|FSReq/.test(handle)),
    unhandled
  }
  process.stdout.write(JSON.stringify(measured))
  process.exit()
}
