/**
 * Clerk on a bad day, on a real socket: one request of five goes wrong, and half of those after they were carried out.
 *
 * It keeps users by next to no rules, so that nothing but the client keeps a user from being created twice. Each call of a
 * test has a number, which is that of its user: what goes wrong depends on the seed, that number, and how often it came.
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

export interface Storm {
  readonly url: string
  /** By number. Who was created has the number of the external id. */
  readonly users: ReadonlyMap<number, ReadonlyArray<User>>
  /** What became of the requests of each number, in order. */
  readonly history: ReadonlyMap<number, ReadonlyArray<Fate>>
  /** Waits for what is still to be carried out. */
  readonly calm: Effect.Effect<void>
  readonly connections: Effect.Effect<number>
  /** How many requests have neither an answer nor been hung up on. */
  readonly underWay: Effect.Effect<number>
}

// ---------------------------------------------------------------------------------------------------------------------
// What goes wrong
// ---------------------------------------------------------------------------------------------------------------------

type Reply = (response: ServerResponse, granted: string) => void

const answer =
  (status: number, type: string, body: string, headers: Record<string, string> = {}): Reply => (response) =>
    response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers }).end(
      body
    )

const refusal = (status: number, headers?: Record<string, string>): Reply =>
  answer(status, "application/json", JSON.stringify({ errors: [{ code: "storm", message: "Storm" }] }), headers)

const html = answer(502, "text/html", "<html><h1>502 Bad Gateway</h1></html>")

const reset: Reply = (response) => response.socket?.resetAndDestroy()

/** Half a body, and the end of the connection. */
const truncated = (status: number, withLength: boolean): Reply => (response, granted) => {
  const length = withLength ? { "content-length": Buffer.byteLength(granted) } : {}
  response.writeHead(status, { "content-type": "application/json", ...length })
  response.write(granted.slice(0, granted.length / 2), () => response.socket?.destroy())
}

/** No answer; the client hangs up. */
const silence: Reply = () => {}

/** When a request is carried out whose answer goes wrong: not at all, before the answer, or long after it. */
type When = "not" | "first" | "late"

const faults = {
  "429 now": ["not", refusal(429, { "retry-after": "0" })],
  "429 later": ["not", refusal(429, { "retry-after": "1" })],
  "500": ["not", refusal(500)],
  "500 after": ["first", refusal(500)],
  "502 HTML": ["not", html],
  "502 HTML after": ["first", html],
  "503": ["not", refusal(503, { "retry-after": "1" })],
  "503 after": ["first", refusal(503)],
  reset: ["not", reset],
  "reset after": ["first", reset],
  silence: ["not", silence],
  "silence after": ["first", silence],
  "silence, and late": ["late", silence],
  "503 cut off": ["not", truncated(503, true)],
  "200 cut off after": ["first", truncated(200, true)],
  "200 cut off in pieces after": ["first", truncated(200, false)]
} as const satisfies Record<string, readonly [When, Reply]>

/** What became of a request. */
export type Fate = keyof typeof faults | "well"

export const fates = Object.keys(faults) as ReadonlyArray<keyof typeof faults>

const fateOf = (seed: number, number: number, attempt: number): Fate => {
  const digest = createHash("sha256").update(`${seed}/${number}/${attempt}`).digest()
  return digest.readUInt8(0) < 256 / 5 ? fates[digest.readUInt8(1) % fates.length]! : "well"
}

/** Longer than the tests wait for an answer. */
const lateBy = 300

// ---------------------------------------------------------------------------------------------------------------------
// The server
// ---------------------------------------------------------------------------------------------------------------------

/** Serves the users with these numbers, until the scope closes. */
export const serve = Effect.fnUntraced(function*(seed: number, numbers: ReadonlyArray<number>) {
  const users = new Map(numbers.map((number) => [number, [userOf(number)]]))
  const history = new Map<number, Array<Fate>>()
  const late = new Set<NodeJS.Timeout>()
  let underWay = 0

  const carryOut = (number: number, method: string, body: Body): readonly [status: number, answer: unknown] => {
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
    underWay += 1
    response.on("close", () => (underWay -= 1))
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const { method = "", url = "" } = request
      const body: Body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString())
      const number = Number(/_(\d+)/.exec(method === "POST" ? body.external_id ?? "" : url)?.[1])
      const before = history.get(number) ?? []
      const fate = fateOf(seed, number, before.length)
      history.set(number, [...before, fate])

      const grant = () => carryOut(number, method, body)
      if (fate === "well") {
        const [status, granted] = grant()
        return answer(status, "application/json", JSON.stringify(granted))(response, "")
      }
      const [when, reply] = faults[fate]
      const granted = when === "first" ? grant()[1] : { errors: [] }
      if (when === "late") {
        const timer = setTimeout(() => {
          late.delete(timer)
          grant()
        }, lateBy)
        late.add(timer)
      }
      reply(response, JSON.stringify(granted))
    })
  })
  const url = yield* listen(server)
  const self: Storm = {
    url,
    users,
    history,
    calm: Effect.repeat(Effect.sleep(lateBy), { until: () => late.size === 0 }),
    connections: Effect.async((resume) => {
      server.getConnections((_, count) => resume(Effect.succeed(count)))
    }),
    underWay: Effect.sync(() => underWay)
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
