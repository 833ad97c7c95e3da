/**
 * @since 0.1.0
 */

/** @since 0.1.0 */
export { ClerkTest } from "./ClerkTest.ts"
/** @since 0.1.0 */
export type * from "./Control.ts"
/** @since 0.1.0 */
export type { Fault } from "./server/Faults.ts"
/** @since 0.1.0 */
export { Ids } from "./server/Ids.ts"
/** @since 0.1.0 */
export type { MakeId } from "./server/Ids.ts"
/** @since 0.1.0 */
export type { Answer, Request } from "./server/Message.ts"
/** @since 0.1.0 */
export { ConnectionLost } from "./server/Message.ts"
/** @since 0.1.0 */
export type { SeenRequest } from "./server/RequestLog.ts"
/** @since 0.1.0 */
export type { MembershipSeed, Some, UserSeed } from "./users/Seed.ts"
