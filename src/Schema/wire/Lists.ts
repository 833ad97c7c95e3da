/**
 * The shapes in which Clerk answers many things, and how many there are.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { object } from "./Fields.ts"
import { snakeCase } from "./SnakeCase.ts"

/**
 * A page of things and how many there are in all.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Page = <A, I>(item: Schema.Schema<A, I>) =>
  Schema.Struct(snakeCase({
    data: Schema.Array(item),
    totalCount: Schema.Int
  }))

/**
 * How many there are in all.
 *
 * @since 0.1.0
 * @category models
 */
export class TotalCount extends Schema.Class<TotalCount>("effect-clerk/TotalCount")(snakeCase({
  object: object("total_count"),
  totalCount: Schema.Int
})) {}
