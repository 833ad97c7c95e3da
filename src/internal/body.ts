/**
 * The body of a response as text, read to an end that the other side does not decide.
 */
import type * as Headers from "@effect/platform/Headers"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

export interface Body {
  readonly text: string
  /** Why the text ends before the body does, if it does. */
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
): Effect.Effect<Body> =>
  saysItsLength(headers) && response.status < 300 ? readAtOnce(response) : readInPieces(response)

/** Whether the body is known to be small enough before it is read; reading in pieces costs more than all else of a call. */
const saysItsLength = (headers: Headers.Headers): boolean =>
  Number(headers["content-length"]) <= largest && headers["content-encoding"] === undefined

const readAtOnce = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<Body> =>
  Effect.match(response.text, {
    onFailure: () => ({ text: "", cut: "lost" }),
    onSuccess: (text) => ({ text, cut: undefined })
  })

const readInPieces = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<Body> =>
  Effect.suspend(() => {
    const decoder = new TextDecoder()
    let text = ""
    let size = 0
    return response.stream.pipe(
      Stream.runForEachWhile((chunk) =>
        Effect.sync(() => {
          size += chunk.length
          text += decoder.decode(chunk, { stream: true })
          return size <= largest
        })
      ),
      Effect.match({
        onFailure: (error) => ({ text, cut: error.reason === "EmptyBody" ? undefined : "lost" as const }),
        onSuccess: () => ({ text: text + decoder.decode(), cut: size > largest ? "too large" as const : undefined })
      })
    )
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
