/**
 * What a value can be on the wire, in terms that a schema of Effect and a schema of OpenAPI share.
 */

/** JSON has one type of number, so integers are numbers. A file is a part of a multipart body. */
export type Type = "string" | "number" | "boolean" | "object" | "array" | "null" | "file"

export interface Shape {
  /** The name of the class that the value decodes to. */
  readonly name?: string | undefined
  /** The types that the value can have; none means any. */
  readonly types: ReadonlySet<Type>
  /** The values of an enum, also of an open one. */
  readonly values?: ReadonlySet<string> | undefined
  /** Whether any other value is refused. */
  readonly closed?: boolean | undefined
  /** The fields of an object; none means any. */
  readonly fields?: Fields | undefined
  /** The items of an array. */
  readonly items?: Shape | undefined
}

export type Fields = ReadonlyMap<string, Field>

export interface Field {
  readonly required: boolean
  readonly shape: Shape
}

export const anything: Shape = { types: new Set() }

export const nothing: Shape = { types: new Set(["null"]) }

export const of = (type: Type, values?: Iterable<string>): Shape => ({
  types: new Set([type]),
  values: values === undefined ? undefined : new Set(values)
})

export const object = (fields: Iterable<readonly [name: string, field: Field]>): Shape => {
  const map = new Map(fields)
  return { types: new Set(["object"]), fields: map.size === 0 ? undefined : map }
}

export const array = (items: Shape): Shape => ({ types: new Set(["array"]), items })

export const isAnything = ({ fields, types }: Shape): boolean => types.size === 0 && fields === undefined

/** A value that has one of the shapes. A field is required if it is in each object. */
export const union = (shapes: ReadonlyArray<Shape>): Shape => {
  if (shapes.length === 1) return shapes[0]!
  if (shapes.some(isAnything)) return anything
  const some = shapes.filter((shape) => shape !== nothing)
  const objects = some.filter(({ types }) => types.has("object"))
  const items = some.flatMap(({ items }) => items ?? [])
  const names = new Set(some.map(({ name }) => name))
  return {
    name: names.size === 1 ? some[0]?.name : undefined,
    types: new Set(shapes.flatMap(({ types }) => [...types])),
    values: some.every(({ values }) => values !== undefined)
      ? new Set(some.flatMap(({ values }) => [...values!]))
      : undefined,
    closed: some.every(({ closed }) => closed === true),
    fields: objects.length === 0 || objects.some(({ fields }) => fields === undefined)
      ? undefined
      : mergeFields(
        objects,
        (found) => found.length === objects.length && found.every(({ required }) => required),
        union
      ),
    items: items.length === 0 ? undefined : union(items)
  }
}

/** A value that has all the shapes. A field is required if one of the objects requires it. */
export const intersection = (shapes: ReadonlyArray<Shape>): Shape => {
  const typed = shapes.filter(({ types }) => types.size > 0)
  const objects = shapes.filter(({ fields }) => fields !== undefined)
  const items = shapes.flatMap(({ items }) => items ?? [])
  return {
    types: new Set(
      typed.length === 0
        ? objects.length === 0 ? [] : ["object"]
        : [...typed[0]!.types].filter((type) => typed.every(({ types }) => types.has(type)))
    ),
    values: shapes.find(({ values }) => values !== undefined)?.values,
    fields: objects.length === 0
      ? undefined
      : mergeFields(objects, (found) => found.some(({ required }) => required), intersection),
    items: items.length === 0 ? undefined : intersection(items)
  }
}

const mergeFields = (
  objects: ReadonlyArray<Shape>,
  isRequired: (found: ReadonlyArray<Field>) => boolean,
  merge: (shapes: ReadonlyArray<Shape>) => Shape
): Fields =>
  new Map(
    [...new Set(objects.flatMap(({ fields }) => [...fields!.keys()]))].map((name) => {
      const found = objects.flatMap(({ fields }) => fields!.get(name) ?? [])
      return [name, { required: isRequired(found), shape: merge(found.map(({ shape }) => shape)) }]
    })
  )
