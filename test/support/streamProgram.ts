/** A program that streams as many users as its argument says and prints how much memory that took. */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { Effect, Layer, Redacted, Stream } from "effect"
import { Clerk, Users } from "effect-clerk"
import { userAda } from "../fixtures/index.ts"

/** The output of the program, as JSON. */
export interface Measured {
  readonly users: number
  readonly requests: number
  /** The peak of resident memory above the start. */
  readonly residentMegabytes: number
  /** The peak of used heap after a garbage collection above the start. */
  readonly heapMegabytes: number
}

const size = Number(process.argv[2])
const ada = userAda()
let requests = 0

/** Generates pages on request, the newest users first. */
const client = HttpClient.make((request, url) =>
  Effect.sync(() => {
    requests++
    const cursor = url.searchParams.get("starting_after")
    const from = cursor === null ? size : Number(cursor.slice("user_".length))
    const page = []
    for (let number = from - 1; number >= Math.max(0, from - 500); number--) {
      page.push({ ...ada, id: `user_${number}`, external_id: `external_${number}`, created_at: number })
    }
    return HttpClientResponse.fromWeb(request, Response.json(page))
  })
)

const collect = () => {
  globalThis.gc!()
  return process.memoryUsage()
}

const program = Effect.gen(function*() {
  // Excludes what is loaded and compiled once.
  yield* Stream.runDrain(Stream.take(Users.stream(), 5000))
  requests = 0
  const start = collect()
  let users = 0
  let resident = 0
  let heap = 0
  yield* Stream.runForEach(Users.stream(), () =>
    Effect.sync(() => {
      users++
      if (users % 1000 === 0) {
        resident = Math.max(resident, process.memoryUsage.rss())
      }
      if (users % 5000 === 0) {
        heap = Math.max(heap, collect().heapUsed)
      }
    }))
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)
  const measured: Measured = {
    users,
    requests,
    residentMegabytes: megabytes(resident - start.rss),
    heapMegabytes: megabytes(heap - start.heapUsed)
  }
  console.log(JSON.stringify(measured))
}).pipe(Effect.provide(
  Clerk.layer({ secretKey: Redacted.make("sk_test_stream"), rateLimit: "none" }).pipe(
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
  )
))

await Effect.runPromise(program)
