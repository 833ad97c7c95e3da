/**
 * The body of a response, read to an end that the other side does not decide.
 */
import type * as Headers from "@effect/platform/Headers"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Content from "./content.ts"

export interface Body {
  readonly content: Content.Content
  /** Why the content ends before the body does, if it does. */
  readonly cut: "lost" | "too large" | undefined
}

/** Three kinds of metadata of 8 KB each for 500 users are 12 MB; nothing that Clerk answers is near this. */
export const largest = 32 * 1024 * 1024

/**
 * Reads at most `largest` bytes. It never fails: what was read before the connection was lost is kept for an error to show. Some clients
 * make the headers anew each time they are asked for.
 */
export const read = (
  response: HttpClientResponse.HttpClientResponse,
  headers: Headers.Headers
): Effect.Effect<Body> => isShort(headers) && response.status < 300 ? readAtOnce(response) : readInChunks(response)

/** Whether the body is known not to be long before it is read: to read a user in chunks costs a third of a call. */
const isShort = (headers: Headers.Headers): boolean =>
  Number(headers["content-length"]) <= Content.long && headers["content-encoding"] === undefined

const readAtOnce = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<Body> =>
  Effect.match(response.text, {
    onFailure: () => ({ content: "", cut: "lost" }),
    onSuccess: (content) => ({ content, cut: undefined })
  })

const readInChunks = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<Body> =>
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
        return size <= largest ? next : Effect.succeed(more)
      })
      return Effect.match(next, {
        onFailure: (error) => {
          cut = Option.exists(error, ({ reason }) => reason !== "EmptyBody") ? "lost" : undefined
        },
        onSuccess: () => {
          cut = "too large"
        }
      })
    })
    // A scope remembers what it was closed with, and what belongs to a stream is kept for long: both shall not hold the chunks.
    return Effect.map(Effect.scoped(all), () => {
      const content = chunks
      chunks = []
      return { content, cut }
    })
  })

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
