import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const src = fileURLToPath(new URL("./src", import.meta.url))

/** What hears from sockets and other processes in time. It runs when the rest has, one file after the other. */
const realTime = ["test/core/chaos/storm.test.ts", "test/core/rateLimit/redis.test.ts"]

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
    projects: [
      {
        extends: true,
        test: { name: "tests", include: ["test/**/*.test.ts", "examples/**/*.test.ts"], exclude: realTime }
      },
      {
        extends: true,
        test: {
          name: "real time",
          include: realTime,
          sequence: { groupOrder: 1 },
          poolOptions: { forks: { singleFork: true } }
        }
      }
    ]
  }
})
