/** The server of `server.ts`, in a process of its own, for as long as the scope is open. */
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

export interface Serving {
  /** With its path prefix. */
  readonly apiUrl: string
  /** How many requests there were since this was asked last. */
  readonly requests: () => Promise<number>
}

export const serving = Effect.gen(function*() {
  const child = yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn(process.execPath, ["--import", "tsx", fileURLToPath(new URL("server.ts", import.meta.url))], {
        stdio: ["ignore", "pipe", "inherit", "ipc"]
      })
    ),
    (child) => Effect.sync(() => child.kill())
  )
  const port = yield* Effect.async<string>((resume) => {
    child.stdout?.once("data", (line) => resume(Effect.succeed(String(line).trim())))
  })
  const url = `http://127.0.0.1:${port}`
  const self: Serving = {
    apiUrl: `${url}/v1`,
    requests: async () => Number(await (await fetch(`${url}/requests`)).text())
  }
  return self
})
