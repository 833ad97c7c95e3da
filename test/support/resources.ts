/**
 * The resources of the library: their tables of operations and their tags.
 */
import * as Library from "effect-clerk"
import { resources as tables } from "../../scripts/drift/resources.ts"

type Tag = typeof Library.Users

export const resources = tables.map((resource) => ({
  ...resource,
  tag: Library[resource.source as "Users"] as Tag
}))

/** All operations, by names such as `"users.get"`. */
export const operations = resources.flatMap(({ prefix, table }) =>
  Object.entries(table).map(([name, operation]) => [`${prefix}.${name}`, operation] as const)
)
