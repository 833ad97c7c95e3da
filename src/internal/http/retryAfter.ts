/**
 * The `Retry-After` header, in seconds or as a date.
 */
import * as Duration from "effect/Duration"

/** Also with a fraction, a unit, or in a list. */
const seconds = /^(\d+(?:\.\d*)?)\s*s?\s*(?:,|$)/
const maxSeconds = 1e12

const hasTime = /\d\d:\d\d:\d\d/
const hasZone = /(?:GMT|Z|[+-]\d\d:?\d\d)$/

/** Parses the header. A date in the past is zero; a value that is neither is null. */
export const parseRetryAfter = (header: string | undefined, unixMillis: () => number): Duration.Duration | null => {
  const value = header?.trim() ?? ""
  const number = seconds.exec(value)?.[1]
  if (number !== undefined) {
    return Duration.seconds(Math.min(Math.ceil(Number(number)), maxSeconds))
  }
  const date = hasTime.test(value) ? Date.parse(hasZone.test(value) ? value : `${value} GMT`) : Number.NaN
  return Number.isNaN(date) ? null : Duration.millis(Math.max(0, date - unixMillis()))
}
