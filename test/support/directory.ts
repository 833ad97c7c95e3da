/**
 * A Clerk with a user for every id, except those that a test excludes, and a record of its requests.
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
  /** The id of a get. */
  readonly get?: string
  /** The ids of a list. */
  readonly list?: ReadonlyArray<string>
  readonly limit?: string | null
}

export interface Options extends Partial<Clerk.Options> {
  readonly unknown?: ReadonlyArray<string>
  readonly unreadable?: ReadonlyArray<string>
  /** A response to return instead, or an effect to run before the response. */
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
    /** The requests that were interrupted. */
    interrupted,
    /** The number of ids in each request: 1 for a get. */
    sizes: () => sent.map(({ list }) => list?.length ?? 1),
    gets: () => sent.flatMap(({ get }) => get ?? []),
    lists: () => sent.flatMap(({ list }) => list === undefined ? [] : [list])
  }
}

/** An error response of Clerk. */
export const refusal = (status: number, code: string): Response =>
  Response.json({ errors: [{ code, message: "No.", long_message: "No.", meta: {} }] }, { status })

/** The value of a filter without its sign. */
const meant = (value: string) => value.startsWith("+") ? value.slice(1) : value

export const ids = (count: number, from = 1): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `user_${from + index}`)
