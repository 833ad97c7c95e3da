/**
 * What came back, whatever its body is, and what it can be made of.
 */
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import { UnexpectedResponse } from "../../Errors.ts"
import { ErrorBody } from "../../Schema/wire/ErrorBody.ts"
import * as Body from "./body.ts"
import * as Content from "./content.ts"
import { parseRetryAfter } from "./retryAfter.ts"
import * as Secrets from "./secrets.ts"

export interface Answer extends Body.Body {
  readonly status: number
  readonly traceId: string | null
  readonly retryAfter: Duration.Duration | null
  /** What an error made of it must not tell. */
  readonly secrets: () => Secrets.Secrets
}

/** Reads an answer to its end. It never fails: status and headers survive any body. */
export const read = (
  response: HttpClientResponse.HttpClientResponse,
  now: () => number,
  secrets: () => Secrets.Secrets,
  expected: Body.Expected
): Effect.Effect<Answer> => {
  const { headers, status } = response
  return Effect.map(Body.read(response, headers, expected), (body) => ({
    ...body,
    status,
    traceId: headers["clerk-trace-id"] ?? headers["cf-ray"] ?? null,
    retryAfter: parseRetryAfter(headers["retry-after"], now()),
    secrets
  }))
}

/** The body as JSON, whatever its content type says, or what it is instead. */
export const json = ({ content, cut }: Answer): Either.Either<unknown, string> =>
  cut === "too large" || cut === "taken"
    ? Either.left(cuts[cut])
    : Either.try({
      try: () => Content.json(content),
      catch: () => `Expected JSON, got ${Body.kind(Content.text(content))}`
    })

const cuts = {
  lost: "the connection was lost before the body ended",
  taken: "the body had been read before, by an HTTP client",
  "too large": `Expected at most ${Content.largest / 1024 / 1024} MB, got more`
}

/** What Clerk tells of a failure, if the body is Clerk's own. */
export const clerkErrors = (answer: Answer) =>
  Option.map(errorBody(answer), ({ clerkTraceId, errors, meta }) => {
    const { retryAfter, status } = answer
    const secrets = answer.secrets()
    const traceId = [clerkTraceId, ...errors.map((error) => error.clerkTraceId)].find((id) => id !== null)
    return {
      status,
      errors: errors.map((error) => Secrets.hideInError(error, secrets)),
      meta: Secrets.hideIn(meta, secrets),
      traceId: traceId ?? answer.traceId,
      retryAfter
    }
  })

const errorBody = (answer: Answer): Option.Option<ErrorBody> =>
  Either.getRight(json(answer)).pipe(
    Option.filter((body) => hasProperty(body, "errors") || hasProperty(body, "clerk_trace_id")),
    Option.flatMap(Schema.decodeUnknownOption(ErrorBody))
  )

/** What is told of an answer whose body is not Clerk's. */
export const unexpected = ({ content, cut, retryAfter, secrets, status, traceId }: Answer): UnexpectedResponse => {
  const text = Content.text(content)
  return new UnexpectedResponse({
    status,
    traceId,
    retryAfter,
    // What Clerk grants may hold tokens and people's data; what it refuses may only echo.
    body: status < 300 ? "" : Body.clip(Secrets.hideInPart(text, secrets())),
    issue: cut === "lost" || cut === "taken"
      ? cuts[cut]
      : redirects.has(status)
      ? "a redirect, which is not followed: is apiUrl right?"
      : status < 400
      ? "a status that Clerk does not answer"
      : `the body is not Clerk's but ${Body.kind(text)}`
  })
}

const redirects = new Set([301, 302, 303, 307, 308])
