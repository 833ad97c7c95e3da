/**
 * Encodes success values to response bodies.
 */
import * as Effect from "effect/Effect"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import type * as Operation from "../../Operation.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import { isJsonObject } from "../../Schema/wire/Json.ts"
import type { ResponseContext } from "./Resource.ts"

type Encode = (value: unknown) => Effect.Effect<unknown>

/** The encoder of an operation's success value, made at its first response. A value that does not encode is a bug in its handler: it dies. */
export const encoder = (operation: Operation.Any): Encode => {
  let encode: Encode | undefined
  return (value) => {
    encode ??= make(operation)
    return encode(value)
  }
}

const make = ({ success }: Operation.Any): Encode => {
  const { ast } = success
  const item = ast._tag === "TupleType" && ast.elements.length === 0 ? ast.rest[0]?.type : undefined
  if (item !== undefined) {
    const encode = remembering(item)
    return (value) => Array.isArray(value) ? Effect.forEach(value, encode) : Effect.dieMessage("Expected a list.")
  }
  return remembering(ast)
}

/** An encoder that remembers what it made of the last instances of a class, which never change: the first page is often asked for again. */
const remembering = (ast: AST.AST): Encode => {
  const encode = Schema.encodeUnknown(Schema.make(ast))
  const remembered = new Map<unknown, unknown>()
  return (value) => {
    const known = remembered.get(value)
    if (known !== undefined) {
      return Effect.succeed(known)
    }
    const encoded = Effect.orDie(encode(value))
    return !isInstance(value) ? encoded : Effect.map(encoded, (body) => {
      const [oldest] = remembered.size < maxRemembered ? [] : remembered.keys()
      remembered.delete(oldest)
      remembered.set(value, body)
      return body
    })
  }
}

const maxRemembered = 1000

const isInstance = (value: unknown): boolean => hasProperty(value, "constructor") && Schema.isSchema(value.constructor)

/** The keys that Clerk leaves out where they are empty, by the object they are in. */
export interface OmittedKeys {
  /** By the key that the object is at, such as `verification`. */
  readonly byKey: ReadonlyMap<string, ReadonlyArray<string>>
  /** By the `object` field of the object, such as `user`. */
  readonly byObject: ReadonlyMap<string, ReadonlyArray<string>>
  /** Keys whose values are sent as they are, such as metadata. */
  readonly isOpaque: (key: string) => boolean
}

/** Removes keys that are null or false and that Clerk leaves out. The schemas encode every key of an object. */
export const omitEmptyKeys = (keys: OmittedKeys) => {
  const omittedOf = (value: JsonObject, key: string): ReadonlyArray<string> =>
    keys.byKey.get(key) ??
      (value["deleted"] === true ? ofDeletedObject : keys.byObject.get(String(value["object"])) ?? [])

  const omit = (value: unknown, key = ""): unknown => {
    if (Array.isArray(value)) {
      return value.map((item) => omit(item, key))
    }
    if (!isJsonObject(value) || keys.isOpaque(key)) {
      return value
    }
    const omitted = omittedOf(value, key)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, inner]) => !((inner === null || inner === false) && omitted.includes(name)))
        .map(([name, inner]) => [name, omit(inner, name)])
    )
  }
  return (body: unknown): unknown => omit(body)
}

/** Some lists are an array, and a page with `paginated=true`. */
export const listUnlessPaginated = (body: unknown, { operation, query }: ResponseContext): unknown =>
  operation === "list" && query.get("paginated") !== "true" && isJsonObject(body) ? body["data"] : body

const ofDeletedObject = ["id", "slug", "external_id"]
