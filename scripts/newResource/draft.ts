/**
 * The first draft of a resource: its table, its schemas and its test. What only a person knows is a `TODO`.
 */
import { type Document, type DocumentEndpoint, endpointsOf } from "../drift/openapi.ts"
import type { Shape } from "../drift/shape.ts"
import { camel, classOf, operationNames, pascal, pathOf, singular } from "./names.ts"
import { bodyOf, type Drafts, pageItemOf, queryOf, responseOf } from "./schemas.ts"

export interface DraftFile {
  readonly path: string
  readonly text: string
}

/** The names of the resources of a document. */
export const tagsOf = (document: Document): ReadonlyArray<string> =>
  [...new Set(endpointsOf(document).flatMap(({ tags }) => tags))].sort()

/** The files of a resource. */
export const draft = (document: Document, tag: string): ReadonlyArray<DraftFile> => {
  const endpoints = endpointsOf(document).filter(({ tags }) => tags.includes(tag))
  const names = operationNames(endpoints)
  const resource = pascal(tag)
  const drafts: Drafts = new Map()
  const entries = endpoints.map((endpoint) => entryOf(endpoint, names.get(endpoint)!, tag, drafts))
  const table = `export const operations = {\n${entries.join(",\n\n")}\n}\n`
  const schemas = [...drafts.values()].join("\n")
  const schemaFile = singular(resource)
  const local = [...drafts.keys()].filter((name) => uses(table, name)).sort()
  return [
    {
      path: `src/operations/${resource}.ts`,
      text: `${header("TODO")}import * as Operation from "../Operation.ts"
${importsOf(table, "../Schema/")}import { ${local.join(", ")} } from "../Schema/${schemaFile}.ts"

/**
 * The operations of \`${resource}\`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
${table}`
    },
    {
      path: `src/Schema/${schemaFile}.ts`,
      text: `${header("TODO")}import * as Schema from "effect/Schema"
${importsOf(schemas, "./")}
${schemas}`
    },
    { path: `test/resources/${camel(tag)}.test.ts`, text: testOf(endpoints, names, resource) }
  ]
}

const entryOf = (endpoint: DocumentEndpoint, name: string, tag: string, drafts: Drafts): string => {
  const { body, mediaType, method, path, query, response } = endpoint
  const item = pageItemOf(response) ?? response.items ?? response
  const model = item.fields?.has("deleted") ? singular(pascal(tag)) : classOf(item, singular(pascal(tag)))
  const part = name === "list" || name === "create" || name === "update" ? "" : pascal(name)
  const statuses = endpoint.statuses.filter((status) => status >= 400)
  const isDeleted = response.fields?.has("deleted") === true
  const [type] = response.fields?.get("object")?.shape.values ?? []
  const lines = [
    ...(query.size === 0 ? [] : [`query: ${queryOf(query, `${model}${part}Filters`, drafts)}`]),
    ...(mediaType === undefined
      ? []
      : [`payload: ${bodyOf(body, method === "POST" ? `New${model}${part}` : `${model}${part}Changes`, drafts)}`]),
    `success: ${
      response.types.size === 1 && response.types.has("null") ? "Schema.Undefined" : responseOf(response, model, drafts)
    }`,
    `errors: [${statuses.join(", ")}]`,
    ...(isDeleted ? [`deletes: ${JSON.stringify(type ?? "TODO")}`] : [])
  ]
  const fields = [...query.keys(), ...body.fields?.keys() ?? []].map((key) => `\`${camel(key)}\``)
  const slug = tag.toLowerCase().replace(/[^a-z0-9]+/g, "-")
  return `  /**
   * TODO: what it does (${endpoint.name}).
   *
${fields.length === 0 ? "" : `   * Parameters: ${fields.join(", ")}.\n   *\n`}   * Returns TODO.${
    method === "POST" ? " Not idempotent: TODO, how to find out what became of it after `outcomeUnknown`." : ""
  }
   *
   * ${statuses.length === 0 ? "Clerk documents no error of its own." : `Fails with ${statuses.join(", ")}.`}
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/${slug}/${method.toLowerCase()}${encodeURI(path)}
   */
  ${name}: Operation.${method === "DELETE" ? "del" : method.toLowerCase()}("${pathOf(endpoint)}", {
    ${lines.join(",\n    ")}
  })`
}

