/**
 * A received response, and the errors that it is mapped to.
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
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"
import { clip, first } from "../text.ts"
import * as Body from "./body.ts"
import * as Content from "./content.ts"
import { parseRetryAfter } from "./retryAfter.ts"
import type { Secrets } from "./secrets.ts"

export interface Response extends Body.Body {
  readonly status: number
  readonly traceId: string | null
  readonly retryAfter: Duration.Duration | null
  /** Whether Cloudflare made the response, rather than passing on one of Clerk's. */
  readonly isCloudflares: boolean
  readonly hasLength: boolean
}

/** Reads a response to its end. It never fails: status and headers are kept whatever the body is. */
export const read = (
  response: HttpClientResponse.HttpClientResponse,
  unixMillis: () => number,
  secrets: Secrets,
  expected: Body.Expected
): Effect.Effect<Response> => {
  const { headers, status } = response
  const traceId = headers["clerk-trace-id"] ?? headers["cf-ray"]
  return Effect.map(Body.read(response, headers, expected), (body) => ({
    ...body,
    status,
    traceId: traceId === undefined ? null : secrets.hide(traceId),
    retryAfter: parseRetryAfter(headers["retry-after"], unixMillis),
    isCloudflares: headers["cf-error-type"] !== undefined,
    hasLength: headers["content-length"] !== undefined
  }))
}

export const isSuccess = ({ status }: Response): boolean => status >= 200 && status < 300

/** Whether a write may have been carried out: only a 4xx refuses it, and a 408 may be that of a proxy which did not wait for Clerk. */
export const mayBeCarriedOut = ({ isCloudflares, status }: Response): boolean =>
  (status < 400 || status >= 500 || status === 408) && !(isCloudflares && notForwarded.has(status))

/**
 * Errors of Cloudflare for which it had no connection to Clerk: refused, without a route, without TLS, without an address. 522 is not
 * one of them, because it may have sent the request. https://developers.cloudflare.com/support/troubleshooting/http-status-codes/
 * describes them, and the header `cf-error-type`, which only its own errors have.
 */
const notForwarded = new Set([521, 523, 525, 526, 530])

/** Whether the JSON of a body without a length ends too early, as it does when the connection is closed within it. */
export const endsEarly = ({ content, hasLength, truncated }: Response): boolean =>
  truncated === undefined && !hasLength && Body.isUnfinished(Content.text(content))

/** Parses the body as JSON, whatever its content type is; a failure says what the body is instead. */
export const json = ({ content, truncated }: Response): Either.Either<unknown, string> =>
  truncated === "too large" || truncated === "consumed"
    ? Either.left(truncations[truncated])
    : Either.try({
      try: () => Content.json(content),
      catch: () => {
        const kind = Body.describe(Content.text(content))
        return `Expected JSON, got ${kind === "JSON" ? "incomplete or invalid JSON" : kind}`
      }
    })

const truncations = {
  "connection lost": "the connection was lost before the body ended",
  consumed: "the HTTP client has already read the body",
  corrupt: "the compressed body is corrupt",
  "too large": `Expected at most ${Content.maxBodyBytes / 1024 / 1024} MB, got more`
}

/** The fields of `ClerkErrors`, if the body is an error body of Clerk's. */
export const clerkErrors = (response: Response, secrets: Secrets) =>
  Option.map(errorBody(response, secrets), ({ clerkTraceId, errors, meta }) => {
    const { retryAfter, status } = response
    const traceId = [clerkTraceId, ...errors.map((error) => error.clerkTraceId)].find((id) => id !== null)
    return { status, errors, meta, traceId: traceId ?? response.traceId, retryAfter }
  })

const errorBody = (response: Response, { hideInJson }: Secrets): Option.Option<ErrorBody> =>
  Either.getRight(json(response)).pipe(
    Option.filter((body) => hasProperty(body, "errors") || hasProperty(body, "clerk_trace_id")),
    Option.flatMap(({ clerk_trace_id, errors, meta }: JsonObject) =>
      Schema.decodeUnknownOption(ErrorBody)({
        errors: Array.isArray(errors)
          ? first(errors, metaLast, (message) => ({ message })).map(hideInJson)
          : errors,
        meta: hideInJson(meta),
        clerk_trace_id: hideInJson(clerk_trace_id)
      })
    )
  )

/** So that the size of its `meta` costs an error nothing but that. */
const metaLast = (error: unknown): unknown => {
  if (!isJsonObject(error)) {
    return error
  }
  const { meta, ...rest } = error
  return { ...rest, meta }
}

/** The reason of an `SDKError` for a response whose body is not Clerk's. */
export const unexpected = (response: Response, secrets: Secrets): UnexpectedResponse => {
  const { content, retryAfter, status, traceId, truncated } = response
  const text = Content.text(content)
  return new UnexpectedResponse({
    status,
    traceId,
    retryAfter,
    // The body of a success may hold tokens and personal data; that of a failure can only echo the request. Secrets are searched for
    // beyond what is shown, because that may end within one.
    body: status < 300 || secrets.areInInput ? "" : clip(secrets.hideInPart(text.slice(0, 4000)), 1000),
    issue: truncated === "connection lost" || truncated === "consumed" || truncated === "corrupt"
      ? truncations[truncated]
      : redirects.has(status)
      ? "a redirect, which is not followed (is apiUrl right?)"
      : status < 400
      ? "a status that Clerk does not use"
      : `unexpected ${Body.describe(text)} body instead of a Clerk error${status === 404 ? ": is apiUrl right?" : ""}`
  })
}

const redirects = new Set([301, 302, 303, 307, 308])
