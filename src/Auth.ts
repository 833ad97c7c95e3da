/**
 * Provides the secret key of an instance, `sk_…`, or of a machine, `ak_…`, which the operations of `M2MTokens` accept. It is read for every
 * attempt, so that it can be rotated while a program runs.
 *
 * ```ts
 * import { Effect, Layer, Redacted } from "effect"
 * import { Auth, Clerk } from "effect-clerk"
 *
 * declare const fromVault: Effect.Effect<Redacted.Redacted, Error>
 *
 * const ClerkLive = Clerk.layerWithAuth().pipe(Layer.provide(Auth.layerEffect(fromVault)))
 * ```
 *
 * @since 0.1.0
 */
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import { load, variableOf } from "./internal/config.ts"

/**
 * Provides the secret key.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** The key for the next attempt. If it fails, nothing is sent, and the attempt fails with `Transport`. */
  readonly secretKey: Effect.Effect<Redacted.Redacted, unknown>
}

/**
 * Provides the secret key.
 *
 * @since 0.1.0
 * @category services
 */
export class ClerkAuth extends Context.Tag("effect-clerk/ClerkAuth")<ClerkAuth, Service>() {}

/**
 * Checks the form of a secret key. The message does not contain it.
 *
 * @since 0.1.0
 * @category validation
 */
export const check = (secretKey: Redacted.Redacted): Either.Either<Redacted.Redacted, string> => {
  const key = read(secretKey).pipe(Option.filter(Predicate.isString), Option.getOrUndefined)
  return key !== undefined && wellFormed.test(key)
    ? Either.right(secretKey)
    : Either.left(`Expected a secret key of Clerk, sk_test_…, sk_live_… or ak_…, got ${what(key)}`)
}

const wellFormed = /^(?:sk_(?:test|live)|ak)_[\x21-\x7e]+$/

/** Throws for no secret at all, and for one that was wiped. */
const read = Option.liftThrowable(Redacted.value<unknown>)

const what = (key: string | undefined): string =>
  key === undefined
    ? "no string in Redacted.make(…)"
    : key === ""
    ? "an empty string"
    : key !== key.trim()
    ? "white space around it"
    : key.startsWith("pk_")
    ? "a publishable key"
    : /^["'`]/.test(key)
    ? "quotes around it"
    : "a value that is not a Clerk secret key"

/**
 * Provides one secret key. An invalid key fails when the layer is built.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (secretKey: Redacted.Redacted): Layer.Layer<ClerkAuth, ConfigError.ConfigError> =>
  Layer.effect(
    ClerkAuth,
    Either.match(check(secretKey), {
      onLeft: (problem) => Effect.fail(ConfigError.InvalidData(["secretKey"], problem)),
      onRight: (key) => Effect.succeed({ secretKey: Effect.succeed(key) })
    })
  )

/**
 * Provides the secret key of the configuration, by default `CLERK_SECRET_KEY`. An invalid key fails when the layer is built; the error
 * names the variable, never the value.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  config: Config.Config<Redacted.Redacted> = fromVariable
): Layer.Layer<ClerkAuth, ConfigError.ConfigError> =>
  Layer.effect(
    ClerkAuth,
    Effect.flatMap(load(config), (key) =>
      Either.match(check(key), {
        onLeft: (problem) =>
          Effect.flatMap(
            variableOf(config, "secretKey"),
            (path) => Effect.fail(ConfigError.InvalidData(path, problem))
          ),
        onRight: (key) => Effect.succeed({ secretKey: Effect.succeed(key) })
      }))
  )

// Not Config.redacted: its errors leave out that the variable is missing.
const fromVariable = Config.map(Config.string("CLERK_SECRET_KEY"), Redacted.make)

/**
 * Provides a secret key by an effect that is run for every attempt, for example from a vault. Add a cache to the effect if the vault must
 * not be asked each time.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerEffect = <E, R>(
  secretKey: Effect.Effect<Redacted.Redacted, E, R>
): Layer.Layer<ClerkAuth, never, R> =>
  // Fresh, since one such layer over two vaults would read the first for both.
  Layer.fresh(Layer.effect(
    ClerkAuth,
    Effect.map(Effect.context<R>(), (context) => ({ secretKey: Effect.provide(secretKey, context) }))
  ))
