/**
 * The names in the draft of a resource.
 */
import { String as Text } from "effect"
import type { DocumentEndpoint } from "../drift/openapi.ts"
import type { Shape } from "../drift/shape.ts"

/** `"Allow-list / Block-list"` becomes `AllowListBlockList`. */
export const pascal = (text: string): string => text.split(/[^a-zA-Z0-9]+/).map(Text.capitalize).join("")

export const camel = (text: string): string => Text.uncapitalize(pascal(text))

export const singular = (text: string): string => text.replace(/ies$/, "y").replace(/s$/, "")

/** The class of an object, by the value of its field `object`. */
export const classOf = ({ fields }: Shape, otherwise: string): string => {
  const [value] = fields?.get("object")?.shape.values ?? []
  return value === undefined ? otherwise : pascal(value)
}

/** The path as a table spells it. */
export const pathOf = ({ path }: DocumentEndpoint): string =>
  path.replace(/\{(\w+)\}/g, (_, param: string) => `:${camel(param)}`)

/** The name of each operation: that of its verb, or that of the file where the verb is taken. */
export const operationNames = (endpoints: ReadonlyArray<DocumentEndpoint>): ReadonlyMap<DocumentEndpoint, string> => {
  const taken = new Set<string>()
  return new Map(endpoints.map((endpoint) => {
    const verb = verbOf(endpoint)
    const name = taken.has(verb) ? camel(endpoint.name) : verb
    taken.add(name)
    return [endpoint, name]
  }))
}

const verbOf = ({ method, path }: DocumentEndpoint): string => {
  const last = path.split("/").at(-1) ?? ""
  const isItem = last.startsWith("{")
  switch (method) {
    case "GET":
      return isItem ? "get" : "list"
    case "DELETE":
      return "delete"
    case "PATCH":
      return "update"
    case "PUT":
      return "replace"
    default:
      // An action on one object, such as `/users/{user_id}/ban`.
      return path.includes("}/") ? camel(last) : "create"
  }
}
