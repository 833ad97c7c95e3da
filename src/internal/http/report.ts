/**
 * Reports what cannot be decoded of a response.
 */
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type { SDKError } from "../../Errors.ts"
import { first } from "../text.ts"

type Handle = (error: SDKError) => Effect.Effect<void, SDKError>

export const warn = ({ message }: SDKError): Effect.Effect<void> => Effect.logWarning(message)

/** Handles each object that cannot be decoded in full, or logs one warning for all of them. */
export const report = (
  handle: Handle,
  errors: ReadonlyArray<() => SDKError>
): Effect.Effect<void, SDKError> => {
  const [error] = errors
  return handle !== warn || error === undefined || errors.length === 1
    ? Effect.forEach(errors, (error) => handle(error()), { discard: true })
    : Effect.logWarning(
      `${errors.length} items of a list cannot be decoded in full: ${namesOf(errors)}. ${error().message}`
    )
}

const namesOf = (errors: ReadonlyArray<() => SDKError>): string =>
  first(errors, (error) => idOf(error()) ?? "one without an id", identity).join(", ")

/** The id of the object that an error is about. */
export const idOf = ({ reason }: SDKError): string | null => reason._tag === "InvalidResponse" ? reason.id : null

/** Whether the object is returned without what could not be decoded. */
export const isPartial = ({ reason }: SDKError): boolean => reason._tag === "InvalidResponse" && reason.isPartial
