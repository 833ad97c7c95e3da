/**
 * Faults that come together, as data.
 *
 * @since 0.1.0
 */
import type { Fault } from "./Faults.ts"

/**
 * Named lists of faults, for `ClerkTest.faults`. All but `rateLimited` last until a reset.
 *
 * @since 0.1.0
 * @category constants
 */
export const scenarios = {
  /** The next 3 requests get a 429 that asks to wait for a second. */
  rateLimited: [{ status: 429, headers: { "retry-after": "1" }, times: 3 }],
  /** A tenth of the requests gets a 503, a tenth of the others a 502 with an HTML page. */
  flaky: [
    { status: 503, probability: 0.1, times: "always" },
    { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>", probability: 0.1, times: "always" }
  ],
  /** Every request gets a 503. */
  outage: [{ status: 503, times: "always" }],
  /** Every request takes 2 seconds longer. */
  slow: [{ delay: "2 seconds", times: "always" }],
  /** A fifth of the requests is carried out, and its response is lost. */
  lostAnswers: [{ drop: "after", probability: 0.2, times: "always" }]
} as const satisfies { readonly [name: string]: ReadonlyArray<Fault> }
