/** What a call leaves behind is for the collector of young objects to find: what is left for later is copied twice and scanned again. */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Clerk, Users } from "effect-clerk"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { userAda } from "./fixtures/index.ts"

setFlagsFromString("--expose-gc")
const collect: (options?: { readonly type: "minor" }) => void = runInNewContext("gc")

const soon = () => new Promise((resolve) => setImmediate(resolve))
const used = () => process.memoryUsage().heapUsed

it("what a call answered goes with the young objects, though its fiber waited for the answer", async () => {
  const body = JSON.stringify(Array.from({ length: 100 }, userAda))
  const client = HttpClient.make((request) =>
    Effect.promise(async () => {
      await soon()
      const response = new Response(body, { headers: { "content-length": String(body.length) } })
      return HttpClientResponse.fromWeb(request, response)
    })
  )
  const users = await Effect.runPromise(Effect.provide(
    Users,
    Clerk.layer({ secretKey: Redacted.make("sk_test_garbage"), rateLimit: "none" }).pipe(
      Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
    )
  ))
  const list = () => Effect.runPromise(users.list({ limit: 100 }))
  const text = () => Effect.runPromise(Effect.flatMap(client.get("http://localhost/"), (response) => response.text))

  /** What a call leaves to the collector of old objects, in bytes. */
  const left = async (call: () => Promise<unknown>) => {
    const round = async (times: number) => {
      for (let time = 0; time < times; time++) {
        await call()
        await soon()
      }
      collect({ type: "minor" })
      collect({ type: "minor" })
    }
    await round(50)
    collect()
    await round(10)
    const before = used()
    await round(10)
    return (used() - before) / 10
  }

  const leftByClient = await left(text)
  const leftByCall = await left(list)
  collect()
  const without = used()
  const held = await Promise.all(Array.from({ length: 10 }, list))
  collect()
  const size = (used() - without) / held.length
  assert.isBelow(leftByCall - leftByClient, size / 2)
})
