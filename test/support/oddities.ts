/**
 * Unexpected values, and random changes that put them into an expected value.
 *
 * ```ts
 * const broken = mutate(userAda(), [{ at: 17, how: "retype", what: 3 }])
 * ```
 */
import { FastCheck as fc } from "effect"

class Odd {
  readonly id = "user_1"
}

/** Functions, so that each test gets new values. */
const oddities: ReadonlyArray<() => unknown> = [
  () => null,
  () => undefined,
  () => true,
  () => "",
  () => "text",
  () => "1",
  () => 0,
  () => -0,
  () => 1.5,
  () => -1,
  () => NaN,
  () => Infinity,
  () => Number.MAX_VALUE,
  // The last time that a `Date` can represent, and times beyond it.
  () => 8.64e15,
  () => 8.64e15 + 1,
  () => -8.64e15 - 1,
  () => 10n,
  () => Symbol("odd"),
  () => () => 1,
  () => [],
  () => [null],
  () => [[]],
  // eslint-disable-next-line no-sparse-arrays
  () => [, 1],
  () => Object.assign([1], { id: "user_1" }),
  () => ({}),
  () => ({ id: "user_1", data: [] }),
  () => ({ toString: 1, constructor: null }),
  () => JSON.parse("{\"__proto__\":{\"id\":\"user_1\"}}"),
  () => Object.create(null),
  () => Object.create({ id: "user_1" }),
  () => new Odd(),
  () => new Date(0),
  () => new Map([["id", "user_1"]]),
  () => nested(50)
]

const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth))

const keys = [
  "__proto__",
  "~unknownFields",
  "constructor",
  "toString",
  "hasOwnProperty",
  "",
  "0",
  "unknownFields",
  "toJSON",
  "new_field"
]

/** Ways to change one property of an object or an item of an array. */
const ways = {
  delete: (parent: Parent, key: string) => Reflect.deleteProperty(parent, key),
  retype: (parent: Parent, key: string, what: unknown) => put(parent, key, what),
  add: (parent: Parent, _: string, what: unknown, name: string) => put(parent, name, what),
  wrap: (parent: Parent, key: string) => put(parent, key, [parent[key]]),
  "as an object": (parent: Parent, key: string) => put(parent, key, { ...Object(parent[key]) as object }),
  "without prototype": (parent: Parent, key: string) => put(parent, key, withPrototype(parent[key], null)),
  "as an instance": (parent: Parent, key: string) => put(parent, key, withPrototype(parent[key], Odd.prototype)),
  "by a getter": (parent: Parent, key: string) => {
    const value = parent[key]
    Object.defineProperty(parent, key, { get: () => value, enumerable: true, configurable: true })
  }
} satisfies Record<string, (parent: Parent, key: string, what: unknown, name: string) => void>

type Parent = Record<string, unknown>

/** Sets an own property, also when the key is `__proto__`. */
const put = (parent: Parent, key: string, value: unknown) =>
  Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true })

const withPrototype = (value: unknown, prototype: object | null): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.defineProperties(Object.create(prototype) as object, Object.getOwnPropertyDescriptors(value))
    : value

export interface Mutation {
  /** The index of the changed property among all properties, modulo their number. */
  readonly at: number
  readonly how: keyof typeof ways
  readonly what: number
  readonly name: string
}

export const mutations: fc.Arbitrary<ReadonlyArray<Mutation>> = fc.array(
  fc.record({
    at: fc.nat(10_000),
    how: fc.constantFrom(...Object.keys(ways) as Array<Mutation["how"]>),
    what: fc.nat(oddities.length - 1),
    name: fc.constantFrom(...keys)
  }),
  { minLength: 1, maxLength: 3 }
)

/** A changed copy of a JSON value. */
export const mutate = (json: unknown, changes: ReadonlyArray<Mutation>): unknown => {
  const root: Parent = { body: structuredClone(json) }
  for (const { at, how, name, what } of changes) {
    const found = properties(root)
    const property = found[at % found.length]
    if (property !== undefined) {
      ways[how](...property, oddities[what]!(), name)
    }
  }
  return root["body"]
}

const properties = (value: unknown): Array<readonly [Parent, string]> =>
  typeof value === "object" && value !== null
    ? Object.keys(value).flatMap((key) => [
      [value as Parent, key] as const,
      ...properties((value as Parent)[key])
    ])
    : []

/** All unexpected values. */
export const all = (): ReadonlyArray<unknown> => oddities.map((make) => make())
