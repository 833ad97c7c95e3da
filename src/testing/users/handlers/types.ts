/**
 * The types of the handlers of users.
 */
import type * as Operation from "../../../Operation.ts"
import type { operations } from "../../../operations/Users.ts"
import type * as Resource from "../../server/Resource.ts"

export type Handlers = Resource.Handlers<typeof operations>

/** The decoded input of an operation. */
export type Input<Name extends keyof Handlers> = Operation.Input<typeof operations[Name]>
