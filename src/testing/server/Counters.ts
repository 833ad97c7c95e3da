/**
 * Counters and the ids made from them.
 */
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Cells from "./Cells.ts"
import { Ids } from "./Ids.ts"

export interface Counters {
  /** The next number of a counter, from 1. */
  readonly next: (counter: string) => Effect.Effect<number>
  /** The next id with a prefix that is not taken. */
  readonly nextId: (prefix: string, isTaken?: (id: string) => boolean) => Effect.Effect<string>
  readonly reset: Effect.Effect<void>
}

export const make: Effect.Effect<Counters> = Effect.gen(function*() {
  const makeId = yield* Ids
  const counts = yield* Cells.ref(HashMap.empty<string, number>())

  const next: Counters["next"] = (counter) =>
    Ref.modify(counts, (counts) => {
      const count = Option.getOrElse(HashMap.get(counts, counter), () => 0) + 1
      return [count, HashMap.set(counts, counter, count)]
    })

  return {
    next,
    nextId: Effect.fnUntraced(function*(prefix, isTaken = () => false) {
      for (let attempt = 0; attempt < 1000; attempt++) {
        const id = yield* makeId(prefix, yield* next(`id ${prefix}`))
        if (!isTaken(id)) {
          return id
        }
      }
      return yield* Effect.dieMessage(`Ids gave 1000 ids for ${prefix} in a row that are taken.`)
    }),
    reset: Ref.set(counts, HashMap.empty())
  }
})
