/**
 * The one interpreter: an operation and its input in, a typed value or a typed error out.
 *
 * ```ts
 * import { Effect, Schema } from "effect"
 * import { Http, Operation } from "effect-clerk"
 *
 * // An endpoint that this library does not have yet is one declaration away.
 * const program = Effect.gen(function*() {
 *   const http = yield* Http.ClerkHttp
 *   const listDomains = http.call("domains.list", Operation.get("/domains", { success: Schema.Unknown, errors: [] }))
 *   return yield* listDomains()
 * })
 * ```
 *
 * One call, in order: the input is checked and encoded; then, for each attempt, the secret key is asked for, the rate
 * limiter waited for, the request sent, and status, headers and body read and decoded. `Retry` says whether there is another
 * attempt, `RateLimit` how many requests there may be. Interrupting the call aborts the request.
 *
 * @since 0.1.0
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import { identity } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Record from "effect/Record"
import * as Redacted from "effect/Redacted"
import * as Auth from "./Auth.ts"
import type * as Errors from "./Errors.ts"
import { type Answering, prepare } from "./internal/http/call.ts"
import { guard } from "./internal/http/fetch.ts"
import { encoder } from "./internal/http/request.ts"
import { sizeOf } from "./internal/schema/decode.ts"
import { version } from "./internal/version.ts"
import type * as Operation from "./Operation.ts"
import * as RateLimit from "./RateLimit.ts"
import * as Retry from "./Retry.ts"

/**
 * What turns operations into calls.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** Prepares an operation under a name for its errors and spans. All that can be done once is done here. */
  readonly call: <O extends Operation.Any>(
    name: string,
    operation: O
  ) => Operation.Call<O, Errors.ClerkFailure>
  /** The same for one that lists, to walk it: what could not be read counts, too. */
  readonly page: <O extends Operation.Any>(
    name: string,
    operation: O
  ) => (
    input: Operation.Input<O>
  ) => Effect.Effect<Operation.Page<Operation.Success<O>>, Errors.ClerkFailure>
  /**
   * A digest of the address and the secret key, which tells instances apart in a store that they share. It fails when `ClerkAuth` has no
   * secret key.
   */
  readonly instance: Effect.Effect<string, unknown>
}

/**
 * What turns operations into calls.
 *
 * @since 0.1.0
 * @category services
 */
export class ClerkHttp extends Context.Tag("effect-clerk/ClerkHttp")<ClerkHttp, Service>() {}

/**
 * Where and how Clerk is reached.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** The address with its path prefix, by default `https://api.clerk.com/v1`. */
  readonly apiUrl?: string | undefined
  /** The version of the API, by default `2026-05-12`, which is the one that the schemas are made for. */
  readonly apiVersion?: string | undefined
  /** How often and when a call is tried again, by default `Retry.standard`. */
  readonly retry?: Retry.Policy | undefined
  /**
   * How often Clerk is asked: rules that are kept in memory, or none. By default what is provided beneath, such as
   * `RateLimit.layerMemory(…)` or `layerRedis(…)`, else Clerk's own rules in memory.
   */
  readonly rateLimit?: ReadonlyArray<RateLimit.Rule> | "none" | undefined
  /**
   * Wraps the HTTP client, to log or to add a header for example. It sees the secret key, and may read the `text` of a response. With it,
   * a body is read as one text, without a limit where the response does not tell its length and the client is not made of `fetch`.
   */
  readonly transformClient?: ((client: HttpClient.HttpClient) => HttpClient.HttpClient) | undefined
}

/**
 * What to do about an object in a list that cannot be read. The others are answered all the same.
 *
 * By default a warning is logged, which names the id and what is wrong with it. `Effect.fail` makes one odd object fail the
 * whole list:
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Http, Users } from "effect-clerk"
 *
 * const strict = Users.list().pipe(Effect.provideService(Http.OnDecodeError, Effect.fail))
 * ```
 *
 * @since 0.1.0
 * @category references
 */
export class OnDecodeError extends Context.Reference<OnDecodeError>()("effect-clerk/OnDecodeError", {
  defaultValue: (): (error: Errors.SDKError) => Effect.Effect<void, Errors.SDKError> => (error) =>
    Effect.logWarning(error.message)
}) {}

/**
 * What is wrong with an address of the API, if anything. `https://api.clerk.com`, as Clerk's own clients want it, gets its
 * `/v1`.
 *
 * @since 0.1.0
 * @category validation
 */
