/**
 * The resources of the in-memory Clerk. A new resource is one more line here, and one in `OperationTables`.
 */
import type { operations as allowlistIdentifiers } from "../operations/AllowlistIdentifiers.ts"
import type { operations as blocklistIdentifiers } from "../operations/BlocklistIdentifiers.ts"
import type { operations as organizations } from "../operations/Organizations.ts"
import type { operations as users } from "../operations/Users.ts"
import type { Instance } from "./Instance.ts"
import * as AllowlistIdentifiers from "./resources/AllowlistIdentifiers.ts"
import * as BlocklistIdentifiers from "./resources/BlocklistIdentifiers.ts"
import * as Organizations from "./resources/Organizations.ts"
import type { Resource } from "./server/Resource.ts"

/** The tables of operations, by their prefix. */
export interface OperationTables {
  readonly allowlistIdentifiers: typeof allowlistIdentifiers
  readonly blocklistIdentifiers: typeof blocklistIdentifiers
  readonly organizations: typeof organizations
  readonly users: typeof users
}

/** The resources beside users. */
export const make = (instance: Instance): ReadonlyArray<Resource> => [
  AllowlistIdentifiers.make(instance),
  BlocklistIdentifiers.make(instance),
  Organizations.make(instance)
]
