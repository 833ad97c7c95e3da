/**
 * The front door: a layer over the HTTP client of your choice.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Effect } from "effect"
 * import { Clerk, Users } from "effect-clerk"
 *
 * const program = Users.count().pipe(
 *   Effect.provide(Clerk.layerConfig()), // reads CLERK_SECRET_KEY
 *   Effect.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * @since 0.1.0
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Auth from "./Auth.ts"
import * as Http from "./Http.ts"
import * as Users from "./Users.ts"

/**
 * What the front door needs to know.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options extends Http.Options {
  /** The secret key of the instance, `sk_test_…` or `sk_live_…`. */
  readonly secretKey: Redacted.Redacted
}

/**
 * All that this library offers, for an instance whose secret key comes from `ClerkAuth`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerWithAuth = (
  options?: Http.Options
): Layer.Layer<
  Users.Users | Http.ClerkHttp,
  ConfigError.ConfigError,
  HttpClient.HttpClient | Auth.ClerkAuth
> => Layer.provideMerge(Users.layer, Http.layer(options))

/**
 * All that this library offers, for one instance. What cannot be right (the key, the address) fails when the layer is built.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  options: Options
): Layer.Layer<Users.Users | Http.ClerkHttp, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.provide(layerWithAuth(options), Auth.layer(options.secretKey))

/**
 * The same from the configuration: by default `CLERK_SECRET_KEY`, and if they are set `CLERK_API_URL` and
 * `CLERK_API_VERSION`. An error names the variable, never its value.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  options: LayerConfigOptions = {}
): Layer.Layer<Users.Users | Http.ClerkHttp, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.provide(
    Layer.unwrapEffect(Config.map(
      Config.all({
        apiUrl: optional(options.apiUrl ?? Config.string("CLERK_API_URL"), Http.checkUrl),
        apiVersion: optional(options.apiVersion ?? Config.string("CLERK_API_VERSION"), checkVersion)
      }),
      ({ apiUrl, apiVersion }) => layerWithAuth({ ...options, apiUrl, apiVersion })
    )),
    Auth.layerConfig(options.secretKey)
  )

/**
 * Where the options come from, for those who have other names for them.
 *
 * @since 0.1.0
 * @category models
 */
export interface LayerConfigOptions extends Pick<Http.Options, "retry" | "rateLimit" | "transformClient"> {
  readonly secretKey?: Config.Config<Redacted.Redacted> | undefined
  readonly apiUrl?: Config.Config<string> | undefined
  readonly apiVersion?: Config.Config<string> | undefined
}

/** To Clerk's own clients the variable is the first part of the path, `v1`, which says nothing of a version. */
const checkVersion = (value: string) => value === "v1" ? Either.right(undefined) : Http.checkVersion(value)

const optional = <A>(config: Config.Config<string>, check: (value: string) => Either.Either<A, string>) =>
  Config.mapOrFail(config, (value) => Either.mapLeft(check(value), (problem) => ConfigError.InvalidData([], problem)))
    .pipe(
      Config.option,
      Config.map(Option.getOrUndefined)
    )
