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
import * as Chunk from "effect/Chunk"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as HashMap from "effect/HashMap"
import type * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type * as Errors from "./Errors.ts"
import { InvalidResponse } from "./Errors.ts"
import { OnDecodeError } from "./Http.ts"
import { notSent, sdkError } from "./internal/http/failures.ts"
import * as Input from "./internal/http/input.ts"
import * as Report from "./internal/http/report.ts"
import { format, type Leaf, leaves } from "./internal/schema/issues.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Users.ts"
import * as Resource from "./Resource.ts"
import { User } from "./Schema/User.ts"
import { isJsonObject } from "./Schema/wire/Json.ts"
import { keyOf } from "./Schema/wire/SnakeCase.ts"
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
      streams: ["stream", "pages", "streamOrganizationMemberships", "streamOrganizationInvitations"]
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

// ---------------------------------------------------------------------------------------------------------------------
// Reading
// ---------------------------------------------------------------------------------------------------------------------

interface Call {
  readonly name: string
  readonly operation: Operation.Any
}

const options = { errors: "all", onExcessProperty: "preserve" } as const

const kinds = ["publicMetadata", "privateMetadata", "unsafeMetadata"] as const

const decoder = (call: Call, schemas: Schemas) => {
  const decoders = kinds.flatMap((kind) => {
    const schema = schemas[kind]
    return schema === undefined ? [] : [[kind, Schema.decodeUnknownEither(schema, options)] as const]
  })

  const one = (user: User): Either.Either<User, Errors.SDKError> => {
    const found: Array<Leaf> = []
    const fields: Record<string, unknown> = { ...user }
    for (const [kind, decode] of decoders) {
      const result = decode(user[kind])
      if (Either.isRight(result)) {
        fields[kind] = result.right
      } else {
        found.push(...leaves(result.left.issue, [kind]))
      }
    }
    return found.length > 0
      ? Either.left(invalid(call, user.id, found))
      : Either.right(Object.assign(Object.create(Object.getPrototypeOf(user) as object), fields) as User)
  }

  /** Leaves out and reports the users that do not fit. */
  const many = (users: ReadonlyArray<User>): Effect.Effect<ReadonlyArray<User>, Errors.SDKError> =>
    Effect.suspend(() => {
      const results = users.map(one)
      const errors = results.flatMap((result) => Either.isLeft(result) ? [() => result.left] : [])
      const decoded = results.flatMap((result) => Either.isRight(result) ? [result.right] : [])
      return Effect.as(Effect.flatMap(OnDecodeError, (handle) => Report.report(handle, errors)), decoded)
    })

  const isUser = (value: unknown): value is User => value instanceof User
  const areUsers = (value: unknown): value is ReadonlyArray<User> => Array.isArray(value) && value.every(isUser)

  const value = (result: unknown): Effect.Effect<unknown, Errors.SDKError> => {
    if (isUser(result)) {
      return one(result)
    }
    if (areUsers(result)) {
      return many(result)
    }
    if (Option.isOption(result)) {
      return Option.isSome(result) && isUser(result.value)
        ? Effect.map(one(result.value), Option.some)
        : Effect.succeed(result)
    }
    if (HashMap.isHashMap(result)) {
      return Effect.map(
        many(HashMap.toValues(result).filter(isUser)),
        (users) => HashMap.fromIterable(users.map((user) => [user.id as string, user] as const))
      )
    }
    return hasProperty(result, "data") && areUsers(result.data)
      ? Effect.map(many(result.data), (data) => ({ ...result, data }))
      : Effect.succeed(result)
  }

  /** The items of a stream: users, or pages of them. */
  const chunk = (items: Chunk.Chunk<unknown>): Effect.Effect<Chunk.Chunk<unknown>, Errors.SDKError> => {
    const list = Chunk.toReadonlyArray(items)
    return areUsers(list)
      ? Effect.map(many(list), Chunk.unsafeFromArray<unknown>)
      : Effect.map(Effect.forEach(list, value), Chunk.unsafeFromArray<unknown>)
  }

  return { value, chunk }
}

/** The failure of a user whose metadata does not fit. The write that returned it was carried out. */
const invalid = (call: Call, id: string, found: ReadonlyArray<Leaf>): Errors.SDKError =>
  sdkError(
    call,
    { number: 1, previous: undefined },
    new InvalidResponse({ status: 200, issues: format(found), id }),
    true
  )

// ---------------------------------------------------------------------------------------------------------------------
// Writing
// ---------------------------------------------------------------------------------------------------------------------

type Encode = (schema: MetadataSchema, value: unknown) => Either.Either<unknown, ReadonlyArray<Leaf>>

const encodeInput = (
  input: unknown,
  schemas: Schemas,
  encode: Encode
): Either.Either<object, ReadonlyArray<Errors.Issue>> =>
  Input.check(Input.read(input, kinds), (fields: object) => {
    const found: Array<Leaf> = []
    const encoded: Record<string, unknown> = { ...fields }
    for (const kind of kinds) {
      const schema = schemas[kind]
      if (schema !== undefined && encoded[kind] !== undefined) {
        const result = encode(schema, encoded[kind])
        if (Either.isRight(result)) {
          encoded[kind] = result.right
        } else {
          found.push(...result.left.map((leaf) => ({ ...leaf, path: [kind, ...leaf.path] })))
        }
      }
    }
    return found.length > 0 ? Either.left(format(found)) : Either.right(encoded)
  })

const encodeWhole: Encode = (schema, value) =>
  Either.mapLeft(Schema.encodeUnknownEither(schema, options)(value), ({ issue }) => leaves(issue))

/** Encodes the keys that are given. `null` removes a key, by its name on the wire. */
const encodePatch: Encode = (schema, value) => {
  if (!isJsonObject(value)) {
    return encodeWhole(schema, value)
  }
  const entries = Object.entries(value).filter(([, given]) => given !== undefined)
  const removed = entries.filter(([, given]) => given === null).map(([name]) => {
    const field = Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined
    return [String((field && keyOf(field)) ?? name), null] as const
  })
  const given = Object.fromEntries(entries.filter(([, given]) => given !== null))
  const fields = Object.fromEntries(Object.entries(schema.fields).filter(([name]) => Object.hasOwn(given, name)))
  return Either.map(
    encodeWhole(Schema.Struct(fields) as unknown as MetadataSchema, given),
    (encoded) => ({ ...encoded as object, ...Object.fromEntries(removed) })
  )
}
