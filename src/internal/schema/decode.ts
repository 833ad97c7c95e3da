/**
 * Bodies into values. Of a list, the items that cannot be read are set aside, so that one odd user does not cost the page.
 */
import * as Either from "effect/Either"
import { hasProperty, isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import type { Issue } from "../../Errors.ts"
import { groupBy } from "../groupBy.ts"
import { compile, surprise } from "./compile.ts"
import type { Leaf } from "./issues.ts"
import { format, leaves } from "./issues.ts"

/** An object that could not be read: what is wrong with it, and its id where that much could be read. */
export interface Malformed {
  readonly issues: ReadonlyArray<Issue>
  readonly id: string | null
}

export interface Decoded<A> {
  readonly value: A
  readonly malformed: ReadonlyArray<Malformed>
}

export type Decoder<A> = (body: unknown) => Either.Either<Decoded<A>, Malformed>

/** Prepares a decoder, which is quick while nothing is wrong; what is wrong, the schema itself tells. */
export const decoder = <A>(schema: Schema.Schema<A, unknown>): Decoder<A> => {
  const compiled = compile(schema.ast)
  const decode = Schema.decodeUnknownEither(schema, { errors: "all" })

  const withoutMalformed = (body: unknown, wrong: ReadonlyArray<Leaf>): Either.Either<Decoded<A>, Malformed> => {
    const items = itemsOf(body)
    const faults = groupBy(wrong, indexOf)
    const isAnotherThing = faults.size === items?.length && items.every((item) => idOf(item) === null)
    if (items === undefined || faults.has(undefined) || isAnotherThing) {
      return Either.left({ issues: wrong.map(format), id: idOf(body) })
    }
    const readable = items.filter((_, index) => !faults.has(index))
    return Either.map(
      Either.mapLeft(decode(Array.isArray(body) ? readable : { ...body as object, data: readable }), (error) => ({
        issues: leaves(error.issue).map(format),
        id: null
      })),
      (value) => ({
        value,
        malformed: Array.from(faults, ([index, found]) => ({ issues: found.map(format), id: idOf(items[index!]) }))
      })
    )
  }

  return (body) => {
    const value = compiled(body)
    const result = value === surprise ? decode(body) : Either.right(value as A)
    return Either.isRight(result)
      ? Either.right({ value: result.right, malformed: [] })
      : withoutMalformed(body, leaves(result.left.issue))
  }
}

/** What Clerk sent in a list, with what could not be read: how many items, and the id of the last of them that has one. */
export const sizeOf = (body: unknown): { readonly size: number; readonly lastId: string | null } => {
  const items = itemsOf(body) ?? []
  return { size: items.length, lastId: items.map(idOf).findLast((id) => id !== null) ?? null }
}

const itemsOf = (body: unknown): ReadonlyArray<unknown> | undefined => {
  const items = hasProperty(body, "data") ? body.data : body
  return Array.isArray(items) ? items : undefined
}

const indexOf = ({ path }: Leaf): number | undefined =>
  [path[0], path[0] === "data" ? path[1] : undefined].find((key) => typeof key === "number")

const idOf = (value: unknown): string | null => hasProperty(value, "id") && isString(value.id) ? value.id : null
