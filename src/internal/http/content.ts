/**
 * What a body says.
 */
import * as Either from "effect/Either"

/** A text, or the bytes of one in the chunks in which they came. */
export type Content = string | Chunks

type Chunks = ReadonlyArray<Uint8Array>

const decoder = new TextDecoder()

export const text = (content: Content): string => typeof content === "string" ? content : decoder.decode(join(content))

const join = (chunks: Chunks): Uint8Array => {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let length = 0
  for (const chunk of chunks) {
    bytes.set(chunk, length)
    length += chunk.length
  }
  return bytes
}

/**
 * What `JSON.parse` makes of it. A long list is parsed some elements at a time: for each text of more than 128 KB V8 asks the system for
 * memory, and gives it back, which takes longer than to parse it.
 */
export const json = (content: Content): unknown => {
  if (typeof content === "string") {
    return JSON.parse(content)
  }
  const bytes = join(content)
  const cuts = cutsOf(bytes)
  return cuts.length > 0
    ? Either.getOrElse(Either.try(() => parse(bytes, cuts)), () => JSON.parse(text(content)))
    : JSON.parse(decoder.decode(bytes))
}

/** Three kinds of metadata of 8 KB each for 500 users are 12 MB; nothing that Clerk answers is near this. */
export const largest = 32 * 1024 * 1024

/** What is longer is worth to be parsed in pieces of about this length, in bytes. */
export const long = 65_536

const codeOf = (character: string): number => character.charCodeAt(0)

const openList = codeOf("[")
const openObject = codeOf("{")
const closeObject = codeOf("}")
const closeList = codeOf("]")
const comma = codeOf(",")

/** Parses the parts of a list, each of which becomes a list by itself: the comma at which it was cut ends one and begins the next. */
const parse = (bytes: Uint8Array, cuts: ReadonlyArray<number>): ReadonlyArray<unknown> => {
  let start = 0
  const itemsUntil = (end: number): ReadonlyArray<unknown> => JSON.parse(decoder.decode(bytes.subarray(start, end)))
  const items = cuts.flatMap((cut) => {
    bytes[cut] = closeList
    const part = itemsUntil(cut + 1)
    bytes[cut] = openList
    start = cut
    return part
  })
  return items.concat(itemsUntil(bytes.length))
}

/**
 * Where a list of objects is cut: at commas where an object ends and the next begins as the first one did. That may be within a text or
 * deeper in an object; then what is cut off is not JSON by itself. If all of it is, together it is the list.
 */
const cutsOf = (bytes: Uint8Array): ReadonlyArray<number> => {
  const cuts: Array<number> = []
  // `},{"id":"user_` for a list of users.
  const border = [closeObject, comma, ...bytes.subarray(1, 13)]
  let at = bytes[0] === openList && bytes[1] === openObject ? 0 : -1
  while (at !== -1 && bytes.length - at > long) {
    const last = lastIn(bytes, border, at + long)
    at = last > at ? last : firstIn(bytes, border, at + long)
    if (at !== -1) {
      at++
      cuts.push(at)
    }
  }
  return cuts
}

type Border = ReadonlyArray<number>

const firstIn = (bytes: Uint8Array, border: Border, after: number): number => {
  let at = bytes.indexOf(closeObject, after)
  while (at !== -1 && !isAt(bytes, border, at)) {
    at = bytes.indexOf(closeObject, at + 1)
  }
  return at
}

const lastIn = (bytes: Uint8Array, border: Border, before: number): number => {
  let at = bytes.lastIndexOf(closeObject, before)
  while (at > 0 && !isAt(bytes, border, at)) {
    at = bytes.lastIndexOf(closeObject, at - 1)
  }
  return at
}

const isAt = (bytes: Uint8Array, border: Border, at: number): boolean =>
  border.every((byte, index) => bytes[at + index] === byte)
