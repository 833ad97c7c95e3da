/**
 * Client-side rate limits: requests wait for a token, so that they stay within Clerk's rate limits.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 * import { Clerk, RateLimit } from "effect-clerk"
 *
 * // A plan with other limits than Clerk's usual ones.
 * const rules: ReadonlyArray<RateLimit.Rule> = [
 *   { per: "instance", limit: 2000, window: "10 seconds", burst: 100 }
 * ]
 * const ClerkLive = Clerk.layerConfig().pipe(
 *   Layer.provide(RateLimit.layerMemory(rules)),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * Each rule has a bucket of `burst` tokens. It refills so slowly that no window sees more than `limit` requests, whether Clerk counts in
 * fixed windows, in sliding windows or by buckets. A 429, which another program with the same key can cause, pauses all
 * requests of that operation until its `Retry-After`.
 *
 * @since 0.1.0
 */
import * as RateLimiter from "@effect/experimental/RateLimiter"
import * as Array from "effect/Array"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Hash from "effect/Hash"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Order from "effect/Order"
import * as Redacted from "effect/Redacted"
import { type Buckets, memory, refund, shared, type Ticket } from "./internal/rateLimit/buckets.ts"
import { inQueue, makeQueues, type Queue } from "./internal/rateLimit/queue.ts"
import * as Time from "./internal/time.ts"

/**
 * At most `limit` requests in any `window`.
 *
 * @since 0.1.0
 * @category models
 */
export interface Rule {
  /**
   * What is counted separately: `"instance"` counts all requests made with a secret key; the name of a path parameter, such as
   * `"userId"`, counts the requests for each of its values.
   */
  readonly per: "instance" | (string & {})
  /** The number of requests allowed in a window, at least 4. */
  readonly limit: number
  /** The length of a window. */
  readonly window: Duration.DurationInput
  /** The number of requests that may be sent at once after a pause, 1 to `limit` - 3. A larger burst lowers the rate after it. */
  readonly burst: number
  /**
   * The operations that are counted together, such as `["users.update"]`. Default: all operations; in the declaration of an operation,
   * that operation.
   */
  readonly operations?: ReadonlyArray<string> | undefined
}

/**
 * A request that is about to be sent.
 *
 * @since 0.1.0
 * @category models
 */
export interface Request {
  /** The operation, such as `"users.update"`. */
  readonly operation: string
  /** The path parameters by name, such as `{ userId: "user_1" }`. */
  readonly params: { readonly [name: string]: string }
  /** The rules of the operation itself. */
  readonly rules: ReadonlyArray<Rule>
  /** The secret key that the request is made with. */
  readonly secretKey: Redacted.Redacted
}

/**
 * A rate limiter.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** Waits up to `atMost` for the tokens of a request. False on timeout. Interruption consumes none. */
  readonly wait: (request: Request, atMost: Duration.Duration) => Effect.Effect<boolean>
  /** Pauses all requests with the key and the operation of a request that got a 429. */
  readonly pause: (request: Request, duration: Duration.Duration) => Effect.Effect<void>
}

/**
 * The rate limiter. Without one beneath `Clerk.layer`, Clerk's own rules are kept in memory.
 *
 * @since 0.1.0
 * @category services
 */
export class RateLimit extends Context.Tag("effect-clerk/RateLimit")<RateLimit, Service>() {}

/**
 * Clerk's rules for a secret key: 1000 requests in 10 seconds for a production key, 100 for a development key. Operations add rules of
 * their own.
 *
 * @see https://clerk.com/docs/guides/how-clerk-works/system-limits
 *
 * @since 0.1.0
 * @category rules
 */
export const rulesOf = (secretKey: Redacted.Redacted): ReadonlyArray<Rule> =>
  Redacted.value(secretKey).startsWith("sk_live_") ? production : development

const production: ReadonlyArray<Rule> = [{ per: "instance", limit: 1000, window: "10 seconds", burst: 50 }]

