/**
 * Compares the tables of operations with Clerk's OpenAPI file: `npm run drift -- bapi-2026-05-12.yml`. Fails on a difference that
 * `drift/differences.ts` does not list. `--docs` writes the tables of `docs/operations.md`.
 */
import { Args, Command, Options } from "@effect/cli"
import { FileSystem } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { fileURLToPath } from "node:url"
import { parse } from "yaml"
import { differences } from "./drift/differences.ts"
import type { Document } from "./drift/openapi.ts"
import { check, show } from "./drift/report.ts"
import { resources } from "./drift/resources.ts"
import { support, withSupport } from "./drift/support.ts"

const guide = fileURLToPath(new URL("../docs/operations.md", import.meta.url))

const drift = Command.make(
  "drift",
  {
    file: Args.file({ name: "openapi.yml", exists: "yes" }).pipe(Args.withDescription("Clerk's OpenAPI file.")),
    docs: Options.boolean("docs").pipe(Options.withDescription("Writes the tables of docs/operations.md."))
  },
  Effect.fnUntraced(function*({ docs, file }) {
    const files = yield* FileSystem.FileSystem
    const document: Document = parse(yield* files.readFileString(file))
    const report = check(resources, document, differences)
    const tables = support(resources, report)
    yield* Console.log(tables)

    const before = yield* files.readFileString(guide)
    const after = withSupport(before, tables)
    if (docs) {
      yield* files.writeFileString(guide, after)
    }
    const problems = [
      ...report.unlisted.map((difference) => `not listed: ${show(difference)}`),
      ...report.unused.map((difference) => `listed, but no difference: ${show(difference)}`),
      ...(docs || before === after ? [] : ["docs/operations.md is out of date: add --docs to write it"])
    ]
    yield* Console.log(`\n${report.operations} operations, ${report.listed} listed differences`)
    yield* Effect.forEach(problems, (problem) => Console.error(problem))
    return yield* problems.length === 0 ? Effect.void : Effect.fail("differences")
  })
).pipe(Command.withDescription("Compares the tables of operations with Clerk's OpenAPI file."))

const main = Command.run(drift, { name: "Drift", version: "0.1.0" })

main(process.argv).pipe(
  Effect.tapDefect(Console.error),
  Effect.provide(NodeContext.layer),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
