/**
 * A server with fixed bodies, in a process of its own, so that only the client is measured. It sends its port to its parent.
 * Below `/chunked` responses have no `Content-Length`, as those of a proxy that compresses. Below `/full` and `/sparse` are the
 * users of that kind. Below `/link`, on a port of its own, responses are compressed for clients that ask, and come over a slow link.
 * `GET /requests` returns the number of requests since it was last called.
 */
import { createServer } from "node:http"
import type { AddressInfo, Server } from "node:net"
import { gzipSync } from "node:zlib"
import { startLink } from "./link.ts"
import { indexAt, type Kind, total, userOf } from "./users.ts"

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

const one = json(userOf(1, "sparse"))
const count = json({ object: "total_count", total_count: total })
const pages = new Map<string, Buffer>()

const page = (kind: Kind, from: number, limit: number, end = total): Buffer => {
  const key = `${kind} ${from} ${limit} ${end}`
  const length = Math.max(0, Math.min(limit, end - from))
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
  const number = (name: string, otherwise = 0) => Number(url.searchParams.get(name) ?? otherwise)
  const after = url.searchParams.get("starting_after")
  const begin = Math.max(0, Math.floor(indexAt(number("created_at_before", Infinity))) + 1)
  const end = Math.min(total, Math.ceil(indexAt(number("created_at_after", -Infinity))))
  const from = url.searchParams.get("order_by") === "created_at"
    ? end - 1 - number("offset")
    : after === null
    ? begin + number("offset")
    : Number(after.slice("user_".length)) + 1
  const [, first] = url.pathname.split("/")
  return page(first === "full" || first === "sparse" ? first : "mixed", from, number("limit"), end)
}

const gzipped = new WeakMap<Buffer, Buffer>()

/** The server is not what is measured, so it compresses each body once. */
const compressed = (body: Buffer): Buffer => {
  const made = gzipped.get(body) ?? gzipSync(body)
  gzipped.set(body, made)
  return made
}

const server = createServer((request, response) => {
  request.resume()
  request.on("end", () => {
    const body = bodyOf(new URL(request.url ?? "/", "http://127.0.0.1"))
    const isCompressed = request.url?.startsWith("/link/") && request.headers["accept-encoding"]?.includes("gzip")
    const sent = isCompressed ? compressed(body) : body
    response.writeHead(200, {
      "content-type": "application/json",
      ...isCompressed && { "content-encoding": "gzip" },
      ...!request.url?.startsWith("/chunked/") && { "content-length": sent.length }
    })
    response.end(sent)
  })
})

// The pages of the stream exist before it is measured.
for (let from = 0; from <= total; from += 500) {
  page("mixed", from, 500)
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

server.listen(0, "127.0.0.1", () => {
  const link = startLink(portOf(server), { bitsPerSecond: 50e6, roundTripMillis: 20 })
  link.on("listening", () => process.send?.({ port: portOf(server), linkPort: portOf(link) }))
})
process.on("disconnect", () => process.exit())
