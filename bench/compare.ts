/** Tables of clients or builds side by side. */
import type { JobName } from "./jobs.ts"
import { micros, percent, ratio, type Section } from "./report.ts"
import type { Sample } from "./samples.ts"
import { interval, mean, median, spread } from "./statistics.ts"
import type { Took } from "./worker.ts"

type Table = Pick<Section, "columns" | "rows">

/** What a job took in each process: the mean of its rounds, since few rounds see a collection of the whole memory. */
const byProcess = (
  samples: ReadonlyArray<Sample>,
  job: JobName,
  name: string,
  value: keyof Took | "requests"
): ReadonlyArray<number> => {
  const own = samples.filter((sample) => sample.job === job && sample.name === name)
  return unique(own.map(({ process }) => process)).map((process) =>
    mean(own.filter((sample) => sample.process === process).map((sample) => sample[value]))
  )
}

/** Of the processes that ran at the same time. */
const ratios = (values: ReadonlyArray<number>, base: ReadonlyArray<number>): ReadonlyArray<number> =>
  base.length === 0 ? [] : values.map((value, process) => value / base[process]!)

/** What each client took for each job, beside one of them. */
export const clientTable = (samples: ReadonlyArray<Sample>, base: string): Table => {
  const row = (job: JobName, name: string): ReadonlyArray<string> => {
    const taken = (value: "cpu" | "wall") => {
      const values = byProcess(samples, job, name, value)
      const toBase = ratios(values, byProcess(samples, job, base, value))
      return [micros(median(values)), percent(spread(values)), toBase.length === 0 ? "" : ratio(median(toBase))]
    }
    const gc = micros(median(byProcess(samples, job, name, "gc")))
    const requests = String(median(byProcess(samples, job, name, "requests")))
    return [job, name, ...taken("cpu"), ...taken("wall"), gc, requests]
  }
  return {
    columns: ["job", "client", "CPU", "±", "ratio", "wall", "±", "ratio", "GC", "requests"],
    rows: unique(samples.map(({ job }) => job)).flatMap((job) =>
      unique(samples.filter((sample) => sample.job === job).map(({ name }) => name)).sort().map((name) =>
        row(job, name)
      )
    )
  }
}

/** What build B took for each job as a part of what build A took. Each pair of processes gives one ratio. */
export const buildTable = (samples: ReadonlyArray<Sample>): Table => ({
  columns: ["job", "CPU of A", "CPU of B", "CPU B/A", "95 %", "wall B/A", "95 %", "GC of A", "GC of B"],
  rows: unique(samples.map(({ job }) => job)).map((job) => {
    const of = (name: "A" | "B", value: keyof Took) => byProcess(samples, job, name, value)
    const compared = (value: keyof Took) => {
      const { high, low, mean } = interval(ratios(of("B", value), of("A", value)))
      return [ratio(mean), `${low.toFixed(2)} to ${high.toFixed(2)}`]
    }
    return [
      job,
      micros(median(of("A", "cpu"))),
      micros(median(of("B", "cpu"))),
      ...compared("cpu"),
      ...compared("wall"),
      micros(median(of("A", "gc"))),
      micros(median(of("B", "gc")))
    ]
  })
})

const unique = <A>(values: ReadonlyArray<A>): Array<A> => [...new Set(values)]