export const checkUrl = (apiUrl: string): Either.Either<string, string> => {
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) &&
      url.username + url.password + url.search + url.hash === ""
    ? Either.right(url.href.replace(/\/+$/, "").replace(/^https:\/\/api\.clerk\.com$/, "$&/v1"))
    : Either.left(
      "Expected an http or https address without credentials, query or hash, such as https://api.clerk.com/v1"
    )
}

/**
 * What is wrong with a version of the API, if anything.
 *
 * @since 0.1.0
 * @category validation
 */
export const checkVersion = (apiVersion: string): Either.Either<string, string> =>
  /^\d{4}-\d{2}-\d{2}$/.test(apiVersion)
    ? Either.right(apiVersion)
    : Either.left("Expected a version of Clerk's API, such as 2026-05-12")

/**
 * The interpreter over any HTTP client. Options that cannot be right fail at once.
 *
 * With `FetchHttpClient`, redirects are not followed: they would carry passwords to wherever they point. To change other
 * settings of `fetch`, provide `FetchHttpClient.RequestInit` to its layer or to the program.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  options: Options = {}
): Layer.Layer<ClerkHttp, ConfigError.ConfigError, HttpClient.HttpClient | Auth.ClerkAuth> =>
  Layer.effect(
    ClerkHttp,
    Effect.gen(function*() {
      const auth = yield* Auth.ClerkAuth
      const httpClient = yield* HttpClient.HttpClient
      const apiUrl = yield* option("apiUrl", checkUrl(options.apiUrl ?? "https://api.clerk.com/v1"))
      const apiVersion = yield* option("apiVersion", checkVersion(options.apiVersion ?? "2026-05-12"))
      const limiter = yield* limiterOf(options.rateLimit)
      const retry = options.retry ?? (yield* Retry.RetryPolicy) ?? Retry.standard
      const client = (options.transformClient ?? identity)(guard(httpClient))
      const headers = {
        accept: "application/json",
        "clerk-api-version": apiVersion,
        "user-agent": `effect-clerk/${version}`
      }
      const prepared = (name: string, operation: Operation.Any, answer: Answering) =>
        prepare({
          answer,
          auth,
          client,
          encode: encoder(operation, { apiUrl, headers }),
          isShared: options.transformClient !== undefined,
          limiter,
          name,
          onDecodeError: OnDecodeError,
          operation,
          retry
        })
      return {
        call: <O extends Operation.Any>(name: string, operation: O) =>
          prepared(name, operation, identity) as Operation.Call<O, Errors.ClerkFailure>,
        page: <O extends Operation.Any>(name: string, operation: O) =>
          prepared(name, operation, (value, body) => ({ value, ...sizeOf(body) })) as (
            input: Operation.Input<O>
          ) => Effect.Effect<Operation.Page<Operation.Success<O>>, Errors.ClerkFailure>,
        instance: Effect.flatMap(auth.secretKey, (key) => digest(`${apiUrl} ${Redacted.value(key)}`))
      }
    })
  )

const digest = (text: string): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
    (bytes) => Encoding.encodeHex(new Uint8Array(bytes)).slice(0, 32)
  )

/** What the options say, else what is beneath, else Clerk's own rules in memory. */
const limiterOf = (rateLimit: Options["rateLimit"]): Effect.Effect<RateLimit.Service, ConfigError.ConfigError> =>
  rateLimit === "none"
    ? Effect.provide(RateLimit.RateLimit, RateLimit.layerNone)
    : rateLimit === undefined
    ? Effect.orElse(Effect.serviceOptional(RateLimit.RateLimit), () => RateLimit.makeMemory())
    : RateLimit.makeMemory(rateLimit)

const option = (name: string, value: Either.Either<string, string>) =>
  Effect.mapError(value, (problem) => ConfigError.InvalidData([name], problem))

/**
 * Turns a table of operations into functions.
 *
 * @since 0.1.0
 * @category constructors
 */
export const client = <Operations extends Operation.Table>(
  resource: string,
  operations: Operations
): Effect.Effect<Operation.Client<Operations, Errors.ClerkFailure>, never, ClerkHttp> =>
  Effect.map(ClerkHttp, (http) =>
    Record.map(
      operations,
      (operation, name) => http.call(`${resource}.${name}`, operation)
    ) as Operation.Client<Operations, Errors.ClerkFailure>)
