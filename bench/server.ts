/**
 * A server in a process of its own with fixed bodies, so that what is measured is the client alone. It prints its port.
 *
 *     tsx bench/server.ts
 *
 * `GET /requests` answers how many requests there were since it was asked last.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { userAda, userGrace } from "../test/fixtures/index.ts"

const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

/** Users alternate between one with little and one with something in every field. */
const user = (index: number) => ({ ...index % 5 === 0 ? userGrace() : userAda(), id: idOf(index) })

const idOf = (index: number): string => `user_${String(index).padStart(27, "0")}`

const one = text(user(1))
const count = text({ object: "total_count", total_count: 100_000 })
const pages = new Map<number, Buffer>()
const page = (limit: number): Buffer => {
  const known = pages.get(limit) ?? text(Array.from({ length: limit }, (_, index) => user(index)))
  pages.set(limit, known)
  return known
}

let requests = 0

const bodyOf = (url: URL): Buffer => {
  if (url.pathname === "/requests") {
    const answer = text(requests)
    requests = 0
    return answer
  }
  requests += 1
  if (url.pathname.endsWith("/users/count")) {
    return count
  }
  const ids = url.searchParams.getAll("user_id")
  if (ids.length > 0) {
    return text(ids.map((id) => ({ ...userAda(), id })))
  }
  return url.pathname.endsWith("/users") && url.searchParams.has("limit")
    ? page(Number(url.searchParams.get("limit")))
    : one
}

const server = createServer((request, response) => {
  request.resume()
  request.on("end", () => {
    const body = bodyOf(new URL(request.url ?? "/", "http://127.0.0.1"))
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length })
    response.end(body)
  })
})

server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
process.on("disconnect", () => process.exit())
