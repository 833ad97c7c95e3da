/**
 * The tokens that the in-memory Clerk makes.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { OpenEnum } from "../../Schema/wire/Fields.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import type { EventData, EventType } from "../../WebhookEvent.ts"

/**
 * A session token to make.
 *
 * @since 0.1.0
 * @category models
 */
export interface SessionTokenOptions {
  /** The id of the user. The in-memory Clerk need not have such a user. */
  readonly userId: string
  /** The id of the session, `sess_in_memory` by default. */
  readonly sessionId?: string | undefined
  /** The version of the claims, 2 by default. */
  readonly version?: 1 | 2 | undefined
  /** How long the token is valid, a minute by default. For an expired token, let the `TestClock` pass it, or set `claims.exp`. */
  readonly expiresIn?: Duration.DurationInput | undefined
  /** The origin that the token is made for; none by default. */
  readonly authorizedParty?: string | undefined
  /** The status of the session, active by default. */
  readonly status?: "active" | "pending" | undefined
  /** The active organization; none by default. */
  readonly organization?: {
    /** The id of the organization. */
    readonly id: string
    /** The slug; none by default. */
    readonly slug?: string | undefined
    /** The role with its prefix, `org:member` by default. */
    readonly role?: string | undefined
    /** Permissions such as `org:invoices:create`; in version 2 each also makes its feature one of the organization. */
    readonly permissions?: ReadonlyArray<string> | undefined
  } | undefined
  /** Features with their scopes, such as `o:invoices` or `u:chat`; version 2 only. */
  readonly features?: ReadonlyArray<string> | undefined
  /** Plans with their scopes, such as `u:pro`; version 2 only. */
  readonly plans?: ReadonlyArray<string> | undefined
  /** The id of the actor, which impersonates the user; no actor by default. */
  readonly actor?: string | undefined
  /** The minutes since each factor was verified, -1 for never; `[0, -1]` by default. */
  readonly factorVerificationAge?: readonly [number, number] | undefined
  /** Claims of your own. They win over those above. */
  readonly claims?: JsonObject | undefined
}

interface AnyMachineToken {
  /** The subject of the token: by default a machine for M2M, else a user. */
  readonly subject?: string | undefined
  /** What the token allows; nothing by default. For M2M, the ids of machines. */
  readonly scopes?: ReadonlyArray<string> | undefined
  /** How long the token is valid, an hour by default; `Duration.infinity` for an opaque token that never expires. */
  readonly expiresIn?: Duration.DurationInput | undefined
  /** Whether Clerk says that the token was revoked; opaque tokens only, and not by default. */
  readonly revoked?: boolean | undefined
}

/**
 * A machine-to-machine token to make.
 *
 * @since 0.1.0
 * @category models
 */
export interface M2MTokenOptions extends AnyMachineToken {
  /** Always `"m2m"`. */
  readonly type: "m2m"
  /** A JWT, or an opaque token, which is the default. */
  readonly format?: "jwt" | "opaque" | undefined
  /** Claims of your own. */
  readonly claims?: JsonObject | undefined
}

/**
 * An API key to make, which is always opaque.
 *
 * @since 0.1.0
 * @category models
 */
export interface ApiKeyOptions extends AnyMachineToken {
  /** Always `"apiKey"`. */
  readonly type: "apiKey"
  /** The name of the key, `in-memory` by default. */
  readonly name?: string | undefined
  /** Claims of your own. */
  readonly claims?: JsonObject | undefined
}

/**
 * An OAuth access token to make.
 *
 * @since 0.1.0
 * @category models
 */
export interface OAuthTokenOptions extends AnyMachineToken {
  /** Always `"oauth"`. */
  readonly type: "oauth"
  /** A JWT, or an opaque token, which is the default. */
  readonly format?: "jwt" | "opaque" | undefined
  /** The id of the OAuth application, `client_in_memory` by default. */
  readonly clientId?: string | undefined
  /** The audience; none by default. */
  readonly audience?: string | ReadonlyArray<string> | undefined
}

/**
 * A token of a program to make.
 *
 * @since 0.1.0
 * @category models
 */
export type MachineTokenOptions = M2MTokenOptions | ApiKeyOptions | OAuthTokenOptions

/**
 * How a webhook is signed.
 *
 * @since 0.1.0
 * @category models
 */
export interface WebhookOptions {
  /** The id of the message, by default the next one: `msg_…`. Give one to deliver a message again. */
  readonly id?: string | undefined
  /** The signing secret, by default that of the in-memory Clerk. */
  readonly secret?: Redacted.Redacted | undefined
}

/**
 * A signed webhook.
 *
 * @since 0.1.0
 * @category models
 */
export interface SignedWebhook {
  /** The headers, with those of the signature. */
  readonly headers: { readonly [name: string]: string }
  /** The body as JSON. */
  readonly body: string
}

/**
 * The tokens and webhooks of the in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface TokensControl {
  /** The issuer of the tokens: the address of the Frontend API, under which `/.well-known/jwks.json` is served. */
  readonly issuer: string
  /** The public key in PEM, for `ClerkKeys.layerPem`. The key pair is made on first use and kept by `reset`. */
  readonly publicKeyPem: Effect.Effect<string>
  /** Makes a session token as Clerk does, issued at the time of the `Clock`. */
  readonly sessionToken: (options: SessionTokenOptions) => Effect.Effect<string>
  /**
   * Makes a token of a program. The in-memory Clerk answers what `MachineToken.verify` asks about opaque ones, until `reset` forgets them.
   */
  readonly machineToken: (options: MachineTokenOptions) => Effect.Effect<string>
  /** Signs any claims with any header, for tokens that Clerk would not make. The default header has `alg`, `kid` and `typ`. */
  readonly signToken: (claims: unknown, header?: JsonObject) => Effect.Effect<string>
  /** The signing secret of webhooks, for `Webhook.layer`. */
  readonly webhookSecret: Redacted.Redacted
  /** Makes a signed webhook, sent at the time of the `Clock`. Data of an unknown type is sent as it is. */
  readonly webhook: <Type extends OpenEnum<EventType>>(
    type: Type,
    data: Type extends EventType ? EventData<Type> : JsonObject,
    options?: WebhookOptions
  ) => Effect.Effect<SignedWebhook>
}
