import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const src = fileURLToPath(new URL("./src", import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^effect-clerk$/, replacement: `${src}/index.ts` },
      { find: /^effect-clerk\/testing$/, replacement: `${src}/testing/index.ts` },
      { find: /^effect-clerk\/(.+)$/, replacement: `${src}/$1.ts` }
    ]
  },
  test: {
    testTimeout: 30_000,
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"]
  }
})
