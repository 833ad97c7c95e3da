/** How long many gets take under Clerk's rate limit for a development key, in virtual time. */
import { Effect } from "effect"
import { Users } from "effect-clerk"
import { virtualTime } from "../test/support/clock.ts"
import { directory, ids } from "../test/support/directory.ts"
import type { Section } from "./report.ts"

const get = (userId: string) => Users.get({ userId })

const programs = {
  "one after the other": Effect.forEach(ids(1000), get, { discard: true }),
  "200 at a time": Effect.forEach(ids(1000), get, { discard: true, concurrency: 200 }),
  batched: Effect.forEach(ids(1000), get, { discard: true, batching: true, concurrency: "unbounded" })
}

export const limited = Effect.gen(function*() {
  const rows: Array<ReadonlyArray<string>> = []
  for (const [name, program] of Object.entries(programs)) {
    const { layer, sent } = directory({ rateLimit: undefined })
    const time = virtualTime(0)
    yield* time.run(Effect.provide(program, layer))
    rows.push([name, String(sent.length), `${(time.now() / 1000).toFixed(1)} s`])
  }
  const section: Section = {
    title: "1,000 gets under the rate limit of a development key",
    about: "100 requests in 10 seconds, in virtual time.",
    columns: ["1,000 gets", "requests", "duration"],
    rows
  }
  return section
})
