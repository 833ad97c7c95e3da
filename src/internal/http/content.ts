/**
 * The content of a body: its text, or its bytes in the chunks in which they were received.
 */
export type Content = string | Chunks

export type Chunks = ReadonlyArray<Uint8Array>

/** Metadata of 3 × 8 KB for each of 500 users is 12 MB: no response of Clerk's is near this. */
export const maxBodyBytes = 32 * 1024 * 1024

/** The error of a body that is larger than `maxBodyBytes`. */
export class TooLarge extends Error {}

/** Collects the chunks of a body. */
export const collect = () => {
  let chunks: Array<Uint8Array> = []
  let size = 0
  return {
    size: () => size,
    /** Returns false when the chunks exceed `maxBodyBytes`. */
    add: (chunk: Uint8Array): boolean => {
      chunks.push(chunk)
      size += chunk.length
      return size <= maxBodyBytes
    },
    /** Returns the chunks and lets go of them, since the scope of a stream is kept long after it was read. */
    take: (): Chunks => {
      const taken = chunks
      chunks = []
      return taken
    }
  }
}

const decoder = new TextDecoder()

export const text = (content: Content): string => typeof content === "string" ? content : decoder.decode(join(content))

export const join = (chunks: Chunks): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let length = 0
  for (const chunk of chunks) {
    bytes.set(chunk, length)
    length += chunk.length
  }
  return bytes
}

/** Parses the content as JSON. `TextDecoder` removes a byte order mark, some HTTP clients do not. */
export const json = (content: Content): unknown => JSON.parse(text(content).replace(/^\uFEFF/, ""))

/** The size of a piece. */
export const pieceBytes = 65_536

const codeOf = (character: string): number => character.charCodeAt(0)

const openList = codeOf("[")
const openObject = codeOf("{")
const closeObject = codeOf("}")
const closeList = codeOf("]")
const comma = codeOf(",")

/**
 * Parses a long list in pieces, so that a piece can be decoded before the next one is parsed: what is garbage so early costs the collector
 * least. And for each text of more than 128 KB V8 allocates memory of the system, which takes longer than to parse it.
 *
 * Yields nothing for other contents, and throws for a piece that is not JSON by itself.
 */
export function* pieces(content: Content): Generator<unknown> {
  const bytes = typeof content === "string" ? noBytes : join(content)
  let start = 0
  for (const cut of cutsOf(bytes)) {
    // The comma at a cut is overwritten by the bracket that ends one piece and begins the next.
    bytes[cut] = closeList
    yield JSON.parse(decoder.decode(bytes.subarray(start, cut + 1)))
    bytes[cut] = openList
    start = cut
  }
  if (start > 0) {
    yield JSON.parse(decoder.decode(bytes.subarray(start)))
  }
}

const noBytes = new Uint8Array()

/**
 * The positions at which a list of objects is cut: commas after which an object begins as the first one did. Such a comma may stand within
 * a string or a nested object; then a piece is not JSON by itself.
 */
const cutsOf = (bytes: Uint8Array): ReadonlyArray<number> => {
  const cuts: Array<number> = []
  // `},{"id":"user_` for a list of users.
  const boundary = [closeObject, comma, ...bytes.subarray(1, 13)]
  let at = bytes[0] === openList && bytes[1] === openObject ? 0 : -1
  while (at !== -1 && bytes.length - at > pieceBytes) {
    const last = lastIn(bytes, boundary, at + pieceBytes)
    at = last > at ? last : firstIn(bytes, boundary, at + pieceBytes)
    if (at !== -1) {
      at++
      cuts.push(at)
    }
  }
  return cuts
}

type Boundary = ReadonlyArray<number>

const firstIn = (bytes: Uint8Array, boundary: Boundary, after: number): number => {
  let at = bytes.indexOf(closeObject, after)
  while (at !== -1 && !isAt(bytes, boundary, at)) {
    at = bytes.indexOf(closeObject, at + 1)
  }
  return at
}

const lastIn = (bytes: Uint8Array, boundary: Boundary, before: number): number => {
  let at = bytes.lastIndexOf(closeObject, before)
  while (at > 0 && !isAt(bytes, boundary, at)) {
    at = bytes.lastIndexOf(closeObject, at - 1)
  }
  return at
}

const isAt = (bytes: Uint8Array, boundary: Boundary, at: number): boolean =>
  boundary.every((byte, index) => bytes[at + index] === byte)
