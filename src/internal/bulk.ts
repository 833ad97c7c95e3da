/**
 * Writes to many items, as few requests with a list of ids each.
 */
import * as Array from "effect/Array"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as Errors from "../Errors.ts"
import type * as Operation from "../Operation.ts"
import { PathSegment } from "../Schema/wire/Request.ts"
import { notSent } from "./http/failures.ts"
import * as Input from "./http/input.ts"
import { format, leaves } from "./schema/issues.ts"

type Ids<IdsParam extends string> = { readonly [Name in IdsParam]: ReadonlyArray<string> }

const ManyIds = Schema.Array(PathSegment)

/**
 * Sends the distinct ids of an input in requests of up to `size` ids, one after the other, and returns the items of all. All ids are
 * checked before the first request. The first failure ends the call, and has the ids of the requests before it.
 */
export const inParts = <const IdsParam extends string, A>(
  name: string,
  operation: Operation.Any,
  idsParam: IdsParam,
  size: number,
  call: (input: Ids<IdsParam>) => Effect.Effect<ReadonlyArray<A>, Errors.ClerkFailure>
): (input: Ids<IdsParam>) => Effect.Effect<ReadonlyArray<A>, Errors.ClerkFailure> => {
  const refuse = notSent(name, operation)
  const check = Schema.validateEither(ManyIds, { errors: "all" })
  return Effect.fnUntraced(function*(input) {
    const fields = Input.attempt(() => input instanceof Input.Unreadable ? input : { ...input })
    if (fields instanceof Input.Unreadable) {
      return yield* refuse([fields.issue])
    }
    const [unknown] = Object.keys(fields).filter((name) => name !== idsParam)
    if (unknown !== undefined) {
      return yield* refuse([new Errors.Issue({ path: unknown, message: "Expected no such parameter" })])
    }
    const ids = Input.readIds(fields[idsParam], "a list of ids")
    if (ids instanceof Input.Unreadable) {
      return yield* refuse([new Errors.Issue({ path: idsParam, message: ids.issue.message })])
    }
    yield* Either.mapLeft(check(ids), ({ issue }) => refuse(format(leaves(issue, [idsParam]))))
    const items: Array<A> = []
    const done: Array<string> = []
    for (const part of Array.chunksOf(ids, size)) {
      items.push(...yield* Effect.mapError(call({ ...fields, [idsParam]: part }), withDone([...done])))
      done.push(...part)
    }
    return items
  })
}

const withDone = (done: ReadonlyArray<string>) => (error: Errors.ClerkFailure): Errors.ClerkFailure =>
  error._tag === "ClerkErrors"
    ? new Errors.ClerkErrors({ ...error, done })
    : new Errors.SDKError({ ...error, done })
