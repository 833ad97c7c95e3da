/**
 * Handlers of the events of webhooks. They are exported by `Webhook`.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type { EventType, KnownEvent, WebhookEvent } from "../WebhookEvent.ts"
import type { Delivery } from "./Verify.ts"

/**
 * A handler of deliveries.
 *
 * @since 0.1.0
 * @category models
 */
export type Handler<E = never, R = never> = (delivery: Delivery) => Effect.Effect<void, E, R>

/**
 * Handlers by type of event. `default` gets every event that has no handler, also those of unknown types.
 *
 * @since 0.1.0
 * @category models
 */
export type Handlers =
  & {
    readonly [Type in EventType]?: (
      event: Extract<KnownEvent, { readonly type: Type }>,
      delivery: Delivery
    ) => Effect.Effect<unknown, unknown, unknown>
  }
  & {
    /** Handles events that have no handler of their own; by default they are accepted and ignored. */
    readonly default?: (event: WebhookEvent, delivery: Delivery) => Effect.Effect<unknown, unknown, unknown>
  }

type Result<Some> = Some[keyof Some] extends infer Handle
  ? Handle extends (...args: never) => infer Out ? Extract<Out, Effect.Effect<unknown, unknown, unknown>> : never
  : never

/**
 * Makes one handler of handlers by type of event. Events without a handler go to `default`, or are ignored.
 *
 * @since 0.1.0
 * @category combinators
 */
export const handlers = <const Some extends Handlers>(
  some: Some & { readonly [Name in Exclude<keyof Some, EventType | "default">]: never }
): Handler<Effect.Effect.Error<Result<Some>>, Effect.Effect.Context<Result<Some>>> =>
(delivery) => {
  const { event } = delivery
  const handler = event.type !== "unknown" && Object.hasOwn(some, event.type) ? some[event.type] : undefined
  const handled = (handler ?? some.default) as Handlers["default"]
  return (handled === undefined ? Effect.void : Effect.asVoid(handled(event, delivery))) as never
}
