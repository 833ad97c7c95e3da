/**
 * How a call can fail.
 */
import type { ClerkErrors, SDKError } from "../Errors.ts"

export type Failure = ClerkErrors | SDKError
