/**
 * Prints a first draft of the table, the schemas and the test of a resource: `npm run new:resource -- Domains bapi-2026-05-12.yml`. A person
 * finishes it; it is never printed over what exists.
 */
import { Args, Command } from "@effect/cli"
import { FileSystem } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { parse } from "yaml"
import type { Document } from "./drift/openapi.ts"
import { draft, tagsOf } from "./newResource/draft.ts"

const newResource = Command.make(
  "new:resource",
  {
    tag: Args.text({ name: "tag" }).pipe(
      Args.withDescription("The name of the resource in the file, such as Domains.")
    ),
    file: Args.file({ name: "openapi.yml", exists: "yes" }).pipe(Args.withDescription("Clerk's OpenAPI file."))
  },
  Effect.fnUntraced(function*({ file, tag }) {
    const files = yield* FileSystem.FileSystem
    const document: Document = parse(yield* files.readFileString(file))
    const tags = tagsOf(document)
    if (!tags.includes(tag)) {
      yield* Console.error(`The file has no resource "${tag}", only ${tags.join(", ")}.`)
      return yield* Effect.fail("unknown resource")
    }
    yield* Effect.forEach(draft(document, tag), ({ path, text }) => Console.log(`// ${path}\n${text}`))
  })
).pipe(Command.withDescription("Prints a first draft of a resource of Clerk's OpenAPI file."))

const main = Command.run(newResource, { name: "New resource", version: "0.1.0" })

main(process.argv).pipe(
  Effect.tapDefect(Console.error),
  Effect.provide(NodeContext.layer),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
