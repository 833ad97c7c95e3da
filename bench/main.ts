/**
 * Measures what calls cost, beside other clients or another build, and prints tables. Only ratios within one run mean something.
 *
 *     npm run bench                                 everything; writes bench/RESULTS.md
 *     npm run bench -- --quick                      a few short rounds, to see that it works
 *     npm run bench -- --only get,list500           some jobs: see `jobs.ts`
 *     npm run bench -- --clients undici,fetch       other clients: see `clients.ts`
 *     npm run bench -- --rounds 5 --processes 10    more rounds in each process, more processes
 *     npm run bench -- --together                   all clients in one process
 *     npm run bench -- --against ../other/dist      this build (A) and another one (B)
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { writeFile } from "node:fs/promises"
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { type ClientName, clients } from "./clients.ts"
import { type JobName, jobNames } from "./jobs.ts"
import { limited } from "./limited.ts"
import { startServer } from "./processes.ts"
import { machine, render, type Section } from "./report.ts"
import { against, cost, decoding, overLink, type Setting, sideBySide, together, verifying } from "./sections.ts"
import { size } from "./size.ts"

const { values: options } = parseArgs({
  options: {
    against: { type: "string" },
    clients: { type: "string" },
    only: { type: "string" },
    processes: { type: "string" },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    together: { type: "boolean", default: false }
  }
})

const namesIn = <Name extends string>(
  given: string | undefined,
  known: ReadonlyArray<Name>,
  otherwise: ReadonlyArray<Name>
): ReadonlyArray<Name> =>
  given?.split(",").map((name) => {
    const found = known.find((one) => one === name)
    if (found === undefined) {
      throw new Error(`Expected some of ${known.join(", ")}, got ${name}`)
    }
    return found
  }) ?? otherwise

const jobs = namesIn<JobName>(options.only, jobNames, jobNames.filter((job) => job !== "update"))
const linkCalls = jobs.filter((job) => job.startsWith("link"))
const verifications = jobs.filter((job) => job.startsWith("verify"))
const calls = jobs.filter((job) => job !== "decode500" && !linkCalls.includes(job) && !verifications.includes(job))

/** Whether every section is measured. */
const isWhole = !options.quick && !options.together && options.only === undefined && options.against === undefined &&
  options.clients === undefined

const bench = Effect.gen(function*() {
  const setting: Omit<Setting, "clients" | "jobs"> = {
    server: yield* startServer,
    processes: Number(options.processes ?? (options.quick ? 1 : options.against === undefined ? 4 : 8)),
    rounds: Number(options.rounds ?? (options.quick ? 2 : 4)),
    shorter: options.quick ? 8 : 1
  }
  const clientsOr = (...otherwise: ReadonlyArray<ClientName>) =>
    namesIn(options.clients, Object.keys(clients) as ReadonlyArray<ClientName>, otherwise)
  const all = {
    ...setting,
    clients: clientsOr("@clerk/backend", "effect-clerk/undici", "effect-clerk/fetch"),
    jobs: calls
  }
  const both = { ...setting, clients: clientsOr("@clerk/backend", "effect-clerk/undici"), jobs: calls }
  const sections: Array<Section> = []
  if (options.against !== undefined) {
    sections.push(
      ...yield* against(resolve(options.against), { ...setting, clients: clientsOr("effect-clerk/undici"), jobs })
    )
  } else if (options.together) {
    sections.push(yield* together(both))
  } else {
    if (jobs.includes("decode500")) {
      sections.push(yield* decoding(all))
    }
    if (verifications.length > 0) {
      sections.push(yield* verifying({ ...setting, jobs: verifications }))
    }
    if (calls.length > 0) {
      sections.push(yield* sideBySide(all))
    }
    if (linkCalls.length > 0) {
      sections.push(yield* overLink({ ...all, jobs: linkCalls }))
    }
  }
  if (isWhole) {
    sections.push(
      yield* together({ ...both, jobs: ["get", "list500"] }),
      yield* cost(all),
      yield* limited,
      yield* Effect.promise(size)
    )
  }
  const text = ["# Benchmark", "", `${machine()}. Written by \`npm run bench\`.`, "", ...sections.map(render)].join(
    "\n"
  )
  yield* Console.log(text)
  if (isWhole) {
    yield* Effect.promise(() => writeFile(new URL("RESULTS.md", import.meta.url), text))
  }
})

NodeRuntime.runMain(Effect.scoped(bench))
