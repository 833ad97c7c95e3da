/**
 * The body of a response, read to an end that the other side does not decide.
 */
import type * as Headers from "@effect/platform/Headers"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Content from "./content.ts"
import * as Fetch from "./fetch.ts"

export interface Body {
  readonly content: Content.Content
  /** Why the content is not the whole body, if it is not; `taken` is what the HTTP client has read before. */
  readonly cut: "lost" | "taken" | "too large" | undefined
}

/** What is known of a body before it comes. */
export interface Expected {
  /** It is a list, which may be long. */
  readonly isList: boolean
  /** Somebody else may read it, too. */
  readonly isShared: boolean
}

/**
 * Reads a body, and stops when it turns out to be larger than `Content.largest`. It never fails: what was read before the connection
 * was lost is kept for an error to show. Some clients make the headers anew each time they are asked for.
 */
export const read = (
  response: HttpClientResponse.HttpClientResponse,
  headers: Headers.Headers,
  { isList, isShared }: Expected
): Effect.Effect<Body> => {
  const length = Number(headers["content-length"])
  // To read a user in chunks costs a third of a call. Who else reads the body has to be given the whole of it.
  const isText = length <= Content.long && headers["content-encoding"] === undefined ||
    !isList && Fetch.ends(response.request)
  return isText && response.status < 300 || isShared && !(length > Content.largest)
    ? readAtOnce(response)
    : readInChunks(response, length)
}

const readAtOnce = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<Body> =>
  Effect.match(response.text, {
    onFailure: ({ cause }) => ({ content: "", cut: cause instanceof Fetch.TooLarge ? "too large" : "lost" }),
    onSuccess: (content) => ({ content, cut: undefined })
  })

const readInChunks = (response: HttpClientResponse.HttpClientResponse, length: number): Effect.Effect<Body> =>
  Effect.suspend(() => {
    let chunks: Array<Uint8Array> = []
    let cut: Body["cut"]
    let size = 0
    const all = Effect.flatMap(Stream.toPull(response.stream), (pull) => {
      const next: typeof pull = Effect.flatMap(pull, (more) => {
        for (const chunk of more) {
          chunks.push(chunk)
          size += chunk.length
        }
        return size <= Content.largest ? next : Effect.succeed(more)
      })
      return Effect.match(next, {
        onFailure: (error) => {
          cut = Option.exists(error, ({ reason }) => reason !== "EmptyBody")
            ? "lost"
            : size === 0 && length > 0
            ? "taken"
            : undefined
        },
        onSuccess: () => {
          cut = "too large"
        }
      })
    })
    const read = Effect.catchSomeDefect(Effect.scoped(all), (defect) =>
      size === 0 && isLocked(defect)
        ? Option.some(Effect.sync(() => {
          cut = "taken"
        }))
        : Option.none())
    // A scope remembers what it was closed with, and what belongs to a stream is kept for long: both shall not hold the chunks.
    return Effect.map(read, () => {
      const content = chunks
      chunks = []
      return { content, cut }
    })
  })

/** What the streams of the web throw when another reader has them. */
const isLocked = (defect: unknown): boolean => defect instanceof TypeError && /locked/.test(defect.message)

/** A text as an error shows it: its beginning. */
export const clip = (text: string): string => text.length > 1000 ? `${text.slice(0, 1000)}…` : text

/** What a text is, for a sentence. */
export const kind = (text: string): string => {
  const start = text.trimStart()
  return start === ""
    ? "empty"
    : start.startsWith("<")
    ? "HTML"
    : /^[[{"]/.test(start)
    ? "JSON of another kind, or half of it"
    : "text"
}