const development: ReadonlyArray<Rule> = [{ per: "instance", limit: 100, window: "10 seconds", burst: 5 }]

/** What a request has to take, and what a 429 pauses. */
interface Claim {
  /** The key of the instance and the operation. */
  readonly endpoint: string
  readonly tickets: ReadonlyArray<Ticket>
}

const serve = Effect.fnUntraced(function*(
  buckets: Buckets,
  given: ReadonlyArray<Rule> | undefined
): Effect.fn.Return<Service, ConfigError.ConfigError> {
  const rules = given && narrowFirst(yield* check(given))
  const queueOf = makeQueues()
  const pausedUntil = new Map<string, number>()

  const rulesFor = (request: Request): ReadonlyArray<Rule> =>
    rules === undefined
      ? [...request.rules.map((rule) => ({ operations: [request.operation], ...rule })), ...rulesOf(request.secretKey)]
      : rules.filter((rule) => applies(rule, request))

  const claim = (request: Request, now: number): Claim => {
    const instance = Hash.string(Redacted.value(request.secretKey))
    return {
      endpoint: `${instance}:${request.operation}`,
      tickets: rulesFor(request).map((rule) => ticket(rule, request, instance, (key) => queueOf(key, now)))
    }
  }

  const pauseLeft = (endpoint: string, now: number): number => Math.max(0, (pausedUntil.get(endpoint) ?? 0) - now)

  const isIdle = ({ endpoint, tickets }: Claim, now: number): boolean =>
    tickets.every(({ queue }) => queue.waiting.size === 0) && pauseLeft(endpoint, now) === 0

  /** Takes a token at the head of a queue. False when the operation is paused: others in the queue may not be. */
  const takeAtHead = Effect.fnUntraced(function*(ticket: Ticket, endpoint: string) {
    while (pauseLeft(endpoint, yield* Time.now) === 0) {
      const delay = yield* buckets.take(ticket)
      if (delay === 0) {
        return true
      }
      yield* Effect.sleep(delay)
    }
    return false
  })

  /** Holds its place in each queue until every bucket grants a token: tokens kept for later would count in two windows. */
  const takeInTurn = ({ endpoint, tickets: [ticket, ...more] }: Claim): Effect.Effect<boolean> =>
    ticket === undefined ? Effect.succeed(true) : inQueue(
      ticket.queue,
      Effect.flatMap(takeAtHead(ticket, endpoint), (taken) =>
        taken
          ? Effect.onExit(
            takeInTurn({ endpoint, tickets: more }),
            (exit) => Exit.isSuccess(exit) && exit.value ? Effect.void : refund(ticket)
          )
          : Effect.succeed(false))
    )

  /** Makes its claim anew after each pause, during which an idle queue may have been evicted. */
  const waitInTurn = Effect.fnUntraced(function*(request: Request) {
    for (;;) {
      const claimed = claim(request, yield* Time.now)
      if (yield* takeInTurn(claimed)) {
        return
      }
      yield* Effect.sleep(pauseLeft(claimed.endpoint, yield* Time.now))
    }
  })

  const takeIfIdle = (request: Request): Effect.Effect<boolean> =>
    Effect.flatMap(Time.now, (now) => {
      const claimed = claim(request, now)
      return isIdle(claimed, now) ? buckets.takeAll(claimed.tickets) : Effect.succeed(false)
    })

  return {
    wait: (request, atMost) =>
      Effect.flatMap(takeIfIdle(request), (taken) =>
        taken
          ? Effect.succeed(true)
          : Effect.map(Effect.timeoutOption(waitInTurn(request), atMost), Option.isSome)),
    pause: (request, duration) =>
      Effect.map(Time.now, (now) => {
        const { endpoint } = claim(request, now)
        pausedUntil.set(endpoint, Math.max(pausedUntil.get(endpoint) ?? 0, now + Duration.toMillis(duration)))
      })
  }
})

