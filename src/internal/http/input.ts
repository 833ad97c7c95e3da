/**
 * Reads the input of a call once, and checks its size first. A getter or a proxy can return another value at each access, or throw.
 */
import * as Either from "effect/Either"
import { isIterable } from "effect/Predicate"
import { Issue } from "../../Errors.ts"
import { isPlainObject } from "../../Schema/wire/PlainObject.ts"

/** Takes the place of an input that cannot be read. Every call refuses it. */
export class Unreadable {
  readonly issue: Issue
  constructor(
    message = "Expected values that can be read, but a getter threw or a secret was wiped",
    path = ""
  ) {
    this.issue = new Issue({ path, message })
  }
}

/** Runs a function that reads an input. */
export const attempt = <A>(read: () => A): A | Unreadable => {
  try {
    return read()
  } catch {
    return new Unreadable()
  }
}

/** The most items of a list in an input, which is more than Clerk accepts. */
const maxItems = 10_000

/** The most ids of one call, which are sent in thousands of requests. */
export const maxIds = 1_000_000

/**
 * A copy of an input and of the lists in it, or `Unreadable`. An object of a class is copied only with the names of its fields, since they
 * may be getters of the class.
 */
export const read = (input: unknown = {}, names: ReadonlyArray<string> = [], most = maxItems): object =>
  attempt(() => {
    // The keys of a list, of bytes and of a `String` are the positions in them.
    if (
      typeof input !== "object" || input === null || Array.isArray(input) || ArrayBuffer.isView(input) || isText(input)
    ) {
      return new Unreadable("Expected an object of parameters")
    }
    if (input instanceof Unreadable || names.length === 0 && !isPlainObject(input)) {
      return input
    }
    const fields: Record<string, unknown> = { ...input }
    for (const name of names) {
      if (!Object.hasOwn(fields, name) && name in input) {
        fields[name] = input[name as keyof typeof input]
      }
    }
    for (const [name, value] of Object.entries(fields)) {
      if (Array.isArray(value)) {
        const { length } = value
        if (length > most) {
          return new Unreadable(`Expected at most ${most} items, got ${length}`, name)
        }
        fields[name] = Array.from({ length }, (_, index) => copyOf(value[index]))
      }
    }
    return fields
  })

const copyOf = (value: unknown): unknown => isPlainObject(value) ? { ...value } : value

/** Whether a value is a string or a `String`. */
const isText = (value: unknown): boolean => Object.prototype.toString.call(value) === "[object String]"

/** Checks an input that was read. */
export const check = <A, I extends object>(
  input: I,
  isValid: (input: I) => Either.Either<A, ReadonlyArray<Issue>>
): Either.Either<A, ReadonlyArray<Issue>> => {
  const checked = input instanceof Unreadable ? input : attempt(() => isValid(input))
  return checked instanceof Unreadable ? Either.left([checked.issue]) : checked
}

/** An input that was read, with more fields. */
export const withFields = (input: object, fields: object): object =>
  input instanceof Unreadable ? input : { ...input, ...fields }

/** The distinct ids of a list. A string is iterable, but it is not a list of ids. */
export const readIds = (ids: unknown, expected: string): ReadonlyArray<string> | Unreadable =>
  attempt(() => {
    if (!isIterable(ids) || isText(ids)) {
      return new Unreadable(`Expected ${expected}`)
    }
    const found = new Set<string>()
    let count = Array.isArray(ids) ? ids.length : 0
    for (const id of count > maxIds ? [] : ids as Iterable<string>) {
      found.add(id)
      count = Math.max(count, found.size)
      if (count > maxIds) {
        break
      }
    }
    return count > maxIds ? new Unreadable(`Expected at most ${maxIds} ids`) : [...found]
  })
