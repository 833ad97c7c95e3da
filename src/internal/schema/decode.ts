/**
 * Decodes response bodies. Items of a list and optional fields that fail to decode are left out, so that one of them costs nothing else.
 */
import * as Either from "effect/Either"
import { hasProperty, isNumber, isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import type { Issue } from "../../Errors.ts"
import type { Page } from "../../Operation.ts"
import { groupBy } from "../groupBy.ts"
import { bail } from "./combinators.ts"
import { compile } from "./compile.ts"
import type { Leaf, Path } from "./issues.ts"
import { format, leaves } from "./issues.ts"

/** An object that could not be decoded, or a part of it. */
export interface DecodeFailure {
  readonly issues: ReadonlyArray<Issue>
  /** The id of the object; null when it has none. */
  readonly id: string | null
  /** Whether the object was decoded without that part. */
  readonly isPartial: boolean
}

export interface Decoded<A> {
  readonly value: A
  /** The objects that were left out, or decoded in part, described when they are reported: there can be very many. */
  readonly failures: ReadonlyArray<() => DecodeFailure>
}

export interface Decoder<A> {
  readonly decode: (body: unknown) => Either.Either<Decoded<A>, DecodeFailure>
  /** Decodes a list from pieces of it. Undefined when there are none, or one has any fault: then the whole body is to be decoded. */
  readonly decodePieces: (
    pieces: Iterable<unknown>
  ) => Pick<Page<A>, "lastId" | "size" | "totalCount" | "value"> | undefined
}

/**
 * Compiled fast path; falls back to the schema for error details. What the schema rejects is then decoded without the items of lists and
 * the optional fields that it rejects.
 */
export const decoder = <A>(schema: Schema.Schema<A, unknown>): Decoder<A> => {
  const compiled = compile(schema.ast)
  const bySchema = Schema.decodeUnknownEither(schema, { errors: "all" })

  const decode = (body: unknown): Either.Either<A, ReadonlyArray<Leaf>> => {
    const value = compiled(body)
    return value === bail
      ? Either.mapLeft(bySchema(body), ({ issue }) => leaves(issue))
      : Either.right(value as A)
  }

  const decodeWithout = (body: unknown, issues: ReadonlyArray<Leaf>): Either.Either<Decoded<A>, DecodeFailure> => {
    let rest = body
    let indexes = itemsOf(body)?.map((_, index) => index) ?? []
    let found = issues
    // Some issues are only found when others are gone.
    for (let attempt = 0; attempt < maxAttempts && issues.every(({ part }) => part !== undefined); attempt++) {
      const gone = new Set(issues.filter((issue) => !isInItem(rest, issue)).map(indexOf))
      rest = without(rest, issues.map(({ part }) => inBody(rest, part!)))
      indexes = indexes.filter((_, index) => !gone.has(index))
      const result = decode(rest)
      if (Either.isRight(result)) {
        return isOther(body, rest)
          ? failed(body, found)
          : Either.right({ value: result.right, failures: failuresOf(body, [...found, ...timesInSeconds(body)]) })
      }
      issues = result.left
      found = found.concat(issues.map((issue) => withIndex(issue, indexes)))
    }
    return failed(body, found)
  }

  const decodePieces: Decoder<A>["decodePieces"] = (pieces) => {
    const value: Array<unknown> = []
    let lastId: string | null = null
    try {
      for (const piece of pieces) {
        const items = compiled(piece)
        if (!Array.isArray(items) || timesInSeconds(piece).length > 0) {
          return undefined
        }
        for (const item of items) {
          value.push(item)
        }
        lastId = sizeOf(piece).lastId ?? lastId
      }
    } catch {
      return undefined
    }
    return value.length === 0 ? undefined : { value: value as A, size: value.length, lastId, totalCount: null }
  }

  const decodeBody: Decoder<A>["decode"] = (body) => {
    try {
      const result = decode(body)
      return Either.isRight(result)
        ? Either.right({ value: result.right, failures: failuresOf(body, timesInSeconds(body)) })
        : decodeWithout(body, result.left)
    } catch {
      // A schema that contains itself can exceed the call stack.
      return failed(body, [{ path: [], message: "Expected values that can be decoded" }])
    }
  }

  return { decode: decodeBody, decodePieces }
}

/** How often a body is decoded with fewer of its parts. */
const maxAttempts = 5

const failed = (
  body: unknown,
  issues: ReadonlyArray<Pick<Leaf, "path" | "message">>
): Either.Either<never, DecodeFailure> => Either.left({ issues: format(issues), id: idOf(body), isPartial: false })

/** One failure for each item of a list, and one for the rest of a body. */
const failuresOf = (body: unknown, issues: ReadonlyArray<Leaf>): Decoded<unknown>["failures"] => {
  const items = itemsOf(body)
  return Array.from(groupBy(issues, indexOf), ([index, found]) => () => ({
    issues: format(found),
    id: idOf(index === undefined ? body : items?.[index]),
    isPartial: index === undefined || found.every((issue) => isInItem(body, issue))
  }))
}

/** Times of creation in seconds. They are kept, since a user can come from another system, but they decode to 1970. */
const timesInSeconds = (body: unknown): ReadonlyArray<Leaf> =>
  (itemsOf(body) ?? [body]).flatMap((object, index): ReadonlyArray<Leaf> => {
    const time = hasProperty(object, "created_at") ? object.created_at : undefined
    if (!isNumber(time) || time < 1e9 || time >= 1e10) {
      return none
    }
    const path = object === body ? ["created_at"] : inBody(body, [index, "created_at"])
    return [{ path, part: path, message: "Expected milliseconds, got what seems to be seconds", hasOwnMessage: true }]
  })

/** One list for all objects without a fault, since this runs for each of them. */
const none: ReadonlyArray<never> = []

/** Whether a body is not a list of invalid objects but the response of another endpoint. */
const isOther = (body: unknown, rest: unknown): boolean => {
  const items = itemsOf(body) ?? []
  return items.length > 0 && itemsOf(rest)?.length === 0 && items.every((item) => idOf(item) === null)
}

/** Whether the item of a list, or the body, stays without the part that has an issue. */
const isInItem = (body: unknown, { part }: Leaf): boolean => inBody(body, part!).length > inBody(body, [0]).length

/** The path of a part of a body. A list that is decoded from the items of a page has paths without `data`. */
const inBody = (body: unknown, path: Path): Path =>
  Array.isArray(body) || typeof path[0] !== "number" ? path : ["data", ...path]

/** An issue of a list without some of its items, at the path in the whole list. */
const withIndex = (issue: Leaf, indexes: ReadonlyArray<number>): Leaf => {
  const index = indexOf(issue)
  const at = issue.path.findIndex((key) => key === index)
  return index === undefined ? issue : { ...issue, path: issue.path.with(at, indexes[index]!) }
}

/** A copy of a value without some of its items and fields. */
const without = (value: unknown, paths: ReadonlyArray<Path>): unknown => {
  const byKey = groupBy(paths, ([key]) => key)
  const copy = <Key extends PropertyKey>([key, inner]: readonly [Key, unknown]) => {
    const found = byKey.get(key)
    return found === undefined
      ? [[key, inner] as const]
      : found.some(({ length }) => length === 1)
      ? []
      : [[key, without(inner, found.map((path) => path.slice(1)))] as const]
  }
  return Array.isArray(value)
    ? [...value.entries()].flatMap(copy).map(([, item]) => item)
    : Object.fromEntries(Object.entries(value as object).flatMap(copy))
}

/** What a list says of its items, including those that fail to decode. */
export const sizeOf = (body: unknown): Pick<Page<unknown>, "lastId" | "size" | "totalCount"> => {
  const items = itemsOf(body) ?? []
  const total = hasProperty(body, "total_count") ? body.total_count : null
  return {
    size: items.length,
    lastId: items.map(idOf).findLast((id) => id !== null) ?? null,
    totalCount: isNumber(total) ? total : null
  }
}

const itemsOf = (body: unknown): ReadonlyArray<unknown> | undefined => {
  const items = hasProperty(body, "data") ? body.data : body
  return Array.isArray(items) ? items : undefined
}

const indexOf = ({ path }: Leaf): number | undefined =>
  [path[0], path[0] === "data" ? path[1] : undefined].find((key) => typeof key === "number")

const idOf = (value: unknown): string | null => hasProperty(value, "id") && isString(value.id) ? value.id : null
