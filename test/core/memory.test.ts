/** Memory of a call is released by the minor garbage collector: objects that survive it are copied twice and scanned again. */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, it } from "@effect/vitest"
import { Array as Arrays, Effect, Fiber, Layer, Redacted, Stream } from "effect"
import { Clerk, Users } from "effect-clerk"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { userAda } from "../fixtures/index.ts"

setFlagsFromString("--expose-gc")
const collect: (options?: { readonly type: "minor" }) => void = runInNewContext("gc")

const soon = () => new Promise((resolve) => setImmediate(resolve))
const heapUsed = () => process.memoryUsage().heapUsed

/** The bytes per call that survive the minor garbage collections. */
const retained = async (call: () => Promise<unknown>, used: () => number) => {
  const round = async (times: number) => {
    for (let time = 0; time < times; time++) {
      await call()
      await soon()
      collect({ type: "minor" })
      collect({ type: "minor" })
    }
  }
  const measured: Array<number> = []
  await round(50)
  // While V8 marks the heap for a major collection, minor ones release nothing: one measurement of three without it counts.
  for (let time = 0; time < 3; time++) {
    collect()
    await round(10)
    const before = used()
    await round(10)
    measured.push((used() - before) / 10)
  }
  return Math.min(...measured)
}

/** The memory of a response in bytes. */
const sizeOf = async (call: () => Promise<unknown>) => {
  await call()
  collect()
  const without = heapUsed()
  const held = await Promise.all(Arrays.makeBy(10, call))
  collect()
  return (heapUsed() - without) / held.length
}

const usersOver = (client: HttpClient.HttpClient) =>
  Effect.runPromise(Effect.provide(
    Users,
    Clerk.layer({ secretKey: Redacted.make("sk_test_garbage"), rateLimit: "none" }).pipe(
      Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
    )
  ))

const body = JSON.stringify(Arrays.makeBy(100, userAda))

it.each([
  ["the fiber of the call waited for it", Effect.void],
  ["another fiber waits meanwhile", Effect.never]
])("the response of a call is released by minor garbage collections although %s", async (_, other) => {
  const client = HttpClient.make((request) =>
    Effect.promise(async () => {
      await soon()
      const response = new Response(body, { headers: { "content-length": String(body.length) } })
      return HttpClientResponse.fromWeb(request, response)
    })
  )
  const users = await usersOver(client)
  const list = () => Effect.runPromise(users.list({ limit: 100 }))
  const text = () => Effect.runPromise(Effect.flatMap(client.get("http://localhost/"), (response) => response.text))

  const retainedByClient = await retained(text, heapUsed)
  const waiting = Effect.runFork(other)
  const retainedByCall = await retained(list, heapUsed)
  assert.isBelow(retainedByCall - retainedByClient, await sizeOf(list) / 2)
  await Effect.runPromise(Fiber.interrupt(waiting))
})

it("the chunks of a response body are released by minor garbage collections", async () => {
  const bytes = new TextEncoder().encode(body)
  const client = HttpClient.make((request) => {
    let at = 0
    const chunks = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await soon()
        controller.enqueue(bytes.slice(at, at += 16_384))
        if (at >= bytes.length) {
          controller.close()
        }
      }
    }, { highWaterMark: 0 })
    return Effect.succeed(HttpClientResponse.fromWeb(request, new Response(chunks)))
  })
  const users = await usersOver(client)
  const list = () => Effect.runPromise(users.list({ limit: 100 }))
  assert.isBelow(await retained(list, () => process.memoryUsage().arrayBuffers), bytes.length / 4)
})

it("the pages of a stream are released by minor garbage collections", async () => {
  const page = Arrays.makeBy(501, (index) => ({ ...userAda(), id: `user_${index}` }))
  const [first, last] = [page.slice(0, 500), page.slice(500)].map((users) => JSON.stringify(users))
  const client = HttpClient.make((request) =>
    Effect.promise(async () => {
      await soon()
      const isFirst = Arrays.every(request.urlParams, ([name]) => name !== "starting_after")
      return HttpClientResponse.fromWeb(request, new Response(isFirst ? first : last))
    })
  )
  const users = await usersOver(client)
  const size = await sizeOf(() => Effect.runPromise(users.list({ limit: 500 })))
  const paginate = () => Effect.runPromise(Stream.runDrain(users.pages()))
  assert.isBelow(await retained(paginate, heapUsed), size / 2)
})