const testOf = (
  endpoints: ReadonlyArray<DocumentEndpoint>,
  names: ReadonlyMap<DocumentEndpoint, string>,
  resource: string
): string => {
  const cases = endpoints.map((endpoint) => {
    const { body, mediaType, method, path, response } = endpoint
    const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, param]) => [camel(param!), "TODO"])
    const required = [...body.fields ?? []].filter(([, field]) => field.required)
    const sent = Object.fromEntries(required.map(([key, { shape }]) => [key, sampleOf(shape, key)]))
    const input = Object.fromEntries([...params, ...Object.entries(sent).map(([key, value]) => [camel(key), value])])
    const call = `${resource}.${names.get(endpoint)}(${Object.keys(input).length === 0 ? "" : JSON.stringify(input)})`
    const sends = [method, `https://api.clerk.com/v1${path.replace(/\{\w+\}/g, "TODO")}`]
    return `  ${names.get(endpoint)}: {
    call: ${call},
    sends: ${JSON.stringify(mediaType === undefined ? sends : [...sends, JSON.stringify(sent)])},
    answered: ${JSON.stringify(sampleOf(response, "response"))},
    reads: "TODO",
    refused: [${endpoint.statuses.find((status) => status >= 400) ?? 401}, "TODO"]
  }`
  })
  return `/** TODO */
import { ${camel(singular(resource))}Operations, ${resource} } from "effect-clerk"
import { testOperations } from "../support/wireCases.ts"

testOperations<typeof ${camel(singular(resource))}Operations>("${camel(resource)}", {
${cases.join(",\n")}
})

// TODO: the behaviour of the in-memory Clerk, and \`callsEveryOperation\`.
`
}

/** A value of a shape. */
const sampleOf = ({ fields, items, types, values }: Shape, key: string): unknown => {
  if (fields !== undefined) {
    return Object.fromEntries(Array.from(fields, ([key, { shape }]) => [key, sampleOf(shape, key)]))
  }
  const [value] = values ?? []
  return types.has("null")
    ? null
    : value !== undefined
    ? value
    : types.has("array")
    ? [sampleOf(items ?? { types: new Set() }, key)]
    : types.has("string")
    ? key
    : types.has("number")
    ? key.endsWith("_at") ? 1735689600000 : 1
    : types.has("boolean")
    ? true
    : {}
}

const header = (text: string): string => `/**\n * ${text}\n *\n * @since 0.1.0\n */\n`

/** Where a draft imports names from, within \`src/Schema\`. */
const modules: { readonly [path: string]: ReadonlyArray<string> } = {
  "DeletedObject.ts": ["DeletedObject"],
  "wire/Fields.ts": [
    "count",
    "flag",
    "list",
    "metadata",
    "nullable",
    "object",
    "openEnum",
    "text",
    "Timestamp",
    "withDefault"
  ],
  "wire/Json.ts": ["JsonObject"],
  "wire/Lists.ts": ["Page"],
  "wire/Request.ts": ["clearable", "filterValues", "limit", "offset", "queryFlag", "queryText", "queryTime", "Secret"],
  "wire/SnakeCase.ts": ["snakeCase"]
}

const importsOf = (text: string, folder: string): string =>
  Object.entries(modules).map(([path, names]) => {
    const used = names.filter((name) => uses(text, name))
    return used.length === 0 ? "" : `import { ${used.join(", ")} } from "${folder}${path}"\n`
  }).join("")

/** Whether the code of a draft uses a name: as a value, not as the name of a field. */
const uses = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w.])${name}\\b(?!:)`).test(text.replace(/\/\*\*[^]*?\*\//g, ""))
