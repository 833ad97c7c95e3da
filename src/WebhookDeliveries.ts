/**
 * Remembers which webhooks were handled, so that a handler does not run again for one that Clerk delivers twice.
 *
 * ```ts
 * import { KeyValueStore } from "@effect/platform"
 * import { Effect, Layer } from "effect"
 * import * as Webhook from "effect-clerk/Webhook"
 * import * as WebhookDeliveries from "effect-clerk/WebhookDeliveries"
 *
 * const handle = WebhookDeliveries.once(Webhook.handlers({
 *   "user.created": ({ data }) => Effect.log(`Welcome, ${data.fullName}`)
 * }))
 *
 * const DeliveriesLive = WebhookDeliveries.layerKeyValueStore().pipe(Layer.provide(KeyValueStore.layerMemory))
 * ```
 *
 * A delivery is remembered after its handler succeeded: a process that stops within a handler runs it again. Write such a handler so that
 * this does no harm.
 *
 * @since 0.1.0
 */
import * as Persistence from "@effect/experimental/Persistence"
import * as KeyValueStore from "@effect/platform/KeyValueStore"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Handler } from "./webhook/Handlers.ts"

/**
 * The store of deliveries does not respond. A webhook that fails with it is delivered again.
 *
 * @since 0.1.0
 * @category errors
 */
export class DeliveriesUnavailable
  extends Schema.TaggedError<DeliveriesUnavailable>("effect-clerk/DeliveriesUnavailable")("DeliveriesUnavailable", {
    /** The failure of the store. */
    cause: Schema.Defect
  })
{
  /** A sentence. */
  override get message(): string {
    return "The store of handled webhooks does not respond"
  }
}

/**
 * Remembers deliveries.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Runs an effect unless it succeeded before for the id of the message. In one process, the same id waits for a run that has not ended.
   */
  readonly once: <E, R>(
    id: string,
    effect: Effect.Effect<void, E, R>
  ) => Effect.Effect<void, E | DeliveriesUnavailable, R>
}

/**
 * Remembers deliveries.
 *
 * @since 0.1.0
 * @category services
 */
export class WebhookDeliveries extends Context.Tag("effect-clerk/WebhookDeliveries")<WebhookDeliveries, Service>() {}

/**
 * How long deliveries are remembered.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** How long, 7 days by default: longer than Clerk delivers an event again. */
  readonly timeToLive?: Duration.DurationInput | undefined
  /** What the keys in the store begin with, by default `"effect-clerk/webhooks"`. */
  readonly storeId?: string | undefined
}

/**
 * Runs a handler once for each message.
 *
 * @since 0.1.0
 * @category combinators
 */
export const once =
  <E, R>(handler: Handler<E, R>): Handler<E | DeliveriesUnavailable, R | WebhookDeliveries> => (delivery) =>
    Effect.flatMap(WebhookDeliveries, ({ once }) => once(delivery.id, handler(delivery)))

/**
 * Remembers deliveries in any `KeyValueStore`. It has no expiry: entries that are too old are ignored, but not removed.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerKeyValueStore = (
  options: Options = {}
): Layer.Layer<WebhookDeliveries, never, KeyValueStore.KeyValueStore> =>
  Layer.effect(
    WebhookDeliveries,
    Effect.map(KeyValueStore.KeyValueStore, (store) => {
      const { millis, storeId } = settings(options)
      return make({
        has: (id) =>
          Effect.zipWith(
            store.get(`${storeId}/${id}`),
            Clock.currentTimeMillis,
            (handledAt, now) => Option.exists(handledAt, (time) => now - Number(time) < millis)
          ),
        add: (id) => Effect.flatMap(Clock.currentTimeMillis, (now) => store.set(`${storeId}/${id}`, String(now)))
      })
    })
  )

/**
 * Remembers deliveries in any store of `@effect/experimental/Persistence`, such as Redis, which removes them when they are too old.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerPersistence = (
  options: Options = {}
): Layer.Layer<WebhookDeliveries, never, Persistence.BackingPersistence> =>
  Layer.scoped(
    WebhookDeliveries,
    Effect.gen(function*() {
      const { millis, storeId } = settings(options)
      const persistence = yield* Persistence.BackingPersistence
      const store = yield* persistence.make(storeId)
      return make({
        has: (id) => Effect.map(store.get(id), Option.isSome),
        add: (id) => store.set(id, true, Option.some(Duration.millis(millis)))
      })
    })
  )

const settings = ({ storeId = "effect-clerk/webhooks", timeToLive = "7 days" }: Options) => ({
  millis: Duration.toMillis(timeToLive),
  storeId
})

interface Store {
  readonly has: (id: string) => Effect.Effect<boolean, unknown>
  readonly add: (id: string) => Effect.Effect<unknown, unknown>
}

const make = (store: Store): Service => {
  const running = new Map<string, Deferred.Deferred<void, never>>()
  const unavailable = <A>(effect: Effect.Effect<A, unknown>) =>
    Effect.mapError(effect, (cause) => new DeliveriesUnavailable({ cause }))

  const once: Service["once"] = <E, R>(id: string, effect: Effect.Effect<void, E, R>) => {
    // The mask keeps an interruption from coming between `running.set` and the finalizer: the id would stay in `running`.
    const attempt: Effect.Effect<void, E | DeliveriesUnavailable, R> = Effect.uninterruptibleMask((restore) => {
      const other = running.get(id)
      if (other !== undefined) {
        // When the other one failed, this one runs.
        return restore(Effect.zipRight(Deferred.await(other), attempt))
      }
      const done = Deferred.unsafeMake<void, never>(FiberId.none)
      running.set(id, done)
      return unavailable(store.has(id)).pipe(
        Effect.flatMap((handled) => handled ? Effect.void : Effect.zipRight(effect, unavailable(store.add(id)))),
        Effect.asVoid,
        restore,
        Effect.ensuring(Effect.sync(() => {
          running.delete(id)
          Deferred.unsafeDone(done, Effect.void)
        }))
      )
    })
    return attempt
  }
  return { once }
}
