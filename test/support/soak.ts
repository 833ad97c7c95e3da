/** The length of a soak: `SOAK_LENGTH=0.1` runs a tenth of every soak, `SOAK_LENGTH=10` ten times as much. */
const length = Number(process.env["SOAK_LENGTH"] ?? 1)

/** The seed of random faults. A failed run prints its seed, and `SEED` repeats it. */
export const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1_000_000))

/** How often to run something that runs `times` times in a soak of full length. */
export const scaled = (times: number, atLeast = 1): number => Math.max(atLeast, Math.round(times * length))
