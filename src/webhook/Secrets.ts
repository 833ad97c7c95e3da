/**
 * The signing secrets of a webhook. They are exported by `Webhook`.
 *
 * @since 0.1.0
 */
import type * as Array from "effect/Array"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { load, variableOf } from "../internal/config.ts"
import * as Signature from "../internal/webhook/signature.ts"

/**
 * The signing secrets of a webhook, imported.
 *
 * @since 0.1.0
 * @category models
 */
export interface Secrets {
  /** A signature by any of them is accepted. They cannot be exported. */
  readonly keys: ReadonlyArray<CryptoKey>
}

/**
 * The signing secrets of a webhook.
 *
 * @since 0.1.0
 * @category services
 */
export class WebhookSecrets extends Context.Tag("effect-clerk/WebhookSecrets")<WebhookSecrets, Secrets>() {}

/**
 * Signing secrets, `whsec_…`: several while one is replaced. An invalid one fails when the layer is built.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  ...secrets: Array.NonEmptyReadonlyArray<Redacted.Redacted>
): Layer.Layer<WebhookSecrets, ConfigError.ConfigError> => Layer.effect(WebhookSecrets, imported(secrets, ["secret"]))

/**
 * Signing secrets of the configuration, by default `CLERK_WEBHOOK_SIGNING_SECRET`: one, or several that are separated by spaces or commas.
 * An invalid one fails when the layer is built; the error does not contain it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  config: Config.Config<Redacted.Redacted> = Config.redacted("CLERK_WEBHOOK_SIGNING_SECRET")
): Layer.Layer<WebhookSecrets, ConfigError.ConfigError> =>
  Layer.effect(
    WebhookSecrets,
    Effect.flatMap(load(config), (secrets) =>
      Effect.flatMap(variableOf(config, "secret"), (path) =>
        imported(
          Redacted.value(secrets).trim().split(/[\s,]+/).map((secret) => Redacted.make(secret)),
          path
        )))
  )

const imported = (secrets: ReadonlyArray<Redacted.Redacted>, path: ReadonlyArray<string>) =>
  Effect.map(Effect.forEach(secrets, (secret) => Signature.importSecret(secret, path)), (keys): Secrets => ({ keys }))
