/**
 * What a body says.
 */
import * as Either from "effect/Either"

/** A text, or the bytes of one in the chunks in which they came. */
export type Content = string | Chunks

type Chunks = ReadonlyArray<Uint8Array>

export const text = (content: Content): string => {
  if (typeof content === "string") {
    return content
  }
  const decoder = new TextDecoder()
  const last = content.length - 1
  return content.map((chunk, index) => decoder.decode(chunk, { stream: index < last })).join("")
}

/**
 * What `JSON.parse` makes of it. A long list is parsed some elements at a time: for each text of more than 128 KB V8 asks the system for
 * memory, and gives it back, which takes longer than to parse it.
 */
export const json = (content: Content): unknown => {
  const pieces = typeof content === "string" ? [] : piecesOf(content)
  return pieces.length > 1
    ? Either.getOrElse(Either.try(() => parse(pieces)), () => JSON.parse(text(content)))
    : JSON.parse(text(content))
}

/** Three kinds of metadata of 8 KB each for 500 users are 12 MB; nothing that Clerk answers is near this. */
export const largest = 32 * 1024 * 1024

/** What is longer is worth to be parsed in pieces of about this length, in bytes. */
export const long = 65_536

/**
 * Cuts a list of objects where an object ends and the next begins as the first one did. That may be within a text or deeper in an object;
 * then a piece is not JSON by itself. If every piece is, together they are the list. What reaches from one chunk into the next is a piece
 * of its own, so that no long ones have to be joined.
 */
const piecesOf = (chunks: Chunks): ReadonlyArray<Chunks> => {
  const border = borderOf(chunks)
  if (border === undefined) {
    return [chunks]
  }
  let piece: Array<Uint8Array> = []
  const pieces = [piece]
  for (const chunk of chunks) {
    let start = 0
    let at = firstIn(chunk, border)
    while (at >= start) {
      piece.push(chunk.subarray(start, at + 1))
      piece = []
      pieces.push(piece)
      start = at + 2
      at = lastIn(chunk, border, start + long)
    }
    piece.push(chunk.subarray(start))
  }
  return pieces
}

const parse = (pieces: ReadonlyArray<Chunks>): ReadonlyArray<unknown> =>
  pieces.flatMap((piece, index): ReadonlyArray<unknown> =>
    JSON.parse(`${index === 0 ? "" : "["}${text(piece)}${index === pieces.length - 1 ? "" : "]"}`)
  )

type Border = ReadonlyArray<number>

const [openList, openObject, closeObject, comma] = new TextEncoder().encode("[{},")

/** `},{"id":"user_` for a list of users. */
const borderOf = (chunks: Chunks): Border | undefined => {
  const first = chunks[0]
  return first !== undefined && first.length > 12 && first[0] === openList && first[1] === openObject &&
      chunks.reduce((length, chunk) => length + chunk.length, 0) > long
    ? [closeObject!, comma!, ...first.subarray(1, 13)]
    : undefined
}

const firstIn = (chunk: Uint8Array, border: Border): number => {
  let at = chunk.indexOf(closeObject!)
  while (at !== -1 && !isAt(chunk, border, at)) {
    at = chunk.indexOf(closeObject!, at + 1)
  }
  return at
}

const lastIn = (chunk: Uint8Array, border: Border, before: number): number => {
  let at = chunk.lastIndexOf(closeObject!, before)
  while (at > 0 && !isAt(chunk, border, at)) {
    at = chunk.lastIndexOf(closeObject!, at - 1)
  }
  return at
}

const isAt = (chunk: Uint8Array, border: Border, at: number): boolean =>
  border.every((byte, index) => chunk[at + index] === byte)
