/**
 * Runs operations: an operation and its input in, a typed value or a typed failure out.
 *
 * ```ts
 * import { Effect, Schema } from "effect"
 * import { Http, Operation } from "effect-clerk"
 *
 * // An endpoint that this library does not have yet.
 * const program = Effect.gen(function*() {
 *   const http = yield* Http.ClerkHttp
 *   const listDirectories = http.call("directories.list", Operation.get("/scim_directories", { success: Schema.Unknown, errors: [] }))
 *   return yield* listDirectories()
 * })
 * ```
 *
 * A call checks and encodes its input. Each attempt then asks `ClerkAuth` for the secret key, waits for the rate limiter, sends the
 * request, reads the response and decodes it. `Retry` decides whether there is another attempt. Interrupting the call aborts the
 * request.
 *
 * @since 0.1.0
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import { identity } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import * as Redacted from "effect/Redacted"
import * as Auth from "./Auth.ts"
import type * as Errors from "./Errors.ts"
import * as Call from "./internal/http/call.ts"
import * as Compression from "./internal/http/compression.ts"
import * as Endpoint from "./internal/http/endpoint.ts"
import { guard } from "./internal/http/fetch.ts"
import * as Report from "./internal/http/report.ts"
import { version } from "./internal/version.ts"
import type * as Operation from "./Operation.ts"
import * as RateLimit from "./RateLimit.ts"
import * as Retry from "./Retry.ts"
import type { OpenEnum } from "./Schema/wire/Fields.ts"

/**
 * Runs operations against one Clerk instance.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** Makes a function of an operation; the name stands in its errors, spans and metrics. */
  readonly call: <O extends Operation.Any>(name: string, operation: O) => Operation.Call<O, Errors.ClerkFailure>
  /** The same with the size of the page that Clerk returned, which counts the items that cannot be decoded. */
  readonly page: <O extends Operation.Any>(
    name: string,
    operation: O
  ) => (input: Operation.Input<O>) => Effect.Effect<Operation.Page<Operation.Success<O>>, Errors.ClerkFailure>
  /**
   * A digest of the address and the secret key, which tells instances apart in a store that they share. It fails when `ClerkAuth` has no
   * secret key.
   */
  readonly instance: Effect.Effect<string, unknown>
}

/**
 * Runs operations against one Clerk instance.
 *
 * @since 0.1.0
 * @category services
 */
export class ClerkHttp extends Context.Tag("effect-clerk/ClerkHttp")<ClerkHttp, Service>() {}

/**
 * The versions of Clerk's API, or a newer one.
 *
 * @since 0.1.0
 * @category models
 */
export type ApiVersion = OpenEnum<"2021-02-05" | "2024-10-01" | "2025-04-10" | "2025-11-10" | "2026-05-12">

/**
 * Options of the HTTP layer.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** The URL of the API with its path prefix, which is `/v1` if it has none. Default: `https://api.clerk.com/v1`. */
  readonly apiUrl?: string | undefined
  /** The version of the API. Default: `2026-05-12`, which the schemas are made for. Others decode too. */
  readonly apiVersion?: ApiVersion | undefined
  /** How often and when a call is retried. Default: `Retry.standard`. */
  readonly retry?: Retry.Policy | undefined
  /**
   * Rate-limit rules that are kept in memory, or `"none"`. Default: the `RateLimit` beneath the layer, such as `RateLimit.layerMemory(…)`
   * or `layerRedis(…)`, else Clerk's own rules in memory.
   */
  readonly rateLimit?: ReadonlyArray<RateLimit.Rule> | "none" | undefined
  /**
   * Wraps the HTTP client, for example to log or to add a header. It sees the secret key, and may read the `text` of a response. With it,
   * a body is read as text, without a limit where the response has no length and the client is not made of `fetch`.
   */
  readonly transformClient?: ((client: HttpClient.HttpClient) => HttpClient.HttpClient) | undefined
}

