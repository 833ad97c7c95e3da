/**
 * The responses that tests ask for, which need not be valid. `vitest.config.ts` puts it in place of the original.
 */
import * as Original from "../../../src/testing/server/Faults.ts"
import { faults } from "./validated.ts"

export * from "../../../src/testing/server/Faults.ts"

export const responseOf: typeof Original.responseOf = (...args) => {
  const response = Original.responseOf(...args)
  if (response !== undefined) {
    faults.add(response.body)
  }
  return response
}
