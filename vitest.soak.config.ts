import { defineConfig } from "vitest/config"
import { alias } from "./vitest.config.ts"

/** Long runs and statistical checks, one file after the other. `SOAK_LENGTH=0.1 npm run soak` runs a tenth of them. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ["test/soak/**/*.test.ts"],
    testTimeout: 600_000,
    fileParallelism: false
  }
})
