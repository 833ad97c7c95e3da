/**
 * The URLs that a native app may be sent to after it signed in with OAuth.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { RedirectUrlId } from "./Ids.ts"
import { nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A URL that sign-ins may redirect to.
 *
 * @since 0.1.0
 * @category models
 */
export class RedirectUrl extends Schema.Class<RedirectUrl>("effect-clerk/RedirectUrl")(snakeCase({
  /** The id of the redirect URL, for `RedirectUrls.delete`. */
  id: RedirectUrlId,
  /** The object type, `"redirect_url"`. */
  object: object("redirect_url"),
  /** The URL, such as `"my-app://oauth-callback"`. */
  url: text,
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

const newRedirectUrl = Schema.Struct(snakeCase({
  /** The whole URL, with `https://` or a scheme of your own, such as `"my-app://oauth-callback"`. */
  url: Schema.NonEmptyString
}))

/**
 * The parameters of `RedirectUrls.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewRedirectUrl extends Schema.Schema.Type<typeof newRedirectUrl> {}

/**
 * The parameters of `RedirectUrls.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewRedirectUrl: Schema.Schema<NewRedirectUrl, typeof newRedirectUrl.Encoded> = newRedirectUrl
