/**
 * Every schema of the library: the exports of the modules of `src/Schema`, and the schemas of the operations.
 */
import { Schema } from "effect"
import { readdirSync } from "node:fs"
import { operations } from "./resources.ts"

const folder = new URL("../../src/Schema/", import.meta.url)

/** A schema, or for a field the schema of an object with that field only. */
const schemaOf = (value: unknown): Schema.Schema.AnyNoContext | undefined =>
  Schema.isSchema(value)
    ? value as Schema.Schema.AnyNoContext
    : Schema.isPropertySignature(value)
    ? Schema.Struct({ field: value as Schema.PropertySignature.All }) as unknown as Schema.Schema.AnyNoContext
    : undefined

const exported = await Promise.all(
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map(
    async (file) => {
      const module = await import(new URL(file, folder).href) as object
      return Object.entries(module).map(([name, value]) =>
        [`${file.replace(".ts", "")}.${name}`, schemaOf(value)] as const
      )
    }
  )
)

const ofOperations = operations.flatMap(([name, operation]) =>
  (["query", "payload", "success"] as const).map((part) => [`${name}.${part}`, schemaOf(operation[part])] as const)
)

/** The schemas by name; a schema with several names has the first. */
export const schemas: ReadonlyArray<readonly [string, Schema.Schema.AnyNoContext]> = Array.from(
  new Map(
    [...exported.flat(), ...ofOperations].flatMap(([name, schema]) =>
      schema === undefined ? [] : [[schema, name] as const]
    ).reverse()
  ),
  ([schema, name]) => [name, schema] as const
).reverse()