/**
 * Options of the HTTP layer with a secret key.
 *
 * @since 0.1.0
 * @category models
 */
export interface LayerOptions extends Options {
  /** The secret key of the instance, `sk_test_…` or `sk_live_…`, or of a machine, `ak_…`. */
  readonly secretKey: Redacted.Redacted
}

/**
 * Options of the HTTP layer that are read from the configuration.
 *
 * @since 0.1.0
 * @category models
 */
export interface LayerConfigOptions extends Pick<Options, "retry" | "rateLimit" | "transformClient"> {
  /** The secret key. Default: `CLERK_SECRET_KEY`. */
  readonly secretKey?: Config.Config<Redacted.Redacted> | undefined
  /** The URL of the API. Default: `CLERK_API_URL`, if it is set. */
  readonly apiUrl?: Config.Config<string> | undefined
  /** The version of the API. Default: `CLERK_API_VERSION`, if it is set. */
  readonly apiVersion?: Config.Config<string> | undefined
}

/**
 * Handles what cannot be decoded: an item of a list, which is left out, or an optional field, which reads as absent (`isPartial`). It also
 * gets times of creation that seem to be in seconds, which are kept.
 *
 * Default: logs one warning a response, with the ids of the first ten objects and what is wrong with the first. `Effect.fail` makes it
 * fail the whole call:
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
  defaultValue: (): (error: Errors.SDKError) => Effect.Effect<void, Errors.SDKError> => Report.warn
}) {}

const report: Endpoint.Connection["report"] = (errors) =>
  Effect.flatMap(OnDecodeError, (handle) => Report.report(handle, errors))

/**
 * Checks a URL of the API. A URL without a path, which Clerk's own clients expect, gets its `/v1`.
 *
 * @since 0.1.0
 * @category validation
 */
export const checkUrl = (apiUrl: string): Either.Either<string, string> => {
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username + url.password === "" &&
      !/[?#]/.test(url.href)
    // The lookbehind lets the search begin once in a row of slashes.
    ? Either.right(url.origin + (url.pathname.replace(/(?<!\/)\/+$/, "") || "/v1"))
    : Either.left(
      "Expected an http or https address without credentials, query or hash, such as https://api.clerk.com/v1"
    )
}

/**
 * Checks a version of the API.
 *
 * @since 0.1.0
 * @category validation
 */
export const checkVersion = (apiVersion: string): Either.Either<string, string> =>
  /^\d{4}-\d{2}-\d{2}$/.test(apiVersion)
    ? Either.right(apiVersion)
    : Either.left("Expected a version of Clerk's API, such as 2026-05-12")

const make = Effect.fnUntraced(function*(options: Options) {
  const auth = yield* Auth.ClerkAuth
  const httpClient = yield* HttpClient.HttpClient
  const apiUrl = yield* option("apiUrl", checkUrl(options.apiUrl ?? "https://api.clerk.com/v1"))
  const apiVersion = yield* option("apiVersion", checkVersion(options.apiVersion ?? "2026-05-12"))
  const connection: Endpoint.Connection = {
    apiUrl,
    auth,
    client: (options.transformClient ?? identity)(guard(httpClient)),
    headers: {
      accept: "application/json",
      "clerk-api-version": apiVersion,
      "user-agent": `effect-clerk/${version}`,
      // A `transformClient` that reads the body would get compressed bytes.
      ...options.transformClient === undefined && Compression.requestHeaders()
    },
    isShared: options.transformClient !== undefined,
    limiter: yield* limiterOf(options.rateLimit),
    report,
    retry: options.retry ?? (yield* Retry.RetryPolicy) ?? Retry.standard
  }
  const page = (name: string, operation: Operation.Any) => {
    // Prepared on first use: most programs call a few of the operations only.
    let endpoint: Endpoint.Endpoint | undefined
    return (input?: unknown) =>
      Effect.suspend(() => Call.run(endpoint ??= Endpoint.make(connection, name, operation), input))
  }
  const call = (name: string, operation: Operation.Any) => {
    const run = page(name, operation)
    return (input?: unknown) => Effect.map(run(input), ({ value }) => value)
  }
  const instance = Effect.flatMap(auth.secretKey, (key) => digest(`${apiUrl} ${Redacted.value(key)}`))
  return { call, instance, page } as Service
})

/** The rules of the options, else the rate limiter beneath the layer, else Clerk's own rules in memory. */
const limiterOf = (rateLimit: Options["rateLimit"]): Effect.Effect<RateLimit.Service, ConfigError.ConfigError> =>
  rateLimit === "none"
    ? Effect.provide(RateLimit.RateLimit, RateLimit.layerNone)
    : rateLimit === undefined
    ? Effect.orElse(Effect.serviceOptional(RateLimit.RateLimit), () => RateLimit.makeMemory())
    : RateLimit.makeMemory(rateLimit)

const option = (name: string, value: Either.Either<string, string>) =>
  Effect.mapError(value, (problem) => ConfigError.InvalidData([name], problem))

const digest = (text: string): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
    (bytes) => Encoding.encodeHex(new Uint8Array(bytes)).slice(0, 32)
  )

