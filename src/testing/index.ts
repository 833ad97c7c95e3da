/**
 * @since 0.1.0
 */

/** @since 0.1.0 */
export { ClerkTest } from "./ClerkTest.ts"
/** @since 0.1.0 */
export type * from "./Control.ts"
/** @since 0.1.0 */
export type { Fault } from "./Faults.ts"
/** @since 0.1.0 */
export { Ids } from "./Ids.ts"
/** @since 0.1.0 */
export type { MakeId } from "./Ids.ts"
/** @since 0.1.0 */
export type { Answer, Request } from "./Message.ts"
/** @since 0.1.0 */
export { ConnectionLost } from "./Message.ts"
/** @since 0.1.0 */
export type { SeenRequest } from "./RequestLog.ts"
/** @since 0.1.0 */
export type { MembershipSeed, Some, UserSeed } from "./Seed.ts"
