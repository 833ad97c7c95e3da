/**
 * The server of `npm run serve` in a process of its own.
 */
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { programFile } from "./program.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** Runs the command `effect-clerk serve`. */
export const serve = (...args: ReadonlyArray<string>) =>
  run(process.execPath, programFile("src/cli/main.ts"), "serve", ...args)

export const run = (command: string, ...args: ReadonlyArray<string>) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const child = spawn(command, args, { cwd: root })
      let output = ""
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text
        })
      }
      const ended = once(child, "close").then(([code]) => code as number | null)
      return { child, ended, output: () => output }
    }),
    ({ child }) => Effect.sync(() => child.kill("SIGKILL"))
  )

/** The address that the server prints when it is ready. */
export const addressOf = ({ child, ended, output }: Effect.Effect.Success<ReturnType<typeof run>>) =>
  Effect.promise(() =>
    new Promise<string>((resolve, reject) => {
      child.stdout.on("data", () => {
        const [, url] = /(http:\/\/[\d.]+:\d+)\/v1\/users\n/.exec(output()) ?? []
        if (url !== undefined) resolve(url)
      })
      void ended.then(() => reject(new Error(output())))
    })
  )
