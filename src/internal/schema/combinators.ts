/**
 * Decoders as plain functions, and the combinators that the compiled decoder is built from.
 */
import { isPlainObject } from "../../Schema/wire/PlainObject.ts"
import type { Factory, Properties } from "./classes.ts"

/** What a decoder returns to leave the compiled fast path: the input is invalid, or the schema itself has to decode it. */
export const bail: unique symbol = Symbol("bail")

export type Decoder = (input: unknown) => unknown

export const alwaysBail: Decoder = () => bail

/** Each step receives the result of the one before it, and the input. */
export const compose = (...steps: ReadonlyArray<(value: unknown, input: unknown) => unknown>): Decoder => (input) => {
  let value = input
  for (const step of steps) {
    value = step(value, input)
    if (value === bail) {
      return bail
    }
  }
  return value
}

export const firstOf = (decoders: ReadonlyArray<Decoder>): Decoder =>
  decoders.length === 1 ? decoders[0]! : (input) => {
    for (const decode of decoders) {
      const value = decode(input)
      if (value !== bail) {
        return value
      }
    }
    return bail
  }

export const array = (decodeItem: Decoder): Decoder => (input) => {
  if (!Array.isArray(input)) {
    return bail
  }
  const length = input.length
  const items = new Array<unknown>(length)
  for (let index = 0; index < length; index++) {
    const value = decodeItem(input[index])
    if (value === bail) {
      return bail
    }
    items[index] = value
  }
  return items
}

// ---------------------------------------------------------------------------------------------------------------------
// Objects
// ---------------------------------------------------------------------------------------------------------------------

export interface Field {
  /** The name on the wire. */
  readonly key: PropertyKey
  readonly name: PropertyKey
  readonly decode: (value: unknown, source: Properties) => unknown
  /** The decoded value of a missing or null field, when it is a primitive. */
  readonly missingValue: unknown
}

export interface Fields {
  readonly known: ReadonlyArray<Field>
  /** The field that collects the unknown fields. */
  readonly unknown: Field | undefined
}

/** The decoded value of an optional field that is left out. */
export const omitted: unique symbol = Symbol("omitted")

/** Decodes each field, and puts the values into an object of the factory. */
export const object = ({ known, unknown }: Fields, { create, defaults }: Factory): Decoder => {
  const { length } = known
  const indexByKey = new Map(known.map(({ key }, index) => [key, index]))
  return (input) => {
    if (!isPlainObject(input)) {
      return bail
    }
    // One loop over the keys as they were sent is faster than a lookup of each field by its name.
    const sent = new Array<unknown>(length)
    let unknownKeys = 0
    for (const key in input) {
      const index = indexByKey.get(key)
      if (index === undefined) {
        unknownKeys++
      } else {
        sent[index] = input[key]
      }
    }
    const target = create()
    for (let index = 0; index < length; index++) {
      const { decode, missingValue, name } = known[index]!
      const received = sent[index]
      const value = (received === undefined || received === null) && missingValue !== undefined
        ? missingValue
        : decode(received, input)
      if (value === bail || (value === undefined || value === omitted) && defaults.has(name)) {
        return bail
      }
      if (value === omitted) {
        continue
      }
      target[name as string] = value
    }
    if (unknown !== undefined) {
      const value = unknown.decode(unknownKeys === 0 ? undefined : without(input, indexByKey), input)
      if (value === bail) {
        return bail
      }
      target[unknown.name as string] = value
    }
    return target
  }
}

const without = (object: Properties, keys: ReadonlyMap<PropertyKey, unknown>): Properties =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)))
