/**
 * The tables that are compared with Clerk's OpenAPI file. A new resource is one more line.
 */
import { type Operation, userOperations } from "effect-clerk"

export interface Resource {
  /** The name of the resource, which its operations begin with in errors and spans, such as `"users"`. */
  readonly prefix: string
  /** The name of the tag and of the file of the table, such as `"Users"`. */
  readonly source: string
  readonly table: Operation.Table
  /** The path that all operations of the resource begin with. The table should have each endpoint of the file below it. */
  readonly path: string
}

export const resources: ReadonlyArray<Resource> = [
  { prefix: "users", source: "Users", table: userOperations, path: "/users" }
]
