/**
 * The idempotency key of a call, which all its retries send.
 */
import type * as Operation from "../Operation.ts"
import * as Input from "./http/input.ts"
import { namesOf } from "./http/request.ts"

/** The input with a key of its own, unless it has one. `idParam` is the name of its path parameter. The client checks it. */
export const withIdempotencyKey = <O extends Operation.Any>(
  operation: O,
  idParam: string,
  input: object
): Operation.Input<
  O
> => {
  const read = Input.read(input, [idParam, ...namesOf(operation.payload)])
  return (
    "idempotencyKey" in read && read.idempotencyKey !== undefined
      ? read
      : Input.withFields(read, { idempotencyKey: crypto.randomUUID() })
  ) as never
}
