import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const src = fileURLToPath(new URL("./src", import.meta.url))

/** Lets the tests import the source by the name of the package. */
export const alias = [
  { find: /^effect-clerk$/, replacement: `${src}/index.ts` },
  { find: /^effect-clerk\/testing$/, replacement: `${src}/testing/index.ts` },
  { find: /^effect-clerk\/(.+)$/, replacement: `${src}/$1.ts` }
]

/** Files that replace modules, change global settings, measure memory or start programs: each needs its own process. */
const ownProcess = [
  "test/core/decoding/complete.test.ts",
  "test/core/memory.test.ts",
  "test/package/{docs,examples,hover}.test.ts",
  "test/testing/serve.test.ts",
  "test/users/pagination/memory.test.ts",
  "test/users/schema/roundTrip.test.ts"
]

/** Files that wait for sockets and other processes in real time. They run last, one after the other. */
const realTime = ["test/core/chaos/randomFaults.test.ts", "test/core/rateLimit/redis.test.ts"]

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 30_000,
    // Loading Effect takes longer than most files run, so the files of a thread share the modules.
    poolOptions: { threads: { isolate: false, maxThreads: 2 }, forks: { maxForks: 2 } },
    projects: [
      {
        extends: true,
        test: {
          name: "tests",
          pool: "threads",
          include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: ["test/soak/**", ...ownProcess, ...realTime]
        }
      },
      {
        extends: true,
        test: { name: "own process", pool: "forks", include: ownProcess, sequence: { groupOrder: 1 } }
      },
      {
        extends: true,
        test: {
          name: "real time",
          pool: "forks",
          include: realTime,
          sequence: { groupOrder: 2 },
          poolOptions: { forks: { singleFork: true } }
        }
      }
    ]
  }
})
