import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { defineConfig, type Plugin } from "vitest/config"

const src = fileURLToPath(new URL("./src", import.meta.url))

/** Lets the tests import the source by the name of the package. */
export const alias = [
  { find: /^effect-clerk$/, replacement: `${src}/index.ts` },
  { find: /^effect-clerk\/testing$/, replacement: `${src}/testing/index.ts` },
  { find: /^effect-clerk\/(.+)$/, replacement: `${src}/$1.ts` }
]

/** Files that run the examples in processes of their own, a minute in all: `npm run test:examples`, a stage of CI. */
const examples = ["test/package/examples.test.ts"]

/** Files that wait for sockets and other processes in real time. They run last. */
const realTime = [
  "test/bulk/chaos.test.ts",
  "test/bulk/workflow.test.ts",
  "test/core/chaos/randomFaults.test.ts",
  "test/core/rateLimit/redis.test.ts"
]

/** Validates what the in-memory Clerk receives and sends, where there is an OpenAPI file of Clerk. */
const validation: Plugin = {
  name: "validation",
  enforce: "pre",
  resolveId: (source, importer = "") => {
    const [file] = /(InMemoryServer|Faults)\.ts$/.exec(source) ?? []
    return file === undefined || !/\/src\/testing\//.test(importer)
      ? undefined
      : fileURLToPath(new URL(`./test/support/conformance/${file}`, import.meta.url))
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 30_000,
    // To load the modules for each file again would take longer than the tests.
    isolate: false,
    // By default vitest leaves one core to itself, which on two cores would run one file at a time.
    poolOptions: { forks: { maxForks: Math.max(2, availableParallelism() - 1) } },
    projects: [
      {
        extends: true,
        plugins: process.env["CLERK_OPENAPI"] === undefined ? [] : [validation],
        test: {
          name: "tests",
          globalSetup: ["test/support/conformance/globalSetup.ts"],
          setupFiles: ["test/support/restore.ts", "test/support/conformance/setup.ts"],
          include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: ["test/soak/**", ...examples, ...realTime]
        }
      },
      { extends: true, test: { name: "examples", include: examples } },
      {
        extends: true,
        test: {
          name: "real time",
          include: realTime,
          sequence: { groupOrder: 1 }
        }
      }
    ]
  }
})
