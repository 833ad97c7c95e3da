/**
 * The names of variables in the errors of a config.
 */
import type * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"

/** Loads a config. A missing secret is reported by the name of its variable alone: `Config.redacted` adds only `<redacted>`. */
export const load = <A>(config: Config.Config<A>): Effect.Effect<A, ConfigError.ConfigError> =>
  Effect.mapError(config, (error) =>
    ConfigError.isMissingData(error) && error.message.includes("<redacted>")
      ? ConfigError.MissingData([...error.path], `Expected ${error.path.join(".")} to be set`)
      : error)

/** The path of the variable that a config reads first: it is what is missing where there is nothing. */
export const variableOf = (config: Config.Config<unknown>, otherwise: string): Effect.Effect<Array<string>> =>
  ConfigProvider.fromMap(new Map()).load(config).pipe(
    Effect.match({
      onFailure: (error) => ConfigError.isMissingData(error) ? Array.from(error.path) : [otherwise],
      onSuccess: () => [otherwise]
    })
  )
