import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const src = fileURLToPath(new URL("./src", import.meta.url))

/** Lets the tests import the source by the name of the package. */
export const alias = [
  { find: /^effect-clerk$/, replacement: `${src}/index.ts` },
  { find: /^effect-clerk\/testing$/, replacement: `${src}/testing/index.ts` },
  { find: /^effect-clerk\/(.+)$/, replacement: `${src}/$1.ts` }
]

/** Files that run the examples in processes of their own, a minute in all: `npm run test:examples`, a stage of CI. */
const examples = ["test/package/examples.test.ts"]

/**
 * Files that replace modules: those of the decoders, which also set how many values a property is tested with, and those that call every operation or the in-memory Clerk itself, whose requests and
 * responses are validated against Clerk's OpenAPI file.
 */
const isolated = [
  "test/core/decoding/*.test.ts",
  "test/peers/{conformance,official}.test.ts",
  "test/testing/*.test.ts",
  "test/users/{behaviour,billing,bulk,security}.test.ts",
  "test/users/wire/operations.test.ts"
]

/** Files that wait for sockets and other processes in real time. They run last, one after the other. */
const realTime = ["test/core/chaos/randomFaults.test.ts", "test/core/rateLimit/redis.test.ts"]

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 30_000,
    // By default vitest leaves one core to itself, which on two cores would run one file at a time.
    poolOptions: { forks: { maxForks: Math.max(2, availableParallelism() - 1) } },
    projects: [
      {
        extends: true,
        test: {
          name: "tests",
          include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: ["test/soak/**", ...examples, ...isolated, ...realTime],
          // The files of a process share the modules, which take longer to load than most files to run.
          poolOptions: { forks: { isolate: false } }
        }
      },
      {
        extends: true,
        test: {
          name: "isolated",
          globalSetup: ["test/support/conformance/globalSetup.ts"],
          setupFiles: ["test/support/conformance/setup.ts"],
          include: isolated
        }
      },
      { extends: true, test: { name: "examples", include: examples } },
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
