/**
 * The drafts of schemas: classes of responses, and structs of requests.
 */
import type { Field, Fields, Shape } from "../drift/shape.ts"
import { camel, classOf, pascal } from "./names.ts"

/** What was drafted, by the name of the class or the struct; what is in a class comes before it. */
export type Drafts = Map<string, string>

/** A schema of a response. Classes that it needs are added to the drafts. */
export const responseOf = (shape: Shape, name: string, drafts: Drafts): string => {
  const { fields, items, types, values } = shape
  if (types.has("array")) {
    return `Schema.Array(${responseOf(items ?? { types: new Set() }, name, drafts)})`
  }
  if (fields !== undefined) {
    const page = pageItemOf(shape)
    if (page !== undefined) return `Page(${responseOf(page, name, drafts)})`
    if (fields.has("deleted")) return "DeletedObject"
    return addClass(shape, classOf(shape, name), drafts)
  }
  return values !== undefined
    ? openEnum(values)
    : types.has("string")
    ? "Schema.String"
    : types.has("number")
    ? "Schema.Number"
    : types.has("boolean")
    ? "Schema.Boolean"
    : "JsonObject"
}

/** The items of a page with a total count. */
export const pageItemOf = ({ fields }: Shape): Shape | undefined =>
  fields?.has("total_count") ? fields.get("data")?.shape.items : undefined

const addClass = ({ fields = new Map() }: Shape, name: string, drafts: Drafts): string => {
  if (!drafts.has(name)) {
    // The name is taken before the fields are drafted, since an object can contain itself.
    drafts.set(name, "")
    const lines = linesOf(fields, (key, field) => responseField(key, field.shape, name, drafts))
    drafts.delete(name)
    drafts.set(
      name,
      `/**
 * TODO
 *
 * @since 0.1.0
 * @category models
 */
export class ${name} extends Schema.Class<${name}>("effect-clerk/${name}")(snakeCase({
${lines}
})) {}
`
    )
  }
  return name
}

/** A field of a response, which tolerates null and a missing value. */
const responseField = (key: string, shape: Shape, parent: string, drafts: Drafts): string => {
  const { fields, items, types, values } = shape
  const isNullable = types.has("null")
  if (key === "id") return "Schema.NonEmptyString"
  if (key === "object" && values !== undefined) return `object(${[...values].map(quoted).join(", ")})`
  if (key.endsWith("metadata") && types.has("object")) return "metadata"
  if (key.endsWith("_at") && types.has("number")) return "nullable(Timestamp)"
  const inner = (shape: Shape) => responseOf(shape, `${parent}${pascal(key)}`, drafts)
  if (types.has("array")) return `list(${inner(items ?? { types: new Set() })})`
  if (isNullable || fields !== undefined || types.has("object") || types.size === 0) return `nullable(${inner(shape)})`
  if (values !== undefined) return `withDefault(${openEnum(values)}, () => "")`
  return types.has("string") ? "text" : types.has("number") ? "count" : "flag"
}

/** The struct of a query. */
export const queryOf = (fields: Fields, name: string, drafts: Drafts): string =>
  addStruct(fields, name, (key, { shape: { items, types, values } }) =>
    key === "limit" || key === "offset"
      ? key
      : types.has("array")
      ? `filterValues(${items?.values === undefined ? "Schema.String" : openEnum(items.values)})`
      : types.has("boolean")
      ? "queryFlag"
      : /_at(?:_before|_after)?$/.test(key)
      ? "queryTime"
      : values === undefined
      ? "queryText"
      : `Schema.optional(${openEnum(values)})`, drafts)

/** The struct of a body. */
export const bodyOf = (shape: Shape, name: string, drafts: Drafts): string =>
  addStruct(shape.fields ?? new Map(), name, (key, { required, shape }) => {
    const inner = sentOf(key, shape)
    return shape.types.has("null")
      ? required ? `Schema.NullOr(${inner})` : `clearable(${inner})`
      : required
      ? inner
      : `Schema.optional(${inner})`
  }, drafts)

const sentOf = (key: string, { fields, items, types, values }: Shape): string => {
  if (values !== undefined) return openEnum(values)
  if (types.has("array")) return `Schema.Array(${sentOf(key, items ?? { types: new Set() })})`
  if (fields !== undefined) {
    const lines = linesOf(
      fields,
      (key, { required, shape }) => required ? sentOf(key, shape) : `Schema.optional(${sentOf(key, shape)})`
    )
    return `Schema.Struct(snakeCase({\n${lines}\n}))`
  }
  if (types.has("string")) return /secret|token|password/.test(key) ? "Secret" : "Schema.String"
  return types.has("number") ? "Schema.Number" : types.has("boolean") ? "Schema.Boolean" : "JsonObject"
}

const addStruct = (
  fields: Fields,
  name: string,
  fieldOf: (key: string, field: Field) => string,
  drafts: Drafts
): string => {
  const local = camel(name)
  const doc = (category: string) => `/**\n * TODO\n *\n * @since 0.1.0\n * @category ${category}\n */\n`
  drafts.set(
    name,
    `const ${local} = Schema.Struct(snakeCase({
${linesOf(fields, fieldOf)}
}))

${doc("models")}export interface ${name} extends Schema.Schema.Type<typeof ${local}> {}

${doc("schemas")}export const ${name}: Schema.Schema<${name}, typeof ${local}.Encoded> = ${local}
`
  )
  return name
}

const linesOf = (fields: Fields, fieldOf: (key: string, field: Field) => string): string =>
  Array.from(fields, ([key, field]) => {
    const [name, schema] = [camel(key), fieldOf(key, field)]
    return `  /** TODO */\n  ${name === schema ? name : `${name}: ${schema}`}`
  }).join(",\n")

const openEnum = (values: Iterable<string>): string => `openEnum(${[...values].map(quoted).join(", ")})`

const quoted = (text: string): string => JSON.stringify(text)
