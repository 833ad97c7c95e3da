/**
 * Reads the body of a response, up to a limit.
 */
import type * as Headers from "@effect/platform/Headers"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Compression from "./compression.ts"
import * as Content from "./content.ts"

export interface Body {
  readonly content: Content.Content
  /** Why the content is not the whole body; `"consumed"` when the HTTP client has read it. */
  readonly truncated: "connection lost" | "consumed" | "corrupt" | "too large" | undefined
}

/** What is known of a body before it is read. */
export interface Expected {
  readonly isList: boolean
  /** A `transformClient` may read the body too, which only the text allows. */
  readonly isShared: boolean
  /** The HTTP client decodes the text and limits its size. */
  readonly isTextLimited: boolean
}

/**
 * Reads a body. It never fails: what was received before the connection was lost is kept for the error to show. The headers are an
 * argument because some clients build them anew at each access.
 */
export const read = (
  response: HttpClientResponse.HttpClientResponse,
  headers: Headers.Headers,
  { isList, isShared, isTextLimited }: Expected
): Effect.Effect<Body> => {
  const length = Number(headers["content-length"])
  if (isShared && !(length > Content.maxBodyBytes) || isTextLimited && !isList && response.status < 300) {
    return readText(response)
  }
  const encoding = isTextLimited ? "" : headers["content-encoding"] ?? ""
  const isShort = length <= Content.pieceBytes && response.status < 300
  return Effect.map(isShort ? readBytes(response) : readChunks(response, length), (body) => decompress(body, encoding))
}

const readText = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<Body> =>
  Effect.match(response.text, {
    onFailure: ({ cause }) => ({ content: "", truncated: truncatedBy(cause) }),
    onSuccess: (content) => ({ content, truncated: undefined })
  })

/** Reads a short body at once, which is faster than in chunks. */
const readBytes = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<Chunks> =>
  Effect.match(response.arrayBuffer, {
    onFailure: ({ cause }) => ({ content: [], truncated: truncatedBy(cause) }),
    onSuccess: (buffer) => ({ content: [new Uint8Array(buffer)], truncated: undefined })
  })

interface Chunks extends Body {
  readonly content: Content.Chunks
}

const decompress = (body: Chunks, encoding: string): Body => {
  const [first = new Uint8Array()] = body.content
  const start = first.length > 1 ? first : Content.join(body.content)
  if (body.truncated !== undefined || !Compression.mayBeCompressed(start, encoding)) {
    return body
  }
  const { bytes, fault } = Compression.decompress(Content.join(body.content), encoding)
  return { content: [bytes], truncated: fault }
}

const truncatedBy = (cause: unknown): Body["truncated"] =>
  cause instanceof Content.TooLarge ? "too large" : "connection lost"

const readChunks = (response: HttpClientResponse.HttpClientResponse, length: number): Effect.Effect<Chunks> =>
  Effect.suspend(() => {
    const { add, size, take } = Content.collect()
    const pullAll = Effect.flatMap(Stream.toPull(response.stream), (pull) => {
      const next: typeof pull = Effect.flatMap(pull, (more) => {
        let isWithinLimit = true
        for (const chunk of more) {
          isWithinLimit = add(chunk)
        }
        return isWithinLimit ? next : Effect.succeed(more)
      })
      return Effect.match(next, {
        onFailure: (end): Body["truncated"] =>
          Option.match(end, {
            onNone: () => size() === 0 && length > 0 ? "consumed" : undefined,
            onSome: ({ cause, reason }) => reason === "EmptyBody" ? undefined : truncatedBy(cause)
          }),
        onSuccess: (): Body["truncated"] => "too large"
      })
    })
    return Effect.catchSomeDefect(
      Effect.scoped(pullAll),
      (defect) => size() === 0 && isLocked(defect) ? Option.some(Effect.succeed("consumed" as const)) : Option.none()
    ).pipe(
      Effect.map((truncated) => ({ content: take(), truncated }))
    )
  })

/** Whether a web stream refuses to be read because it has another reader. */
const isLocked = (defect: unknown): boolean => /^TypeError.*locked/.test(String(defect))

/** Whether a text ends within an object, a list or a string of JSON. */
export const isUnfinished = (text: string): boolean => {
  let depth = 0
  let isString = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (character === "\"") {
      isString = !isString
    } else if (isString) {
      at += character === "\\" ? 1 : 0
    } else {
      depth += "{[".includes(character) ? 1 : "}]".includes(character) ? -1 : 0
    }
  }
  return /^\s*[{[]/.test(text) && (isString || depth > 0)
}

/** What a text looks like, in words. */
export const describe = (text: string): string => {
  const start = text.trimStart()
  return start === ""
    ? "empty"
    : start.startsWith("<")
    ? "HTML"
    : /^[[{"]/.test(start)
    ? "JSON"
    : "text"
}
