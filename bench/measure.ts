/**
 * Medians over alternating rounds: whatever else the machine does, it does to all cases alike.
 */

export interface Case {
  readonly name: string
  readonly run: () => Promise<unknown>
}

export interface Measured {
  readonly name: string
  /** Of the processor, in microseconds a call. */
  readonly cpu: number
  /** Of the clock, in microseconds a call. */
  readonly wall: number
}

export interface Options {
  /** How many calls a round has. */
  readonly calls: number
  readonly rounds: number
}

/** How many rounds are for the compiler, and not counted. */
const warmUp = 5

export const measure = async (cases: ReadonlyArray<Case>, options: Options): Promise<ReadonlyArray<Measured>> => {
  const rounds = cases.map((): Array<Omit<Measured, "name">> => [])
  for (let round = -warmUp; round < options.rounds; round++) {
    const order = cases.map((_, index) => (index + round + warmUp) % cases.length)
    for (const index of order) {
      const measured = await once(cases[index]!, options.calls)
      if (round >= 0) {
        rounds[index]!.push(measured)
      }
    }
  }
  return cases.map(({ name }, index) => ({
    name,
    cpu: median(rounds[index]!.map(({ cpu }) => cpu)),
    wall: median(rounds[index]!.map(({ wall }) => wall))
  }))
}

const once = async ({ run }: Case, calls: number): Promise<Omit<Measured, "name">> => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  for (let call = 0; call < calls; call++) {
    await run()
  }
  const wall = (performance.now() - start) * 1000
  const { system, user } = process.cpuUsage(cpu)
  return { cpu: (user + system) / calls, wall: wall / calls }
}

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
