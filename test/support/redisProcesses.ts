/** Processes that call a Clerk as often as a rate limit in Redis permits. */
import { Command } from "@effect/platform"
import { Chunk, Effect, Stream } from "effect"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { userAda } from "../fixtures/index.ts"
import type { Task } from "./redisCaller.ts"

/** A Clerk without a rate limit that records when it receives `count`. It lets several processes start together. */
export const countingClerk = (processes: number) =>
  Effect.gen(function*() {
    const counted: Array<number> = []
    const waiting: Array<ServerResponse> = []
    const respond = (response: ServerResponse, body: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body))
    const server = createServer(({ url }, response) => {
      if (url === "/v1/users/count") {
        counted.push(Math.round(performance.now()))
        respond(response, { object: "total_count", total_count: 7 })
      } else if (url !== "/v1/users/user_begin") {
        respond(response, userAda())
      } else if (waiting.push(response) === processes) {
        waiting.forEach((response) => respond(response, userAda()))
      }
    })
    yield* Effect.acquireRelease(
      Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () => Effect.sync(() => server.close().closeAllConnections())
    )
    return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, counted }
  })

/** Starts a process that calls Clerk, and returns its exit code and the lines that it prints. */
export const caller = (task: Task) =>
  Effect.gen(function*() {
    const command = Command.make("node", "--import", "tsx", "test/support/redisCaller.ts", JSON.stringify(task))
    const process = yield* Command.start(command)
    const lines = Stream.merge(process.stdout, process.stderr).pipe(Stream.decodeText(), Stream.splitLines)
    const printed = yield* Stream.runCollect(lines)
    return { code: Number(yield* process.exitCode), printed: Chunk.toReadonlyArray(printed) }
  })
