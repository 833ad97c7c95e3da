/**
 * A server in a process of its own with fixed bodies, so that what is measured is the client alone. It prints its port.
 *
 *     tsx bench/server.ts
 *
 * Below `/chunked` it answers the same without saying how long it is. `GET /requests` answers how many requests there were
 * since it was asked last.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { userAda, userGrace } from "../test/fixtures/index.ts"

const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

/** Most users have little in them; one in twenty has something in every field. The newest has the index 0. */
const user = (index: number) => {
  const moment = newest - index * 60_000
  return { ...index % 20 === 0 ? userGrace() : userAda(), id: idOf(index), created_at: moment, updated_at: moment }
}

const newest = Date.UTC(2026, 0)
const total = 100_000

const idOf = (index: number): string => `user_${String(index).padStart(27, "0")}`

const one = text(user(1))
const count = text({ object: "total_count", total_count: total })
const pages = new Map<string, Buffer>()
const page = (from: number, limit: number): Buffer => {
  const key = `${from} ${limit}`
  const length = Math.max(0, Math.min(limit, total - from))
  const known = pages.get(key) ?? text(Array.from({ length }, (_, index) => user(from + index)))
  pages.set(key, known)
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
  if (!url.pathname.endsWith("/users") || !url.searchParams.has("limit")) {
    return one
  }
  const after = url.searchParams.get("starting_after")
  return page(after === null ? 0 : Number(after.slice("user_".length)) + 1, Number(url.searchParams.get("limit")))
}

const server = createServer((request, response) => {
  request.resume()
  request.on("end", () => {
    const body = bodyOf(new URL(request.url ?? "/", "http://127.0.0.1"))
    const isChunked = request.url?.startsWith("/chunked/")
    response.writeHead(200, { "content-type": "application/json", ...!isChunked && { "content-length": body.length } })
    response.end(body)
  })
})

// The pages of a walk are there before it is measured.
for (let from = 0; from <= total; from += 500) {
  page(from, 500)
}

server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
process.on("disconnect", () => process.exit())
