/**
 * Verifies the webhooks that Clerk sends, and handles their events.
 *
 * ```ts
 * import { HttpRouter } from "@effect/platform"
 * import { Effect } from "effect"
 * import * as Webhook from "effect-clerk/Webhook"
 *
 * const handle = Webhook.handlers({
 *   "user.created": ({ data }) => Effect.log(`Welcome, ${data.fullName}`),
 *   "user.deleted": ({ data }) => Effect.log(`Good-bye, ${data.id}`)
 * })
 *
 * // CLERK_WEBHOOK_SIGNING_SECRET
 * const router = HttpRouter.empty.pipe(
 *   HttpRouter.post("/webhooks/clerk", Webhook.httpApp(handle)),
 *   Effect.provide(Webhook.layerConfig())
 * )
 * ```
 *
 * Clerk delivers an event at least once, in any order, and again for days after any response but a 2xx. See `WebhookDeliveries` for
 * handlers that must not run twice.
 *
 * @since 0.1.0
 */
/** @since 0.1.0 */
export * from "./webhook/Handlers.ts"
/** @since 0.1.0 */
export * from "./webhook/HttpApp.ts"
/** @since 0.1.0 */
export * from "./webhook/Secrets.ts"
/** @since 0.1.0 */
export * from "./webhook/Verify.ts"
