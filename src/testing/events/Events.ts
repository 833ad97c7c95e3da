/**
 * Keeps the events of changed users until a receiver accepts them.
 */
import * as Array from "effect/Array"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Ref from "effect/Ref"
import * as Schedule from "effect/Schedule"
import type { DeletedObject } from "../../Schema/DeletedObject.ts"
import type { User } from "../../Schema/User.ts"
import * as Cells from "../server/Cells.ts"
import type { Counters } from "../server/Counters.ts"
import type { SignedWebhook } from "../tokens/Control.ts"
import { nowInSeconds } from "../tokens/Keys.ts"
import * as Webhooks from "../tokens/Webhooks.ts"
import type { EventReceiver, EventsControl, UserEventType } from "./Control.ts"

export interface Events extends EventsControl {
  /** Adds the event of a change. */
  readonly add: AddEvent
  /** Drops all events. */
  readonly reset: Effect.Effect<void>
}

export type AddEvent = (type: UserEventType, data: User | DeletedObject) => Effect.Effect<void>

interface Event {
  readonly type: UserEventType
  /** The id and the body, which are the same in every attempt. Made on first use: most tests deliver no events. */
  readonly message: Effect.Effect<Webhooks.Message>
}

/** Bounds the memory of a server whose events are never delivered. */
const maxEvents = 10_000

export const make = Effect.fnUntraced(function*({ nextId }: Counters): Effect.fn.Return<Events> {
  const pending = yield* Cells.ref(Chunk.empty<Event>())
  return {
    add: Effect.fnUntraced(function*(type, data) {
      const at = yield* nowInSeconds
      const message = yield* Effect.cached(
        Effect.map(nextId("msg"), (id): Webhooks.Message => ({ id, body: Webhooks.bodyOf(type, data, at) }))
      )
      yield* Ref.update(
        pending,
        (events) =>
          Chunk.append(events.length < maxEvents ? events : Chunk.drop(events, maxEvents / 2), { type, message })
      )
    }),
    reset: Ref.set(pending, Chunk.empty()),
    deliverEvents: Effect.fnUntraced(function*(to, options = {}) {
      const { copies = 1, retry = Schedule.recurs(4), secret = Webhooks.secret, shuffleSeed } = options
      const send = sender(to)
      const events = Chunk.toReadonlyArray(yield* pending).flatMap((event) => Array.replicate(event, copies))
      const ordered = shuffleSeed === undefined ? events : yield* Random.make(shuffleSeed).shuffle(events)
      return yield* Effect.forEach(ordered, (event) =>
        Effect.gen(function*() {
          const message = yield* event.message
          let attempts = 0
          const attempt = Effect.suspend(() => {
            attempts += 1
            return Effect.flatMap(Webhooks.sign(message, secret), send)
          })
          const accepted = yield* Effect.isSuccess(Effect.retry(Effect.catchAllDefect(attempt, Effect.fail), retry))
          if (accepted) {
            yield* Ref.update(pending, Chunk.filter((other) => other !== event))
          }
          return { id: message.id, type: event.type, attempts, accepted }
        }))
    })
  }
})

const sender = <R>(to: EventReceiver<R>): (webhook: SignedWebhook) => Effect.Effect<unknown, unknown, R> =>
  typeof to === "function" ? to : ({ body, headers }) =>
    Effect.filterOrFail(
      Effect.tryPromise((signal) => fetch(to, { method: "POST", headers, body, redirect: "manual", signal })),
      ({ ok }) => ok
    )
