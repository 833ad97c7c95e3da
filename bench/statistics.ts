/** What many measurements say together. */

export const mean = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

export const median = (values: ReadonlyArray<number>): number => quantile(values, 0.5)

/** Half of the distance between the quartiles, as a part of the median. */
export const spread = (values: ReadonlyArray<number>): number =>
  (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median(values)

const quantile = (values: ReadonlyArray<number>, part: number): number => {
  const sorted = [...values].sort((left, right) => left - right)
  const position = (sorted.length - 1) * part
  const low = sorted[Math.floor(position)]!
  const high = sorted[Math.ceil(position)]!
  return low + (high - low) * (position % 1)
}

export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** The geometric mean of ratios, and its 95 % confidence interval by Student's t-distribution. */
export const interval = (ratios: ReadonlyArray<number>): Interval => {
  const logs = ratios.map(Math.log)
  const center = mean(logs)
  const degrees = logs.length - 1
  const variance = logs.reduce((sum, log) => sum + (log - center) ** 2, 0) / degrees
  const error = degrees === 0 ? Infinity : t95(degrees) * Math.sqrt(variance / logs.length)
  return { mean: Math.exp(center), low: Math.exp(center - error), high: Math.exp(center + error) }
}

const t95 = (degrees: number): number =>
  [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23][degrees - 1] ?? 1.96 + 2.7 / degrees
