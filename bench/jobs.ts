/** The jobs that each client does. */
import type { Client } from "./clients.ts"
import { userIds } from "./users.ts"

export interface Job {
  /** How many calls a round has: each takes about a third of a second. */
  readonly calls: number
  /** The path of the server that returns other bodies: see `server.ts`. */
  readonly path?: "/chunked" | "/full" | "/link" | "/sparse"
  readonly call: (client: Client) => (() => Promise<unknown>) | undefined
}

const list = (limit: number): Job["call"] => ({ list }) => list && (() => list(limit))

export const jobs = {
  get: { calls: 800, call: ({ get }) => get },
  list10: { calls: 400, call: list(10) },
  list500: { calls: 25, call: list(500) },
  list500full: { calls: 6, path: "/full", call: list(500) },
  list500sparse: { calls: 25, path: "/sparse", call: list(500) },
  create: { calls: 400, call: ({ create }) => create },
  update: { calls: 400, call: ({ update }) => update },
  get64: { calls: 12, call: ({ get }) => get && (() => Promise.all(Array.from({ length: 64 }, get))) },
  getChunked: { calls: 800, path: "/chunked", call: ({ get }) => get },
  list500chunked: { calls: 25, path: "/chunked", call: list(500) },
  gets1000: { calls: 2, call: ({ gets }) => gets && (() => gets(userIds(1000))) },
  getMany1000: { calls: 8, call: ({ getMany }) => getMany && (() => getMany(userIds(1000))) },
  stream20000: { calls: 1, call: ({ stream }) => stream },
  linkGet: { calls: 15, path: "/link", call: ({ get }) => get },
  linkList500: { calls: 8, path: "/link", call: list(500) },
  linkExport20000: { calls: 1, path: "/link", call: ({ exportAll }) => exportAll },
  verifyToken: { calls: 3000, call: ({ verifyToken }) => verifyToken },
  verifyWebhook: { calls: 3000, call: ({ verifyWebhook }) => verifyWebhook },
  decode500: { calls: 20, call: ({ decode }) => decode }
} satisfies { readonly [name: string]: Job }

export type JobName = keyof typeof jobs

export const jobNames = Object.keys(jobs) as ReadonlyArray<JobName>
