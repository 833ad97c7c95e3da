/**
 * A server with fixed bodies, in a process of its own, so that only the client is measured. It sends its port to its parent.
 * Below `/chunked` responses have no `Content-Length`, as those of a proxy that compresses. Below `/full` and `/sparse` are the
 * users of that kind. `GET /requests` returns the number of requests since it was last called.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { type Kind, total, userOf } from "./users.ts"

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

const one = json(userOf(1, "sparse"))
const count = json({ object: "total_count", total_count: total })
const pages = new Map<string, Buffer>()

const page = (kind: Kind, from: number, limit: number): Buffer => {
  const key = `${kind} ${from} ${limit}`
  const length = Math.max(0, Math.min(limit, total - from))
  const made = pages.get(key) ?? json(Array.from({ length }, (_, index) => userOf(from + index, kind)))
  pages.set(key, made)
  return made
}

const many = (userIds: ReadonlyArray<string>): Buffer => {
  const key = userIds.join()
  const made = pages.get(key) ?? json(userIds.map((id) => ({ ...userOf(1, "sparse"), id })))
  pages.set(key, made)
  return made
}

let requests = 0

const bodyOf = (url: URL): Buffer => {
  if (url.pathname === "/requests") {
    const body = json(requests)
    requests = 0
    return body
  }
  requests += 1
  if (url.pathname.endsWith("/users/count")) {
    return count
  }
  const userIds = url.searchParams.getAll("user_id")
  if (userIds.length > 0) {
    return many(userIds)
  }
  if (!url.pathname.endsWith("/users") || !url.searchParams.has("limit")) {
    return one
  }
  const after = url.searchParams.get("starting_after")
  const from = after === null ? Number(url.searchParams.get("offset")) : Number(after.slice("user_".length)) + 1
  const [, first] = url.pathname.split("/")
  return page(first === "full" || first === "sparse" ? first : "mixed", from, Number(url.searchParams.get("limit")))
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

// The pages of the stream exist before it is measured.
for (let from = 0; from <= total; from += 500) {
  page("mixed", from, 500)
}

server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port))
process.on("disconnect", () => process.exit())
