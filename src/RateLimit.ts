/**
 * How often Clerk is asked, as rules that are data, kept before Clerk has to.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 * import { Clerk, RateLimit } from "effect-clerk"
 *
 * // A plan with other limits than Clerk's usual ones.
 * const rules: ReadonlyArray<RateLimit.Rule> = [
 *   { scope: "instance", limit: 2000, window: "10 seconds", burst: 100 }
 * ]
 * const ClerkLive = Clerk.layerConfig().pipe(
 *   Layer.provide(RateLimit.layerMemory(rules)),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * A rule is kept by a bucket of `burst` tokens that is refilled so slowly that no window of any kind sees more than `limit`,
 * whether Clerk counts in fixed windows, in sliding windows or by buckets. A 429 that comes all the same, because another
 * program uses the key, pauses everybody bound for that endpoint until its `Retry-After`.
 *
 * @since 0.1.0
 */
import * as RateLimiter from "@effect/experimental/RateLimiter"
import * as Array from "effect/Array"
import * as Clock from "effect/Clock"
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
import {
  type Buckets,
  giveBack,
  inLine,
  type Line,
  makeLines,
  memory,
  type Place,
  shared
} from "./internal/rateLimit/buckets.ts"

/**
 * At most `limit` requests in any `window`, of the instance or of each user.
 *
 * @since 0.1.0
 * @category models
 */
export interface Rule {
  /** Whose requests are counted: all that are made with the secret key, or those about one user. */
  readonly scope: "instance" | "user"
  /** How many requests there may be in a window, at least 4. */
  readonly limit: number
  /** How long a window is. */
  readonly window: Duration.DurationInput
  /** How many may go at once after a rest, 1 to `limit` - 3. The more, the fewer go afterwards. */
  readonly burst: number
  /** The operations that are counted, such as `"users.update"`; by default all. */
  readonly operations?: ReadonlyArray<string> | undefined
}

/**
 * A request that is about to be made.
 *
 * @since 0.1.0
 * @category models
 */
export interface Request {
  /** Such as `"users.update"`. */
  readonly operation: string
  /** The user whom it is about, if it is about one. */
  readonly userId: string | undefined
  /** The key that it is made with. */
  readonly secretKey: Redacted.Redacted
}

/**
 * What keeps the rules.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Takes the turn of a request at once, at a moment in unix milliseconds: false when that is for `wait` to say. What cannot tell without
   * an effect, such as a store, leaves it out.
   */
  readonly tryTake?: ((request: Request, now: number) => boolean) | undefined
  /** Waits for the turn of a request, for so long at most: false when it did not come. Whoever is interrupted took nothing. */
  readonly wait: (request: Request, atMost: Duration.Duration) => Effect.Effect<boolean>
  /** Pauses everybody bound for the operation of a request that was answered 429, with its key. */
  readonly pause: (request: Request, duration: Duration.Duration) => Effect.Effect<void>
}

/**
 * What keeps the rules. Without one beneath `Clerk.layer`, Clerk's own rules are kept in memory.
 *
 * @since 0.1.0
 * @category services
 */
export class RateLimit extends Context.Tag("effect-clerk/RateLimit")<RateLimit, Service>() {}

/**
 * Clerk's own rules: 1000 requests in 10 seconds for a production key, 100 for a development key; 10 in 10 seconds for updates
 * of one user and of the user's metadata.
 *
 * @see https://clerk.com/docs/guides/how-clerk-works/system-limits
 *
 * @since 0.1.0
 * @category rules
 */
export const rulesOf = (secretKey: Redacted.Redacted): ReadonlyArray<Rule> =>
  Redacted.value(secretKey).startsWith("sk_live_") ? production : development

const ofUser: Rule = {
  scope: "user",
  limit: 10,
  window: "10 seconds",
  burst: 3,
  operations: ["users.update", "users.updateMetadata"]
}

// The narrow rule stands first, as `narrowFirst` has it.
const production: ReadonlyArray<Rule> = [ofUser, { scope: "instance", limit: 1000, window: "10 seconds", burst: 50 }]

const development: ReadonlyArray<Rule> = [ofUser, { scope: "instance", limit: 100, window: "10 seconds", burst: 5 }]