/**
 * Makes a rate limiter in the memory of this process. Default rules: Clerk's own for the key and the operation of each request.
 *
 * @since 0.1.0
 * @category constructors
 */
export const makeMemory = (rules?: ReadonlyArray<Rule>): Effect.Effect<Service, ConfigError.ConfigError> =>
  serve(memory, rules)

/**
 * Makes a rate limiter, in memory or in a store that machines share. Default rules: Clerk's own for the key and the operation of each
 * request.
 *
 * While the store does not respond, the rules are kept in memory and one warning is logged.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (options: {
  /** The rules that replace Clerk's own and those of the operations. */
  readonly rules?: ReadonlyArray<Rule> | undefined
  /** The store that machines share. Default: the memory of this process. */
  readonly store?: RateLimiter.RateLimiter | undefined
}): Effect.Effect<Service, ConfigError.ConfigError> =>
  options.store === undefined ? makeMemory(options.rules) : serve(shared(options.store), options.rules)

const check = (rules: ReadonlyArray<Rule>): Effect.Effect<ReadonlyArray<Rule>, ConfigError.ConfigError> =>
  rules.every(({ burst, limit, window }) =>
      Number.isSafeInteger(burst) && Number.isSafeInteger(limit) && burst >= 1 && burst <= limit - 3 &&
      Option.exists(
        Duration.decodeUnknown(window),
        (window) => Duration.isFinite(window) && Duration.toMillis(window) > 0
      )
    )
    ? Effect.succeed(rules)
    : Effect.fail(ConfigError.InvalidData(
      ["rateLimit"],
      "Expected rules with a finite window, a whole limit of 4 or more, and a whole burst from 1 to limit - 3"
    ))

const narrowFirst = Array.sortBy(
  Order.mapInput(Order.boolean, (rule: Rule) => rule.per === "instance"),
  Order.mapInput(Order.boolean, (rule: Rule) => rule.operations === undefined)
)

const applies = ({ operations, per }: Rule, { operation, params }: Request): boolean =>
  (operations === undefined || operations.includes(operation)) && (per === "instance" || params[per] !== undefined)

/**
 * The part of a limit that is left unused: the bucket may be about to get a token when it is emptied, a token may be held for a moment
 * before it is used, and what is sent in 10.2 s may arrive in 10.
 */
const marginOf = (limit: number): number => Math.max(2, 0.02 * limit)

const ticket = (rule: Rule, request: Request, instance: number, queueOf: (key: string) => Queue): Ticket => {
  const { burst, limit, operations = ["all"], per } = rule
  const window = Duration.toMillis(rule.window)
  const value = per === "instance" ? "" : `${per}:${request.params[per]}`
  const key = `effect-clerk:${instance}:${limit}/${window}:${operations.join()}:${value}`
  return { key, queue: queueOf(key), burst, refill: window / Math.max(1, limit - burst - marginOf(limit)) }
}

// ---------------------------------------------------------------------------------------------------------------------
// Layers
// ---------------------------------------------------------------------------------------------------------------------

/**
 * A rate limiter in the memory of this process. Default rules: Clerk's own.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerMemory = (rules?: ReadonlyArray<Rule>): Layer.Layer<RateLimit, ConfigError.ConfigError> =>
  Layer.effect(RateLimit, makeMemory(rules))

/**
 * A rate limiter over any store of `@effect/experimental/RateLimiter`. Default rules: Clerk's own.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerStore = (
  rules?: ReadonlyArray<Rule>
): Layer.Layer<RateLimit, ConfigError.ConfigError, RateLimiter.RateLimiterStore> =>
  Layer.effect(RateLimit, Effect.flatMap(RateLimiter.make, (store) => make({ rules, store })))

/**
 * No rate limiter: requests are sent at once, and a 429 pauses only the call that got it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerNone: Layer.Layer<RateLimit> = Layer.succeed(RateLimit, {
  wait: () => Effect.succeed(true),
  pause: () => Effect.void
})
