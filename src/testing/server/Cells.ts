/**
 * The values of an in-memory Clerk that change. A snapshot keeps them all, so that they can be restored.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"

/** Keeps a value as it is at this moment, and returns the effect that restores it. */
export type Save = Effect.Effect<Effect.Effect<void>>

export interface Cells {
  readonly add: (save: Save) => void
  /** Keeps all values. */
  readonly save: Save
}

export const make = (): Cells => {
  const all: Array<Save> = []
  return {
    add: (save) => {
      all.push(save)
    },
    save: Effect.map(
      Effect.suspend(() => Effect.all(all)),
      (restores) => Effect.all(restores, { discard: true })
    )
  }
}

/** The cells that new values are added to; undefined outside of an in-memory Clerk. */
export class CurrentCells extends Context.Reference<CurrentCells>()("effect-clerk/testing/Cells", {
  defaultValue: (): Cells | undefined => undefined
}) {}

/** Adds what changes in place. */
export const add = (save: Save): Effect.Effect<void> =>
  Effect.map(CurrentCells, (cells) => {
    cells?.add(save)
  })

/** Makes a `Ref` of a value that never changes in place. */
export const ref = <A>(initial: A): Effect.Effect<Ref.Ref<A>> =>
  Effect.tap(Ref.make(initial), (ref) => add(Effect.map(Ref.get(ref), (value) => Ref.set(ref, value))))
