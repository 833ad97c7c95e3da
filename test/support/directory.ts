/**
 * Clerk with a user for every id, but for those that a test says, and what it was asked: one by one or as lists.
 *
 * ```ts
 * const { layer, sent } = directory({ unknown: ["user_7"] })
 * // sent is [{ get: "user_7", … }, { list: ["user_1", "user_7"], limit: "2", … }, …]
 * ```
 */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { Clock, Effect, Layer, Redacted } from "effect"
import { Clerk, Retry } from "effect-clerk"
import { userAda } from "../fixtures/index.ts"

export interface Asked {
  readonly at: number
  readonly url: string
  /** The user who was asked for alone. */
  readonly get?: string
  /** The users who were asked for together. */
  readonly list?: ReadonlyArray<string>
  readonly limit?: string | null
}

export interface Options extends Partial<Clerk.Options> {
  readonly unknown?: ReadonlyArray<string>
  readonly unreadable?: ReadonlyArray<string>
  /** What is answered instead, or done before the answer. */
  readonly instead?: (asked: Asked, count: number) => Effect.Effect<Response | void> | undefined
}

export const directory = ({ instead, unknown = [], unreadable = [], ...options }: Options = {}) => {
  const sent: Array<Asked> = []
  const interrupted: Array<Asked> = []
  const isKnown = (id: string) => !unknown.includes(id)
  const userOf = (id: string) => ({ ...userAda(), id, ...unreadable.includes(id) && { created_at: "yesterday" } })

  const answer = ({ get, list, limit }: Asked): Response =>
    list !== undefined
      ? Response.json(list.map(meant).filter(isKnown).slice(0, Number(limit ?? 10)).reverse().map(userOf))
      : get !== undefined && isKnown(get)
      ? Response.json(userOf(get))
      : refusal(404, "resource_not_found")

  const client = HttpClient.make((request, url) =>
    Effect.gen(function*() {
      const at = yield* Clock.currentTimeMillis
      const { pathname, searchParams } = url
      const asked: Asked = pathname === "/v1/users"
        ? { at, url: url.href, list: searchParams.getAll("user_id"), limit: searchParams.get("limit") }
        : { at, url: url.href, get: decodeURIComponent(pathname.replace("/v1/users/", "")) }
      sent.push(asked)
      const other = yield* Effect.onInterrupt(
        instead?.(asked, sent.length) ?? Effect.void,
        () => Effect.sync(() => interrupted.push(asked))
      )
      return HttpClientResponse.fromWeb(request, other ?? answer(asked))
    })
  )
  const layer = Clerk.layer({
    secretKey: Redacted.make("sk_test_directory"),
    retry: Retry.none,
    rateLimit: "none",
    ...options
  }).pipe(Layer.provide(Layer.succeed(HttpClient.HttpClient, client)), Layer.orDie)

  return {
    layer,
    sent,
    /** What was asked by somebody who did not wait for the answer. */
    interrupted,
    /** How many users each request was for: 1 for a get. */
    sizes: () => sent.map(({ list }) => list?.length ?? 1),
    gets: () => sent.flatMap(({ get }) => get ?? []),
    lists: () => sent.flatMap(({ list }) => list === undefined ? [] : [list])
  }
}

/** A refusal in Clerk's own words. */
export const refusal = (status: number, code: string): Response =>
  Response.json({ errors: [{ code, message: "No.", long_message: "No.", meta: {} }] }, { status })

/** What Clerk takes a value of a filter for: it may have a sign. */
const meant = (value: string) => value.startsWith("+") ? value.slice(1) : value

export const ids = (count: number, from = 1): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `user_${from + index}`)
