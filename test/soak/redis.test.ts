/** The throughput of a rate limit that processes share through Redis, in real time. */
import { NodeContext } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { redisUrl } from "../support/redis.ts"
import type { Task } from "../support/redisCaller.ts"
import { caller, countingClerk } from "../support/redisProcesses.ts"
import { scaled } from "../support/soak.ts"
import { counterOf } from "../support/strict.ts"

it.scopedLive.skipIf(redisUrl === undefined)(
  "a rate limit in Redis lets two processes together send at least nine tenths of the limit and never exceed it",
  () =>
    Effect.gen(function*() {
      const { apiUrl, counted } = yield* countingClerk(2)
      // The limit of a production instance. Its margin allows for requests that arrive up to 0.2 s late.
      const limit = 1000
      const window = 10_000
      const task: Task = {
        apiUrl,
        redisUrl: redisUrl!,
        rules: [{ per: "instance", limit, window, burst: 8, operations: ["users.count"] }],
        seconds: scaled(60, 11)
      }
      const callers = yield* Effect.all([caller(task), caller(task)], { concurrency: 2 })
      assert.deepStrictEqual(callers, [{ code: 0, printed: [] }, { code: 0, printed: [] }])
      const counter = counterOf([{ limit, window }])
      const exceeded = counted.flatMap((at) =>
        counter({ at, method: "GET", path: "/users/count", secretKey: "" }).exceeded
      )
      assert.deepStrictEqual(exceeded, [])
      assert.isAtLeast(counted.length, 0.9 * limit * task.seconds * 1000 / window)
    }).pipe(Effect.provide(NodeContext.layer))
)
