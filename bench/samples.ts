/** Rounds that alternate between clients: whatever else the machine does, it does to all clients alike. */
import { Effect } from "effect"
import { type JobName, jobs } from "./jobs.ts"
import { type Server, startWorker } from "./processes.ts"
import type { Contender, Took } from "./worker.ts"

export interface Options {
  /** How many processes each client gets, one after the other: how V8 compiles and collects differs by process. */
  readonly processes: number
  /** How many rounds each process has. */
  readonly rounds: number
  /** By how much the rounds are shorter. */
  readonly shorter: number
}

export interface Sample extends Took {
  readonly name: string
  readonly job: JobName
  /** The number of the process. */
  readonly process: number
  readonly requests: number
}

/** Rounds that are not counted. In the first job the compiler has all the rest to compile, too. */
const warmUp = 2
const warmUpOfFirstJob = 6

/** Each array of contenders shares a process. */
export const samples = (
  server: Server,
  sharing: ReadonlyArray<ReadonlyArray<Contender>>,
  jobNames: ReadonlyArray<JobName>,
  options: Options
) =>
  Effect.map(
    Effect.forEach(Array.from({ length: options.processes }).keys(), (process) =>
      Effect.scoped(inOneProcess(server, sharing, jobNames, options, process))),
    (samples) =>
      samples.flat()
  )

const inOneProcess = Effect.fnUntraced(function*(
  server: Server,
  sharing: ReadonlyArray<ReadonlyArray<Contender>>,
  jobNames: ReadonlyArray<JobName>,
  { rounds, shorter }: Options,
  process: number
) {
  const workers = yield* Effect.forEach(sharing, (contenders) =>
    Effect.map(
      startWorker({ server: server.url, link: server.link, clients: contenders }),
      (ask) => contenders.map(({ name }) => ({ ask, name }))
    ))
  const forth = workers.flat()
  const back = forth.toReversed()
  const all: Array<Sample> = []
  for (const job of jobNames) {
    const calls = Math.ceil(jobs[job].calls / shorter)
    const before = job === jobNames[0] ? warmUpOfFirstJob : warmUp
    for (let round = -before; round < rounds; round++) {
      for (const { ask, name } of (round + process) % 2 === 0 ? forth : back) {
        yield* Effect.promise(server.requests)
        const took = yield* ask({ name, job, calls, isFirst: round === 0 })
        const requests = (yield* Effect.promise(server.requests)) / calls
        if (round >= 0 && took !== null) {
          all.push({ ...took, name, job, process, requests })
        }
      }
    }
  }
  return all
})
