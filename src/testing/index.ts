/**
 * @since 0.1.0
 */

/** @since 0.1.0 */
export type * from "./billing/Control.ts"
/** @since 0.1.0 */
export { ClerkTest } from "./ClerkTest.ts"
/** @since 0.1.0 */
export type * from "./Control.ts"
/** @since 0.1.0 */
export type * from "./events/Control.ts"
/** @since 0.1.0 */
export type * from "./organizations/Control.ts"
/** @since 0.1.0 */
export type { ErrorItem, ErrorResponse } from "./server/ErrorResponse.ts"
/** @since 0.1.0 */
export type { Fault } from "./server/Faults.ts"
/** @since 0.1.0 */
export type { HttpRequest, HttpResponse } from "./server/HttpMessage.ts"
/** @since 0.1.0 */
export { ConnectionLost } from "./server/HttpMessage.ts"
/** @since 0.1.0 */
export { Ids } from "./server/Ids.ts"
/** @since 0.1.0 */
export type { MakeId } from "./server/Ids.ts"
/** @since 0.1.0 */
export type { InMemoryServer, ServerOptions } from "./server/InMemoryServer.ts"
/** @since 0.1.0 */
export type { SeenRequest } from "./server/RequestLog.ts"
/** @since 0.1.0 */
export type { Handlers, Resource, ResponseContext, SharedState } from "./server/Resource.ts"
/** @since 0.1.0 */
export type * from "./served/Control.ts"
/** @since 0.1.0 */
export type * from "./sessions/Control.ts"
/** @since 0.1.0 */
export type * from "./signUps/Control.ts"
/** @since 0.1.0 */
export type * from "./tokens/Control.ts"
/** @since 0.1.0 */
export type * from "./users/Control.ts"
/** @since 0.1.0 */
export type {
  CreditSeed,
  MembershipSeed,
  Some,
  SubscriptionItemSeed,
  SubscriptionSeed,
  UserSeed
} from "./users/Seed.ts"
