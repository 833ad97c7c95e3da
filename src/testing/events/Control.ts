/**
 * The events that the in-memory Clerk delivers.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import type { SignedWebhook } from "../tokens/Control.ts"

/**
 * Who receives events: a URL, to which they are posted and which accepts them with any 2xx, or a function whose effect accepts them when it
 * succeeds.
 *
 * @since 0.1.0
 * @category models
 */
export type EventReceiver<R = never> = string | URL | ((webhook: SignedWebhook) => Effect.Effect<unknown, unknown, R>)

/**
 * How events are delivered.
 *
 * @since 0.1.0
 * @category models
 */
export interface DeliverOptions {
  /** Shuffles the events by this seed. By default they are delivered in the order of the changes. */
  readonly shuffleSeed?: number | undefined
  /** How often each event is delivered, 1 by default. Copies have the same id, as when Clerk delivers an event again. */
  readonly copies?: number | undefined
  /** When an event that was not accepted is delivered again: by default up to 4 times, without a pause. */
  readonly retry?: Schedule.Schedule<unknown, unknown> | undefined
  /** The signing secret, by default that of the in-memory Clerk. */
  readonly secret?: Redacted.Redacted | undefined
}

/**
 * What became of an event.
 *
 * @since 0.1.0
 * @category models
 */
export interface EventDelivery {
  /** The id of the message, `msg_…`. */
  readonly id: string
  /** The type of the event. */
  readonly type: UserEventType
  /** How often it was sent. */
  readonly attempts: number
  /** Whether it was accepted. If not, the next call delivers it again. */
  readonly accepted: boolean
}

/**
 * The types of the events that the in-memory Clerk delivers.
 *
 * @since 0.1.0
 * @category models
 */
export type UserEventType = "user.created" | "user.updated" | "user.deleted"

/**
 * The control of the events of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface EventsControl {
  /**
   * Delivers the events of all users that requests have created, updated or deleted since the last call, one after the other, and returns
   * what became of them.
   */
  readonly deliverEvents: <R>(
    to: EventReceiver<R>,
    options?: DeliverOptions
  ) => Effect.Effect<ReadonlyArray<EventDelivery>, never, R>
}
