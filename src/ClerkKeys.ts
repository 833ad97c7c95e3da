/**
 * The public keys of a Clerk instance, which its tokens are verified with.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 * import { Clerk } from "effect-clerk"
 * import * as ClerkKeys from "effect-clerk/ClerkKeys"
 *
 * // Without a request: CLERK_JWT_KEY.
 * const FromVariable = ClerkKeys.layerConfig()
 *
 * // From the Backend API, with the secret key.
 * const FromClerk = ClerkKeys.layerJwks().pipe(
 *   Layer.provide(Clerk.layerConfig()),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * Requires the package `jose`.
 *
 * Keys that are requested are kept for 5 minutes by default, and for an hour longer while Clerk cannot be asked; then verifying fails with
 * `KeysUnavailable`. All fibers share one request. A key id that is not among the keys causes a request at most every 30 seconds, however
 * many tokens name such ids. Callers wait for new keys for at most a second where old ones can be used.
 *
 * Each layer keeps keys of its own: two instances never share them.
 *
 * @since 0.1.0
 */
import * as Headers from "@effect/platform/Headers"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ClerkAuth } from "./Auth.ts"
import * as Http from "./Http.ts"
import { load, variableOf } from "./internal/config.ts"
import * as Jwk from "./internal/token/jwk.ts"
import * as KeyCache from "./internal/token/keyCache.ts"
import * as Operation from "./Operation.ts"
import type { TokenError } from "./TokenErrors.ts"

/**
 * A public RSA key.
 *
 * @since 0.1.0
 * @category models
 */
export interface PublicKey {
  /** The type of the key. */
  readonly kty: "RSA"
  /** The modulus, in base64url. */
  readonly n: string
  /** The exponent, in base64url. */
  readonly e: string
  /** The only algorithm of the key, where it has one. */
  readonly alg?: string
}

/**
 * The public keys of one instance.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** The key with an id, which a token names as `kid`. A layer of a single key ignores the id: the signature decides. */
  readonly get: (keyId: string | undefined) => Effect.Effect<PublicKey, TokenError>
  /** The issuer that tokens must have, or null where any is accepted. */
  readonly issuer: string | null
}

/**
 * The public keys of one instance.
 *
 * @since 0.1.0
 * @category services
 */
export class ClerkKeys extends Context.Tag("effect-clerk/ClerkKeys")<ClerkKeys, Service>() {}

/**
 * How long keys are kept.
 *
 * @since 0.1.0
 * @category models
 */
export interface CacheOptions {
  /** How long keys are used before they are requested again, 5 minutes by default. A key that Clerk removed is accepted as long. */
  readonly timeToLive?: Duration.DurationInput | undefined
  /** How much longer they are used while Clerk cannot be asked, an hour by default. */
  readonly staleOnError?: Duration.DurationInput | undefined
}

/**
 * One key in PEM, for tokens with RS256, without any request. Line ends may be written as `\n`, and the first and last line may be missing. An invalid key fails
 * when the layer is built.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerPem = (pem: string): Layer.Layer<ClerkKeys, ConfigError.ConfigError> =>
  Layer.effect(ClerkKeys, Effect.map(Jwk.fromPem(pem, ["pem"]), single))

/**
 * One key in PEM of the configuration, by default `CLERK_JWT_KEY`. An invalid key fails when the layer is built.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  config: Config.Config<string> = Config.string("CLERK_JWT_KEY")
): Layer.Layer<ClerkKeys, ConfigError.ConfigError> =>
  Layer.effect(
    ClerkKeys,
    Effect.flatMap(load(config), (pem) =>
      Effect.flatMap(variableOf(config, "pem"), (path) => Effect.map(Jwk.fromPem(pem, path), single)))
  )

const single = (key: PublicKey): Service => ({ get: () => Effect.succeed(key), issuer: null })

/**
 * The keys of the instance that `ClerkHttp` reaches, requested from the Backend API with the secret key on first use.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerJwks = (options: CacheOptions = {}): Layer.Layer<ClerkKeys, never, Http.ClerkHttp> =>
  Layer.fresh(Layer.scoped(ClerkKeys, cached("/jwks", null, options)))

/**
 * The keys of an instance by the address of its Frontend API, such as `https://clerk.example.com`, without a secret key. Tokens must have
 * this issuer. An invalid address fails when the layer is built.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerIssuer = (
  issuer: string,
  options: CacheOptions & Pick<Http.Options, "retry"> = {}
): Layer.Layer<ClerkKeys, ConfigError.ConfigError, HttpClient.HttpClient> => {
  const origin = URL.canParse(issuer) ? new URL(issuer).origin : issuer
  return Layer.fresh(Layer.scoped(ClerkKeys, cached("/jwks.json", origin, options))).pipe(
    Layer.provide(Http.layerWithAuth({
      apiUrl: `${origin}/.well-known`,
      rateLimit: "none",
      retry: options.retry,
      transformClient: HttpClient.mapRequest(({ headers, url }) =>
        HttpClientRequest.get(url, { headers: Headers.remove(headers, ["authorization", "clerk-api-version"]) })
      )
    })),
    Layer.provide(withoutSecretKey)
  )
}

/** The keys are public: the header with this key is removed. */
const withoutSecretKey = Layer.succeed(ClerkAuth, { secretKey: Effect.succeed(Redacted.make("sk_test_none")) })

const cached = Effect.fnUntraced(function*(path: string, issuer: string | null, options: CacheOptions) {
  const http = yield* Http.ClerkHttp
  const list = http.call("jwks.get", Operation.get(path, { success: Jwks, errors: [] }))
  const get = yield* KeyCache.make(Effect.map(list(), ({ keys }) => Jwk.byId(keys)), {
    timeToLive: Duration.decode(options.timeToLive ?? "5 minutes"),
    staleOnError: Duration.decode(options.staleOnError ?? "1 hour")
  })
  return { issuer, get: (keyId) => get(keyId ?? "") } satisfies Service
})

const Jwks = Schema.Struct({ keys: Schema.Array(Schema.Unknown) })
