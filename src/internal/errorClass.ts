/**
 * What the classes of errors share.
 */
import * as Schema from "effect/Schema"

export const withDefault = <A, I>(schema: Schema.Schema<A, I>, value: () => NoInfer<A>) =>
  Schema.propertySignature(schema).pipe(Schema.withConstructorDefault(value))

export const nullByDefault = <A, I>(schema: Schema.Schema<A, I>) => withDefault(Schema.NullOr(schema), () => null)

/** Errors are printed without a stack trace: its frames would be those of this library, and they are expected. */
export const withoutFrames = (error: Error): void => {
  Object.defineProperty(error, "stack", { get: () => String(error) })
}
