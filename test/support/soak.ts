/**
 * The length of a soak, as a factor: 1 with `npm run soak`, and `SOAK_LENGTH=0.1 npm run soak` runs a tenth of it. In the
 * ordinary suite it is not set.
 */
const length = process.env["SOAK_LENGTH"] === undefined ? undefined : Number(process.env["SOAK_LENGTH"])

/** Whether a soak is running, rather than the suite. */
export const isSoak = length !== undefined

/** The seed of random faults. A failed run prints its seed, and `SEED` repeats that run. */
export const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1_000_000))

/** A number of calls or items, scaled to the length of the soak. */
export const scaled = (count: number, atLeast: number): number => Math.max(atLeast, Math.round(count * (length ?? 1)))

/** The runs of a random test: this many in the suite, and twenty times as many in a soak of length 1. */
export const runs = (inSuite: number): number => length === undefined ? inSuite : Math.ceil(inSuite * 20 * length)
