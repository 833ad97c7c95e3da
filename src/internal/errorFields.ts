/**
 * The fields that errors share.
 */
import * as Schema from "effect/Schema"

export const withDefault = <A, I>(schema: Schema.Schema<A, I>, value: () => NoInfer<A>) =>
  Schema.propertySignature(schema).pipe(Schema.withConstructorDefault(value))

export const nullByDefault = <A, I>(schema: Schema.Schema<A, I>) => withDefault(Schema.NullOr(schema), () => null)

/** Fields of both errors about the call. */
export const call = {
  /** The operation, such as `"users.update"`. */
  operation: withDefault(Schema.String, () => "unknown"),
  /** The method, such as `"PATCH"`. */
  method: withDefault(Schema.String, () => ""),
  /** The template of the path, such as `"/users/:userId"`. */
  path: withDefault(Schema.String, () => ""),
  /** The number of attempts; 0 when the input was refused. */
  attempts: withDefault(Schema.Int, () => 1),
  /** Whether a write may have succeeded: it may have been sent, and no response said that it was refused. */
  outcomeUnknown: withDefault(Schema.Boolean, () => false),
  /** Whether the operation can be sent again even if its outcome is unknown. */
  idempotent: withDefault(Schema.Boolean, () => false),
  /** The ids that earlier requests of the same call have done, for a call that sends several: `bulkBan` and `bulkUnban`. */
  done: withDefault(Schema.Array(Schema.String), (): ReadonlyArray<string> => [])
}

/** Fields of both errors about the response. */
export const response = {
  /** The HTTP status of the response. */
  status: Schema.Int,
  /** Clerk's trace id of the request, for their support. */
  traceId: nullByDefault(Schema.String),
  /** How long Clerk asks to wait before the next request. */
  retryAfter: nullByDefault(Schema.Duration)
}
