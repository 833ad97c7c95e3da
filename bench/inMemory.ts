/**
 * Measures the in-memory Clerk over HTTP with many users: `npx tsx bench/inMemory.ts 100000`. It prints requests a second, each with the CPU
 * time of the server and this client together, the memory, and how long the built command takes to start.
 */
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import type { UserSeed } from "effect-clerk/testing"
import { ClerkTest } from "effect-clerk/testing"
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { Agent, createServer, get } from "node:http"
import { fileURLToPath } from "node:url"

const count = Number(process.argv[2] ?? 100_000)
const requests = Number(process.argv[3] ?? 2000)

const seed = (index: number): UserSeed => ({
  id: `user_${index}`,
  emailAddress: [`user${index}@example.com`],
  phoneNumber: [`+1555${String(index).padStart(7, "0")}`],
  username: `user${index}`,
  externalId: `external_${index}`,
  firstName: "User",
  lastName: String(index),
  publicMetadata: { plan: "free" }
})

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

const read = (url: string) =>
  new Promise<void>((resolve, reject) => {
    get(url, { agent, headers: { authorization: "Bearer sk_test_in_memory" } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
      response.on("data", () => undefined).on("end", resolve)
    }).on("error", reject)
  })

const measure = async (name: string, urlOf: (index: number) => string) => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  let next = 0
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (next < requests) await read(urlOf(next++))
  }))
  const seconds = (performance.now() - start) / 1000
  const { system, user } = process.cpuUsage(cpu)
  console.log(
    `${name.padEnd(32)} ${Math.round(requests / seconds)} requests/s, ${
      Math.round((system + user) / requests)
    } µs of CPU each`
  )
}

const command = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url))

/** Milliseconds from the start of the process to the address that it prints. */
const startTime = () =>
  new Promise<number>((resolve) => {
    const start = performance.now()
    const child = spawn(process.execPath, [command, "serve", "--port", "0"])
    child.stdout.once("data", () => {
      resolve(Math.round(performance.now() - start))
      child.kill()
    })
  })

const some = (index: number) => (index * 7919) % count

const main = Effect.gen(function*() {
  console.log(
    existsSync(command)
      ? `effect-clerk serve started in ${yield* Effect.promise(startTime)} ms`
      : "effect-clerk serve is not measured: npm run build"
  )
  const url = yield* HttpServer.addressFormattedWith((address) => Effect.succeed(`${address}/v1/users`))
  const cpu = process.cpuUsage()
  const start = performance.now()
  yield* ClerkTest.seed(Array.from({ length: count }, (_, index) => seed(index)))
  const { system, user } = process.cpuUsage(cpu)
  console.log(
    `${count} users seeded in ${Math.round(performance.now() - start)} ms, ${
      Math.round((system + user) / 1000)
    } ms of CPU`
  )
  const { heapUsed, rss } = process.memoryUsage()
  console.log(`${Math.round(rss / 2 ** 20)} MB of memory, ${Math.round(heapUsed / 2 ** 20)} MB of it in use`)
  yield* Effect.promise(async () => {
    await measure("get", (index) => `${url}/user_${some(index)}`)
    await measure("list of 10", () => `${url}?limit=10`)
    await measure("list, oldest first", () => `${url}?limit=10&order_by=%2Bcreated_at`)
    await measure("list after a user", (index) => `${url}?limit=10&starting_after=user_${some(index)}`)
    await measure("list by id", (index) => `${url}?user_id=user_${some(index)}`)
    await measure("list by e-mail address", (index) => `${url}?email_address=user${some(index)}%40example.com`)
    await measure(
      "list by phone number",
      (index) => `${url}?phone_number=%2B1555${String(some(index)).padStart(7, "0")}`
    )
    await measure("list by username", (index) => `${url}?username=user${some(index)}`)
    await measure("list by external id", (index) => `${url}?external_id=external_${some(index)}`)
  })
})

main.pipe(
  Effect.provide(
    ClerkTest.layerServer().pipe(
      Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
    )
  ),
  Effect.runPromise
).finally(() => agent.destroy())
