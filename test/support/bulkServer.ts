/**
 * A Clerk on a real socket for imports: it keeps users by their external id, and lets one request of five fail, some of them after it has
 * created the user. It checks only what is unique, so a client that sends a row twice without a look-up would be seen in `creates`.
 */
import { Effect } from "effect"
import { createServer, type ServerResponse } from "node:http"
import { userAda } from "../fixtures/index.ts"
import { listen } from "./listen.ts"

export interface BulkServer {
  readonly url: string
  /** The number of users by external id: more than 1 is a user that was created twice. */
  readonly users: ReadonlyMap<string, number>
  /** The requests to create a user that were refused since one was there. */
  readonly refused: () => number
}

export const serveBulk = Effect.fnUntraced(function*(seed: number, faultRate: number) {
  const ada = userAda()
  const users = new Map<string, number>()
  let refused = 0
  let state = seed
  const random = () => {
    state = Math.imul(state ^ state >>> 15, 0x2c1b3c6d) + 0x9e3779b9 | 0
    const mixed = Math.imul(state ^ state >>> 12, 0x297a2d39)
    return ((mixed ^ mixed >>> 15) >>> 0) / 2 ** 32
  }
  const json = (response: ServerResponse, status: number, body: unknown, headers = {}) => {
    const text = JSON.stringify(body)
    response.writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
      ...headers
    }).end(text)
  }
  const error = (code: string) => ({ errors: [{ code, message: code, long_message: code, meta: {} }] })
  const userOf = (externalId: string) => ({ ...ada, id: `user_${externalId}`, external_id: externalId })

  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1")
      const fault = random() < faultRate ? random() : 1
      if (fault < 0.3) {
        return json(response, 429, error("too_many_requests"), { "retry-after": "0" })
      }
      if (fault < 0.5) {
        return json(response, 503, error("service_unavailable"))
      }
      if (fault < 0.6) {
        return void response.socket?.resetAndDestroy()
      }
      const lost = fault < 1
      if (request.method === "POST") {
        const { external_id: externalId } = JSON.parse(Buffer.concat(chunks).toString()) as { external_id: string }
        if (users.has(externalId)) {
          refused++
          return json(response, 422, error("form_identifier_exists"))
        }
        users.set(externalId, (users.get(externalId) ?? 0) + 1)
        return lost ? void response.socket?.resetAndDestroy() : json(response, 200, userOf(externalId))
      }
      const ids = url.searchParams.getAll("external_id").filter((id) => users.has(id))
      return lost ? void response.socket?.resetAndDestroy() : json(response, 200, ids.map(userOf))
    })
  })
  const url = yield* listen(server)
  const self: BulkServer = { url, users, refused: () => refused }
  return self
})
