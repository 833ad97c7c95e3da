import { defineConfig } from "vitest/config"
import { alias } from "./vitest.config.ts"

process.env["SOAK_LENGTH"] ??= "1"

/** Random tests of the suite that a soak repeats with more runs (see `test/support/soak.ts`). */
const random = [
  "test/core/failures/deep.test.ts",
  "test/core/decoding/schemas.test.ts",
  "test/core/rateLimit/strict.test.ts",
  "test/core/redaction.test.ts",
  "test/core/retry/random.test.ts",
  "test/peers/tokens.test.ts",
  "test/peers/webhooks.test.ts",
  "test/testing/journal.test.ts",
  "test/testing/model.test.ts",
  "test/testing/persist.test.ts",
  "test/users/cache/consistency.test.ts",
  "test/users/pagination/concurrentChanges.test.ts",
  "test/users/schema/roundTrip.test.ts",
  "test/users/wire/bodies.test.ts"
]

/** Whether the soak is so short that what it repeats would be shorter than in the suite. */
const isShort = Number(process.env["SOAK_LENGTH"]) < 0.05

/** Long and statistical tests, one file after the other. `SOAK_LENGTH=0.1 npm run soak` runs a tenth of them. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ["test/soak/**/*.test.ts", ...isShort ? [] : random],
    exclude: isShort ? ["test/soak/bulkImport.test.ts"] : [],
    testTimeout: 3_600_000,
    isolate: false,
    setupFiles: ["test/support/restore.ts"],
    fileParallelism: false
  }
})
