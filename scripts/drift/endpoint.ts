/**
 * One endpoint as a table and Clerk's OpenAPI file both describe it.
 */
import type { Fields, Shape } from "./shape.ts"

export interface Endpoint {
  /** Such as `"users.ban"` in a table, and the `operationId` in the file. */
  readonly name: string
  readonly method: string
  /** The path with the parameters as the file spells them, such as `"/users/{user_id}/ban"`. */
  readonly path: string
  readonly query: Fields
  /** The media type of the body; undefined without a body. */
  readonly mediaType: string | undefined
  readonly body: Shape
  readonly response: Shape
  readonly statuses: ReadonlyArray<number>
}

/** Method and path, which identify an endpoint. */
export const keyOf = ({ method, path }: Pick<Endpoint, "method" | "path">): string => `${method} ${path}`