/** Keeps rules in buckets: `take`, `tryTake` and `takeNow` say where they are. */
const serve = Effect.fnUntraced(function*(
  { take, tryTake, takeNow }: Buckets,
  given: ReadonlyArray<Rule> | undefined
): Effect.fn.Return<Service, ConfigError.ConfigError> {
  const rules = given && narrowFirst(yield* check(given))
  const lineOf = makeLines()
  const pausedUntil = new Map<string, number>()

  const pauseOf = (endpoint: string, now: number): number => Math.max(0, (pausedUntil.get(endpoint) ?? 0) - now)

  const placesOf = (request: Request, now: number): ReadonlyArray<Place> =>
    (rules ?? rulesOf(request.secretKey)).filter((rule) => applies(rule, request)).map(
      (rule) => placeOf(rule, request, (key) => lineOf(key, now))
    )

  const nobodyWaits = (places: ReadonlyArray<Place>, request: Request, now: number): boolean =>
    places.every(({ line }) => line.waiting.size === 0) && pauseOf(endpointOf(request), now) === 0

  /** Takes a place at the head of a line; false when the operation is paused, for others in line may not be. */
  const takeAtHead = Effect.fnUntraced(function*(place: Place) {
    while (pauseOf(place.endpoint, yield* Clock.currentTimeMillis) === 0) {
      const delay = yield* take(place)
      if (delay === 0) {
        return true
      }
      yield* Effect.sleep(delay)
    }
    return false
  })

  /** A line is held until there is a place in all of them: places that are kept for later would come in twice. */
  const takeAll = ([place, ...more]: ReadonlyArray<Place>): Effect.Effect<boolean> =>
    place === undefined ? Effect.succeed(true) : inLine(
      place.line,
      Effect.flatMap(takeAtHead(place), (taken) =>
        taken
          ? Effect.onExit(takeAll(more), (exit) => Exit.isSuccess(exit) && exit.value ? Effect.void : giveBack(place))
          : Effect.succeed(false))
    )

  /** While it waits for a pause, a line that nobody stands in may have been forgotten. */
  const waitInLine = Effect.fnUntraced(function*(request: Request) {
    while (!(yield* takeAll(placesOf(request, yield* Clock.currentTimeMillis)))) {
      yield* Effect.sleep(pauseOf(endpointOf(request), yield* Clock.currentTimeMillis))
    }
  })

  const takeIfNobodyWaits = (request: Request): Effect.Effect<boolean> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const places = placesOf(request, now)
      return nobodyWaits(places, request, now) ? tryTake(places) : Effect.succeed(false)
    })

  return {
    tryTake: takeNow && ((request, now) => {
      const places = placesOf(request, now)
      return nobodyWaits(places, request, now) && takeNow(places, now)
    }),
    wait: (request, atMost) =>
      Effect.flatMap(takeIfNobodyWaits(request), (taken) =>
        taken
          ? Effect.succeed(true)
          : Effect.map(Effect.timeoutOption(waitInLine(request), atMost), Option.isSome)),
    pause: (request, duration) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const endpoint = endpointOf(request)
        pausedUntil.set(endpoint, Math.max(pausedUntil.get(endpoint) ?? 0, now + Duration.toMillis(duration)))
      })
  }
})

/**
 * Keeps rules in the memory of this process; by default Clerk's own for the key of each request.
 *
 * @since 0.1.0
 * @category constructors
 */
export const makeMemory = (rules?: ReadonlyArray<Rule>): Effect.Effect<Service, ConfigError.ConfigError> =>
  serve(memory, rules)

/**
 * Keeps rules, by default Clerk's own for the key of each request: in memory, or in a store that machines share.
 *
 * While the store does not answer, the rules are kept in memory, with one warning.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (options: {
  readonly rules?: ReadonlyArray<Rule> | undefined
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
  Order.mapInput(Order.boolean, (rule: Rule) => rule.scope === "instance"),
  Order.mapInput(Order.boolean, (rule: Rule) => rule.operations === undefined)
)

const applies = ({ operations, scope }: Rule, { operation, userId }: Request): boolean =>
  (operations === undefined || operations.includes(operation)) && (scope === "instance" || userId !== undefined)

/**
 * What is kept free of a limit: the bucket may be about to get a token when it is emptied, a token may be held for a moment
 * before it is used, and what is sent in 10.2 s may arrive in 10.
 */
const marginOf = (limit: number): number => Math.max(2, 0.02 * limit)

const instanceOf = ({ secretKey }: Request): number => Hash.string(Redacted.value(secretKey))

const endpointOf = (request: Request): string => `${instanceOf(request)}:${request.operation}`

const placeOf = (rule: Rule, request: Request, lineOf: (key: string) => Line): Place => {
  const { burst, limit, operations = ["all"], scope } = rule
  const window = Duration.toMillis(rule.window)
  const counted = `${limit}/${window}:${operations.join()}:${scope === "user" ? request.userId : ""}`
  const key = `effect-clerk:${instanceOf(request)}:${counted}`
  return {
    key,
    line: lineOf(key),
    endpoint: endpointOf(request),
    burst,
    refill: window / Math.max(1, limit - burst - marginOf(limit))
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Layers
// ---------------------------------------------------------------------------------------------------------------------

/**
 * Keeps rules in the memory of this process; by default Clerk's own.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerMemory = (rules?: ReadonlyArray<Rule>): Layer.Layer<RateLimit, ConfigError.ConfigError> =>
  Layer.effect(RateLimit, makeMemory(rules))

/**
 * Keeps rules in any store of `@effect/experimental/RateLimiter`; by default Clerk's own.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerStore = (
  rules?: ReadonlyArray<Rule>
): Layer.Layer<RateLimit, ConfigError.ConfigError, RateLimiter.RateLimiterStore> =>
  Layer.effect(RateLimit, Effect.flatMap(RateLimiter.make, (store) => make({ rules, store })))

/**
 * Keeps no rules; a 429 pauses nobody but the call that got it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerNone: Layer.Layer<RateLimit> = Layer.succeed(RateLimit, {
  tryTake: () => true,
  wait: () => Effect.succeed(true),
  pause: () => Effect.void
})
