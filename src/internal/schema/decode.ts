/**
 * Decodes response bodies. Items of a list that fail to decode are left out, so that one of them does not fail the page.
 */
import * as Either from "effect/Either"
import { hasProperty, isNumber, isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Issue } from "../../Errors.ts"
import type { Page } from "../../Operation.ts"
import { groupBy } from "../groupBy.ts"
import { bail } from "./combinators.ts"
import { compile } from "./compile.ts"
import type { Leaf } from "./issues.ts"
import { format, leaves } from "./issues.ts"

/** An object that could not be decoded. */
export interface DecodeFailure {
  readonly issues: ReadonlyArray<Issue>
  /** The id of the object; null when it has none. */
  readonly id: string | null
}

export interface Decoded<A> {
  readonly value: A
  /** The items of a list that were left out, described when they are reported: there can be very many. */
  readonly failures: ReadonlyArray<() => DecodeFailure>
}

export type Decoder<A> = (body: unknown) => Either.Either<Decoded<A>, DecodeFailure>

/** Compiled fast path; falls back to the schema for error details. */
export const decoder = <A>(schema: Schema.Schema<A, unknown>): Decoder<A> => {
  const compiled = compile(schema.ast)
  const decode = Schema.decodeUnknownEither(schema, { errors: "all" })

  const decodeValidItems = (
    body: unknown,
    found: ReadonlyArray<Leaf>
  ): Either.Either<Decoded<A>, DecodeFailure> => {
    const items = itemsOf(body)
    const byIndex = groupBy(found, indexOf)
    // Then it is not a list of invalid objects but the response of another endpoint.
    const hasNoIds = byIndex.size === items?.length && items.every((item) => idOf(item) === null)
    if (items === undefined || byIndex.has(undefined) || hasNoIds) {
      return Either.left({ issues: format(found), id: idOf(body) })
    }
    const valid = items.filter((_, index) => !byIndex.has(index))
    return Either.map(
      Either.mapLeft(decode(Array.isArray(body) ? valid : { ...body as object, data: valid }), (error) => ({
        issues: format(leaves(error.issue)),
        id: null
      })),
      (value) => ({
        value,
        failures: Array.from(byIndex, ([index, found]) => () => ({ issues: format(found), id: idOf(items[index!]) }))
      })
    )
  }

  return (body) => {
    try {
      const value = compiled(body)
      const result = value === bail ? decode(body) : Either.right(value as A)
      return Either.isRight(result)
        ? Either.right({ value: result.right, failures: [] })
        : decodeValidItems(body, leaves(result.left.issue))
    } catch {
      // A schema that contains itself can exceed the call stack.
      return Either.left({
        issues: [new Issue({ path: "", message: "Expected values that can be decoded" })],
        id: null
      })
    }
  }
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
