/**
 * The options and the control of the in-memory Clerk.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type { OpenEnum } from "../Schema/wire/Fields.ts"
import type { BillingOptions } from "./billing/Control.ts"
import type { EventsControl } from "./events/Control.ts"
import type { OrganizationsControl, OrganizationsOptions } from "./organizations/Control.ts"
import type { OperationTables } from "./resources.ts"
import type { Fault } from "./server/Faults.ts"
import type { InMemoryServer, ServerOptions } from "./server/InMemoryServer.ts"
import type { SessionsControl, SessionsOptions } from "./sessions/Control.ts"
import type { SignUpsControl, SignUpsOptions } from "./signUps/Control.ts"
import type { TokensControl } from "./tokens/Control.ts"
import type { Snapshot, UsersControl, UsersOptions } from "./users/Control.ts"

/**
 * Options of the in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options
  extends BillingOptions, OrganizationsOptions, ServerOptions, SessionsOptions, SignUpsOptions, UsersOptions
{}

/**
 * The control of the in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service
  extends
    EventsControl,
    InMemoryServer,
    OrganizationsControl,
    SessionsControl,
    SignUpsControl,
    TokensControl,
    UsersControl
{
  /** Queues a fault. A fault that no request can have, such as one of an unknown operation, dies. */
  readonly fault: (fault: Fault<OpenEnum<OperationName>>) => Effect.Effect<void>
  /**
   * Restores the state that a snapshot was made of: users, all other resources, ids and undelivered events. Faults, requests and the state of
   * resources of your own stay as they are. It dies for a snapshot of another in-memory Clerk.
   */
  readonly restore: (snapshot: Snapshot) => Effect.Effect<void>
  /** Queues several faults, such as one of `ClerkTest.scenarios`. */
  readonly faults: (faults: ReadonlyArray<Fault<OpenEnum<OperationName>>>) => Effect.Effect<void>
}

/**
 * The names of the operations that the library has.
 *
 * @since 0.1.0
 * @category models
 */
export type OperationName = {
  [Prefix in keyof OperationTables]: `${Prefix}.${keyof OperationTables[Prefix] & string}`
}[keyof OperationTables]
