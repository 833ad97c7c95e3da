/**
 * The `Retry-After` header, in seconds or as an HTTP date.
 */
import * as Duration from "effect/Duration"

const seconds = /^\d{1,12}$/
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Parses the header. A date in the past is zero; any other value is null. */
export const parseRetryAfter = (header: string | undefined, now: number): Duration.Duration | null => {
  const value = header?.trim() ?? ""
  if (seconds.test(value)) {
    return Duration.seconds(Number(value))
  }
  const date = httpDate.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : Duration.millis(Math.max(0, date - now))
}
