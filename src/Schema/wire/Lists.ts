/**
 * Pages of lists, and total counts.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { nullable, object } from "./Fields.ts"
import { limit, offset } from "./Request.ts"
import { snakeCase } from "./SnakeCase.ts"

/**
 * A page of items with the total count. Clerk can send null for a page without items.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Page = <A, I>(item: Schema.Schema<A, I>) =>
  Schema.Struct(snakeCase({
    /** The items of the page. */
    data: Schema.transform(Schema.NullOr(Schema.Array(item)), Schema.Array(Schema.typeSchema(item)), {
      strict: true,
      decode: (items) => items ?? [],
      encode: (items) => items
    }),
    /** The number of items in all pages; null when Clerk does not send it. */
    totalCount: nullable(Schema.Int)
  }))

/**
 * A total count.
 *
 * @since 0.1.0
 * @category models
 */
export class TotalCount extends Schema.Class<TotalCount>("effect-clerk/TotalCount")(snakeCase({
  /** The object type, `"total_count"`. */
  object: object("total_count"),
  /** The number of objects that match. */
  totalCount: Schema.Int
})) {}

const pageFilters = Schema.Struct({
  /** The maximum number of items in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of items to skip; 0 by default. */
  offset
})

/**
 * The page of a list by offset.
 *
 * @since 0.1.0
 * @category models
 */
export interface PageFilters extends Schema.Schema.Type<typeof pageFilters> {}

/**
 * The page of a list by offset.
 *
 * @since 0.1.0
 * @category schemas
 */
export const PageFilters: Schema.Schema<PageFilters, typeof pageFilters.Encoded> = pageFilters
