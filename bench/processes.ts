/** The processes of a run: the server, and workers that hold one client or several. */
import { Effect, type Scope } from "effect"
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Setup, Took, Work } from "./worker.ts"

export interface Server {
  readonly url: string
  /** The same server over a slow link. */
  readonly link: string
  /** How many requests there were since this was last called. */
  readonly requests: () => Promise<number>
}

export const startServer: Effect.Effect<Server, never, Scope.Scope> = Effect.gen(function*() {
  const ports = yield* Effect.flatMap(start("server.ts"), message<{ readonly port: number; readonly linkPort: number }>)
  const url = `http://127.0.0.1:${ports.port}`
  return {
    url,
    link: `http://127.0.0.1:${ports.linkPort}`,
    requests: async () => Number(await (await fetch(`${url}/requests`)).text())
  }
})

/** Starts a worker, and returns how to ask it for work. */
export const startWorker = Effect.fnUntraced(function*(setup: Setup) {
  const child = yield* start("worker.ts", JSON.stringify(setup))
  yield* message<"ready">(child)
  return (work: Work) =>
    Effect.suspend(() => {
      child.send(work)
      return message<Took | null>(child)
    })
})

const start = (file: string, ...args: ReadonlyArray<string>) =>
  Effect.acquireRelease(
    Effect.sync(() =>
      fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ["--expose-gc", "--import", "tsx"] })
    ),
    (child) => Effect.sync(() => child.kill())
  )

const message = <A>(child: ChildProcess) =>
  Effect.async<A>((resume) => {
    const onMessage = (value: unknown) => {
      child.off("exit", onExit)
      resume(Effect.succeed(value as A))
    }
    const onExit = () => {
      child.off("message", onMessage)
      resume(Effect.dieMessage(`${child.spawnargs.join(" ")} has ended`))
    }
    child.once("message", onMessage)
    child.once("exit", onExit)
  })
