/**
 * Ids that Clerk makes of 32 hexadecimal digits.
 */
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import type { Counters } from "../server/Counters.ts"

/** The next id with a prefix. Ids of an `Ids` of one's own, which are of another length, are kept as they are. */
export const nextHexId = ({ nextId }: Counters, prefix: string): Effect.Effect<string> =>
  Effect.map(nextId(prefix), (id) => {
    const digits = id.slice(prefix.length + 1)
    return digits.length !== 27
      ? id
      : `${prefix}_${/^\d+$/.test(digits) ? digits.padStart(32, "0") : Encoding.encodeHex(digits).slice(-32)}`
  })
