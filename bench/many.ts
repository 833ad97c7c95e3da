/** Many users at once: gets that are batched, and a walk through all. */
import { createClerkClient } from "@clerk/backend"
import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Exit, Layer, ManagedRuntime, Redacted, Request, RequestResolver, Stream } from "effect"
import { Clerk, Users } from "effect-clerk"
import { micros, ratio, type Section } from "./report.ts"
import type { Serving } from "./serving.ts"

const secretKey = "sk_live_bench"
const ids = Array.from({ length: 1000 }, (_, index) => `user_${String(index).padStart(27, "0")}`)

/** What batching costs by itself: requests that are answered from memory. */
class Nothing extends Request.TaggedClass("Nothing")<void, never, { readonly id: string }> {}

const nothing = RequestResolver.makeBatched((requests: ReadonlyArray<Nothing>) =>
  Effect.forEach(requests, (request) => Request.complete(request, Exit.void), { discard: true })
)

/** What a piece of work took, after one run to warm up; the best of three. */
const took = async ({ requests }: Serving, work: () => Promise<unknown>) => {
  const all: Array<{ readonly cpu: number; readonly wall: number; readonly requests: number }> = []
  for (let run = 0; run < 4; run++) {
    await requests()
    const cpu = process.cpuUsage()
    const start = performance.now()
    await work()
    const wall = (performance.now() - start) * 1000
    const { system, user } = process.cpuUsage(cpu)
    all.push({ cpu: user + system, wall, requests: await requests() })
  }
  return all.slice(1).sort((left, right) => left.cpu - right.cpu)[0]!
}

export const many = async (server: Serving): Promise<Section> => {
  const runtime = ManagedRuntime.make(Layer.provide(
    Clerk.layer({ secretKey: Redacted.make(secretKey), apiUrl: server.apiUrl, rateLimit: "none" }),
    NodeHttpClient.layerUndici
  ))
  const { users } = createClerkClient({
    secretKey,
    apiUrl: server.apiUrl.replace(/\/v1$/, ""),
    telemetry: { disabled: true }
  })
  const oneByOne = await took(server, async () => {
    for (const id of ids) {
      await users.getUser(id)
    }
  })
  const get = (userId: string) => Users.get({ userId })
  const inTurn = await took(server, () => runtime.runPromise(Effect.forEach(ids, get, { batching: true })))
  const atOnce = { batching: true, concurrency: "unbounded" } as const
  const batched = await took(server, () => runtime.runPromise(Effect.forEach(ids, get, atOnce)))
  const floor = await took(
    server,
    () => runtime.runPromise(Effect.forEach(ids, (id) => Effect.request(new Nothing({ id }), nothing), atOnce))
  )
  const asMany = await took(server, () => runtime.runPromise(Users.getMany(ids)))
  let peak = 0
  const before = process.memoryUsage().rss
  let seen = 0
  const watched = Users.pages().pipe(Stream.runForEach((page) =>
    Effect.sync(() => {
      seen += page.length
      peak = Math.max(peak, process.memoryUsage().rss)
    })
  ))
  const walk = await took(server, async () => {
    seen = 0
    await runtime.runPromise(watched)
  })
  await runtime.dispose()
  const row = (what: string, it: typeof walk, note: string) => [
    what,
    micros(it.cpu),
    micros(it.wall),
    String(it.requests),
    note
  ]
  return {
    title: "Many users",
    about: "The whole piece of work.",
    columns: ["work", "CPU", "wall", "requests", "note"],
    rows: [
      row("1,000 × getUser of @clerk/backend", oneByOne, "1"),
      row("1,000 gets of ours, batched in turn", inTurn, `CPU ${ratio(inTurn.cpu / oneByOne.cpu)}`),
      row("1,000 gets of ours, batched at once", batched, `CPU ${ratio(batched.cpu / oneByOne.cpu)}`),
      row("1,000 × Effect.request of nothing, at once", floor, `CPU ${ratio(floor.cpu / oneByOne.cpu)}`),
      row("1,000 users by getMany", asMany, `CPU ${ratio(asMany.cpu / oneByOne.cpu)}`),
      row(
        `${seen.toLocaleString("en")} users, Users.pages`,
        walk,
        `${Math.round(seen / (walk.cpu / 1e6)).toLocaleString("en")} users per second of CPU, at most +${
          Math.round((peak - before) / 2 ** 20)
        } MB resident`
      )
    ]
  }
}
