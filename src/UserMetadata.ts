/**
 * Users with typed metadata: a program gives the schemas of its metadata once, and gets a `Users` whose users and inputs carry them.
 *
 * ```ts
 * import { Effect, Layer, Schema } from "effect"
 * import { Clerk, UserMetadata } from "effect-clerk"
 *
 * class AppUsers extends UserMetadata.Tag<AppUsers>()("AppUsers", {
 *   publicMetadata: Schema.Struct({ plan: Schema.optionalWith(Schema.Literal("free", "pro"), { default: () => "free" }) }),
 *   privateMetadata: Schema.Struct({ trialEndsAt: Schema.optional(Schema.DateTimeUtc) })
 * }) {}
 *
 * const AppUsersLive = Layer.provideMerge(UserMetadata.layer(AppUsers), Clerk.layerConfig())
 *
 * const planOf = (userId: string) => Effect.map(AppUsers.get({ userId }), (user) => user.publicMetadata.plan)
 * ```
 *
 * Metadata is decoded when a user is read and encoded when it is written. A user whose metadata does not fit is handled as any other that
 * cannot be decoded: a list leaves it out and reports it (see `Http.OnDecodeError`), a get fails with an `SDKError`. Keys that a schema
 * does not have are kept as they are.
 *
 * @since 0.1.0
 */
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as HashMap from "effect/HashMap"
import type * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type * as Errors from "./Errors.ts"
import { notSent } from "./internal/http/failures.ts"
import { type Call, decoder, encodeInput, encodePatch, encodeWhole } from "./internal/metadata.ts"
import { userStreams } from "./internal/userStreams.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Users.ts"
import * as Resource from "./Resource.ts"
import type { User } from "./Schema/User.ts"
import * as Users from "./Users.ts"

// ---------------------------------------------------------------------------------------------------------------------
// Types
// ---------------------------------------------------------------------------------------------------------------------

/**
 * The schema of one kind of metadata: a `Schema.Struct`.
 *
 * @since 0.1.0
 * @category models
 */
export type MetadataSchema = Schema.Schema.AnyNoContext & {
  /** The fields of the struct. */
  readonly fields: Schema.Struct.Fields
}

/**
 * The schemas of the metadata of a program. A kind without a schema stays as it is.
 *
 * @since 0.1.0
 * @category models
 */
export interface Schemas {
  /** The schema of the metadata that the front end and the back end can read. */
  readonly publicMetadata?: MetadataSchema
  /** The schema of the metadata that only the back end can read. */
  readonly privateMetadata?: MetadataSchema
  /** The schema of the metadata that the front end can write too. What does not fit it makes the user undecodable: be lenient. */
  readonly unsafeMetadata?: MetadataSchema
}

type Kind = keyof Schemas

type Metadata<S> = S extends Schema.Schema.AnyNoContext ? Schema.Schema.Type<S> : never

/** Kinds of metadata that have a schema. */
type Known<S extends Schemas> = Kind & keyof S

/**
 * A user with typed metadata. It is an instance of `User`, with its getters.
 *
 * @since 0.1.0
 * @category type projections
 */
export type TypedUser<S extends Schemas> = Omit<User, Known<S>> & { readonly [K in Known<S>]: Metadata<S[K]> }

type Whole<S extends Schemas> = { readonly [K in Known<S>]?: Metadata<S[K]> | undefined }

/** Changes of metadata: keys that are left out keep their value, `null` removes one. */
type Patch<S extends Schemas> = {
  readonly [K in Known<S>]?: { readonly [Key in keyof Metadata<S[K]>]?: Metadata<S[K]>[Key] | null } | undefined
}

type TypedInput<Name, I, S extends Schemas> = I extends object ?
  Name extends "create" | "replaceMetadata" ? Omit<I, Known<S>> & Whole<S>
  : Name extends "updateMetadata" ? Omit<I, Known<S>> & Patch<S>
  : I
  : I

