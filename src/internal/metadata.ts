/**
 * Reads and writes users whose metadata has schemas, for `UserMetadata`.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import type * as Errors from "../Errors.ts"
import { InvalidResponse } from "../Errors.ts"
import { OnDecodeError } from "../Http.ts"
import type * as Operation from "../Operation.ts"
import { User } from "../Schema/User.ts"
import { isJsonObject } from "../Schema/wire/Json.ts"
import { keyOf } from "../Schema/wire/SnakeCase.ts"
import { sdkError } from "./http/failures.ts"
import * as Input from "./http/input.ts"
import * as Report from "./http/report.ts"
import { format, type Leaf, leaves } from "./schema/issues.ts"

type MetadataSchema = Schema.Schema.AnyNoContext & { readonly fields: Schema.Struct.Fields }

/** The schemas of the metadata of a program, by kind. */
type Schemas = { readonly [Kind in typeof kinds[number]]?: MetadataSchema }

/** A call of a method of `Users`. */
export interface Call {
  readonly name: string
  readonly operation: Operation.Any
}

const options = { errors: "all", onExcessProperty: "preserve" } as const

/** The kinds of metadata. */
const kinds = ["publicMetadata", "privateMetadata", "unsafeMetadata"] as const

/** Decodes the metadata of the users in what a method returns: its value, or a chunk of its stream. */
export const decoder = (call: Call, schemas: Schemas) => {
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

/** Encodes the metadata of one kind. */
export type Encode = (schema: MetadataSchema, value: unknown) => Either.Either<unknown, ReadonlyArray<Leaf>>

/** Encodes the metadata of an input, and finds all that does not fit. */
export const encodeInput = (
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

/** Encodes metadata that takes the place of all of its kind. */
export const encodeWhole: Encode = (schema, value) =>
  Either.mapLeft(Schema.encodeUnknownEither(schema, options)(value), ({ issue }) => leaves(issue))

/** Encodes the keys that are given. `null` removes a key, by its name on the wire. */
export const encodePatch: Encode = (schema, value) => {
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