/**
 * Runs operations with the secret key of `ClerkAuth`, over any HTTP client. An invalid URL or API version fails when the layer is built.
 *
 * With `FetchHttpClient`, redirects are not followed: they would carry passwords to another host. Other settings of `fetch` are those of
 * `FetchHttpClient.RequestInit`, provided to its layer or to the program.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerWithAuth = (
  options: Options = {}
): Layer.Layer<ClerkHttp, ConfigError.ConfigError, HttpClient.HttpClient | Auth.ClerkAuth> =>
  Layer.effect(ClerkHttp, make(options))

/**
 * Runs operations against one instance. An invalid key, URL or API version fails when the layer is built.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 * import { Http } from "effect-clerk"
 * import * as Users from "effect-clerk/Users"
 *
 * // A program that uses one resource bundles one resource.
 * const UsersLive = Users.layer.pipe(
 *   Layer.provide(Http.layerConfig()),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  options: LayerOptions
): Layer.Layer<ClerkHttp, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.provide(layerWithAuth(options), Auth.layer(options.secretKey))

/**
 * Runs operations against the instance of the configuration: `CLERK_SECRET_KEY`, and if they are set `CLERK_API_URL` and
 * `CLERK_API_VERSION`. An error names the variable, never its value.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  options: LayerConfigOptions = {}
): Layer.Layer<ClerkHttp, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.provide(
    Layer.unwrapEffect(Config.map(
      Config.all({
        apiUrl: variable("CLERK_API_URL", options.apiUrl, checkUrl),
        apiVersion: variable("CLERK_API_VERSION", options.apiVersion, checkVersionVariable)
      }),
      ({ apiUrl, apiVersion }) => layerWithAuth({ ...options, apiUrl, apiVersion })
    )),
    Auth.layerConfig(options.secretKey)
  )

/** For Clerk's own clients the variable is the first part of the path, `v1`, which says nothing about a version. */
const checkVersionVariable = (value: string) => value === "v1" ? Either.right(undefined) : checkVersion(value)

/** A variable that may be missing, or the config that the program gives instead, which may not. */
const variable = <A>(
  name: string,
  given: Config.Config<string> | undefined,
  check: (value: string) => Either.Either<A, string>
): Config.Config<A | undefined> => {
  const checked = Config.mapOrFail(
    given ?? Config.string(name),
    (value) => Either.mapLeft(check(value), (problem) => ConfigError.InvalidData([], problem))
  )
  return given === undefined ? Config.map(Config.option(checked), Option.getOrUndefined) : checked
}

/**
 * Makes functions of a table of operations.
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
