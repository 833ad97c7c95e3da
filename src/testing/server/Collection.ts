/**
 * The objects of one type in an in-memory Clerk, such as its invitations.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Cells from "./Cells.ts"
import * as ErrorResponse from "./ErrorResponse.ts"

export interface Collection<A extends { readonly id: string }> {
  /** All objects, the oldest first. */
  readonly all: Effect.Effect<ReadonlyArray<A>>
  /** All objects by id. */
  readonly byId: Effect.Effect<ReadonlyMap<string, A>>
  /** The object with an id, or 404. */
  readonly find: (id: string) => Effect.Effect<A, ErrorResponse.ErrorResponse>
  /** Stores a new or changed object and returns it. */
  readonly put: <B extends A>(item: B) => Effect.Effect<B>
  /** Removes the object with an id and returns it, or 404. */
  readonly remove: (id: string) => Effect.Effect<A, ErrorResponse.ErrorResponse>
  /** Removes all objects that match. */
  readonly removeWhere: (predicate: (item: A) => boolean) => Effect.Effect<void>
}

export const make = <A extends { readonly id: string }>(): Effect.Effect<Collection<A>> =>
  Effect.map(Cells.ref<ReadonlyMap<string, A>>(new Map()), (ref) => {
    const find: Collection<A>["find"] = (id) =>
      Effect.flatMap(ref, (items) =>
        Option.match(Option.fromNullable(items.get(id)), {
          onNone: () => ErrorResponse.ofCode("resource_not_found"),
          onSome: Effect.succeed
        }))
    const removeWhere: Collection<A>["removeWhere"] = (predicate) =>
      Ref.update(ref, (items) => new Map(Array.from(items).filter(([, item]) => !predicate(item))))
    return {
      all: Effect.map(ref, (items) => Array.from(items.values())),
      byId: ref,
      find,
      put: (item) => Effect.as(Ref.update(ref, (items) => new Map(items).set(item.id, item)), item),
      remove: (id) => Effect.tap(find(id), () => removeWhere((item) => item.id === id)),
      removeWhere
    }
  })
