/**
 * A Clerk on a real socket that lets one request of five fail, half of them after the server has carried them out.
 *
 * It validates next to nothing, so only the client can prevent a user from being created twice. Each call of a test has a
 * number, which is also that of its user. Which fault a request meets depends on the seed, the number and the attempt.
 */
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { createServer, type ServerResponse } from "node:http"
import { listen } from "./listen.ts"

export interface User {
  readonly id: string
  readonly external_id: string | null
  readonly public_metadata: Readonly<Record<string, unknown>>
}

export interface FaultyServer {
  readonly url: string
  /** By number. A created user has the number of its external id. */
  readonly users: ReadonlyMap<number, ReadonlyArray<User>>
  /** The outcomes of the requests of each number, in order. */
  readonly history: ReadonlyMap<number, ReadonlyArray<Outcome>>
  /** Waits until every delayed write is carried out. */
  readonly settled: Effect.Effect<void>
  readonly connections: Effect.Effect<number>
  /** The number of requests whose response has not ended and whose connection is open. */
  readonly pending: Effect.Effect<number>
}

// ---------------------------------------------------------------------------------------------------------------------
// Faults
// ---------------------------------------------------------------------------------------------------------------------

type Reply = (response: ServerResponse, body: string) => void

const respond =
  (status: number, type: string, body: string, headers: Record<string, string> = {}): Reply => (response) =>
    response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers }).end(
      body
    )

const clerkError = (status: number, headers?: Record<string, string>): Reply =>
  respond(status, "application/json", JSON.stringify({ errors: [{ code: "fault", message: "Fault" }] }), headers)

const html = respond(502, "text/html", "<html><h1>502 Bad Gateway</h1></html>")

const reset: Reply = (response) => response.socket?.resetAndDestroy()

/** Sends half a body and closes the connection. */
const truncated = (status: number, withLength: boolean): Reply => (response, json) => {
  const length = withLength ? { "content-length": Buffer.byteLength(json) } : {}
  response.writeHead(status, { "content-type": "application/json", ...length })
  response.write(json.slice(0, json.length / 2), () => response.socket?.destroy())
}

/** Sends no response; the client closes the connection. */
const silence: Reply = () => {}

/** When the server carries out a request that fails: never, before the response, or after the client has given up. */
type When = "never" | "before" | "late"

const faults = {
  "429 now": ["never", clerkError(429, { "retry-after": "0" })],
  "429 later": ["never", clerkError(429, { "retry-after": "1" })],
  "500": ["never", clerkError(500)],
  "500 after": ["before", clerkError(500)],
  "502 HTML": ["never", html],
  "502 HTML after": ["before", html],
  "503": ["never", clerkError(503, { "retry-after": "1" })],
  "503 after": ["before", clerkError(503)],
  reset: ["never", reset],
  "reset after": ["before", reset],
  silence: ["never", silence],
  "silence after": ["before", silence],
  "silence, and late": ["late", silence],
  "503 cut off": ["never", truncated(503, true)],
  "200 cut off after": ["before", truncated(200, true)],
  "200 cut off in pieces after": ["before", truncated(200, false)]
} as const satisfies Record<string, readonly [When, Reply]>

/** The fault that a request met, or `"ok"`. */
export type Outcome = keyof typeof faults | "ok"

export const faultNames = Object.keys(faults) as ReadonlyArray<keyof typeof faults>

const outcomeOf = (seed: number, number: number, attempt: number): Outcome => {
  const digest = createHash("sha256").update(`${seed}/${number}/${attempt}`).digest()
  return digest.readUInt8(0) < 256 / 5 ? faultNames[digest.readUInt8(1) % faultNames.length]! : "ok"
}

/** Longer than the timeout of an attempt in these tests. */
const lateBy = 700

// ---------------------------------------------------------------------------------------------------------------------
// The server
// ---------------------------------------------------------------------------------------------------------------------

/** Serves the users with these numbers until the scope closes. */
export const serve = Effect.fnUntraced(function*(seed: number, numbers: ReadonlyArray<number>) {
  const users = new Map(numbers.map((number) => [number, [userOf(number)]]))
  const history = new Map<number, Array<Outcome>>()
  const late = new Set<NodeJS.Timeout>()
  let pending = 0

  const carryOut = (number: number, method: string, body: Body): readonly [status: number, body: unknown] => {
    const [user, ...others] = users.get(number) ?? []
    if (method === "POST") {
      const created = { ...userOf(number), external_id: body.external_id ?? null }
      users.set(number, [...users.get(number) ?? [], created])
      return [200, created]
    }
    if (user === undefined) {
      return [404, { errors: [{ code: "resource_not_found", message: "not found" }] }]
    }
    if (method === "DELETE") {
      users.set(number, others)
      return [200, { object: "user", id: user.id, deleted: true }]
    }
    const changed = { ...user, public_metadata: { ...user.public_metadata, ...body.public_metadata } }
    users.set(number, [changed, ...others])
    return [200, changed]
  }

  const server = createServer((request, response) => {
    pending += 1
    response.on("close", () => (pending -= 1))
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const { method = "", url = "" } = request
      const body: Body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString())
      const number = Number(/_(\d+)/.exec(method === "POST" ? body.external_id ?? "" : url)?.[1])
      const before = history.get(number) ?? []
      const outcome = outcomeOf(seed, number, before.length)
      history.set(number, [...before, outcome])

      const run = () => carryOut(number, method, body)
      if (outcome === "ok") {
        const [status, result] = run()
        return respond(status, "application/json", JSON.stringify(result))(response, "")
      }
      const [when, reply] = faults[outcome]
      const result = when === "before" ? run()[1] : { errors: [] }
      if (when === "late") {
        const timer = setTimeout(() => {
          late.delete(timer)
          run()
        }, lateBy)
        late.add(timer)
      }
      reply(response, JSON.stringify(result))
    })
  })
  const url = yield* listen(server)
  const self: FaultyServer = {
    url,
    users,
    history,
    settled: Effect.repeat(Effect.sleep(lateBy), { until: () => late.size === 0 }),
    connections: Effect.async((resume) => {
      server.getConnections((_, count) => resume(Effect.succeed(count)))
    }),
    pending: Effect.sync(() => pending)
  }
  return self
})

interface Body {
  readonly external_id?: string
  readonly public_metadata?: Readonly<Record<string, unknown>>
}

const userOf = (number: number) => ({
  id: `user_${number}`,
  external_id: null as string | null,
  public_metadata: {} as Readonly<Record<string, unknown>>,
  created_at: 1_700_000_000_000,
  updated_at: 1_700_000_000_000
})