type TypedValue<A, S extends Schemas> = A extends User ? TypedUser<S>
  : A extends ReadonlyArray<User> ? ReadonlyArray<TypedUser<S>>
  : A extends Option.Option<User> ? Option.Option<TypedUser<S>>
  : A extends HashMap.HashMap<string, User> ? HashMap.HashMap<string, TypedUser<S>>
  : A extends Users.UsersWithCount ? Omit<A, "data"> & { readonly data: ReadonlyArray<TypedUser<S>> }
  : A

type TypedArgs<Name, Args extends ReadonlyArray<unknown>, S extends Schemas> = {
  [Index in keyof Args]: TypedInput<Name, Args[Index], S>
}

/**
 * The methods of `Users` with typed metadata.
 *
 * @since 0.1.0
 * @category type projections
 */
export type Service<S extends Schemas> = {
  readonly [Name in keyof Users.Service]: Users.Service[Name] extends
    (...args: infer Args) => Effect.Effect<infer A, infer E, infer R>
    ? (...args: TypedArgs<Name, Args, S>) => Effect.Effect<TypedValue<A, S>, E, R>
    : Users.Service[Name] extends (...args: infer Args) => Stream.Stream<infer A, infer E, infer R>
      ? (...args: Args) => Stream.Stream<TypedValue<A, S>, E, R>
    : never
}

type StreamName = Resource.StreamNames<Users.Service>

// ---------------------------------------------------------------------------------------------------------------------
// Tag and layer
// ---------------------------------------------------------------------------------------------------------------------

/**
 * The tag of users with typed metadata, with an accessor for each method as `Users` has them.
 *
 * @since 0.1.0
 * @category constructors
 */
export const Tag = <Self>() =>
<const Id extends string, const S extends Schemas>(
  id: Id,
  schemas: S
):
  & Context.TagClass<Self, Id, Service<S>>
  & Effect.Tag.Proxy<Self, Omit<Service<S>, StreamName>>
  & Resource.StreamAccessors<Self, Pick<Service<S>, StreamName>>
  & {
    /** The schemas of the metadata. */
    readonly schemas: S
  } =>
  Object.assign(
    Resource.Tag<Self, Users.Service>()(id, {
      streams: userStreams
    }),
    { schemas }
  ) as never

/**
 * Provides users with typed metadata over `Users`, also over one with a cache or a loader.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = <Self, S extends Schemas>(
  tag: Context.Tag<Self, Service<S>> & {
    /** The schemas of the metadata. */
    readonly schemas: S
  }
): Layer.Layer<Self, never, Users.Users> =>
  Resource.layer(tag, Effect.map(Users.Users, (users) => typed(users, tag.schemas)))

type Method = (...args: ReadonlyArray<unknown>) => Effect.Effect<unknown, Errors.ClerkFailure>

const typed = <S extends Schemas>(users: Users.Service, schemas: S): Service<S> =>
  Object.fromEntries(
    Object.entries(users as unknown as { readonly [name: string]: Method }).map(([name, method]) => {
      const call: Call = {
        name: `users.${name}`,
        operation: (operations as Operation.Table)[name] ?? operations.list
      }
      const decode = decoder(call, schemas)
      const encode = name === "create" || name === "replaceMetadata"
        ? encodeWhole
        : name === "updateMetadata"
        ? encodePatch
        : undefined
      const run: Method = encode === undefined ? method : (input) =>
        Effect.flatMap(
          Effect.suspend(() => Either.mapLeft(encodeInput(input, schemas, encode), notSent(call.name, call.operation))),
          method
        )
      return [name, (...args: ReadonlyArray<unknown>) => {
        const result: unknown = run(...args)
        return Effect.isEffect(result)
          ? Effect.flatMap(result as ReturnType<Method>, decode.value)
          : Stream.mapChunksEffect(result as Stream.Stream<unknown, Errors.ClerkFailure>, decode.chunk)
      }]
    })
  ) as unknown as Service<S>
