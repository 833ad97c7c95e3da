/**
 * What answers an operation: the same table as the client's, seen from the other side.
 */
import type * as Effect from "effect/Effect"
import type * as Operation from "../../Operation.ts"
import type { operations } from "../../operations/Users.ts"
import type { Refusal } from "../server/Refusal.ts"

type Operations = typeof operations

export type Name = keyof Operations

/** The input of an operation, under the names that the caller gave it. */
export type Input<N extends Name> = Operation.Input<Operations[N]>

/** One handler for each operation. */
export type Handlers = {
  readonly [N in Name]: (input: Input<N>) => Effect.Effect<Operation.Success<Operations[N]>, Refusal>
}
