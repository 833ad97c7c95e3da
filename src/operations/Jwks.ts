/**
 * The operation on the public keys of an instance, which its tokens are verified with.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { JsonWebKeySet } from "../Schema/JsonWebKey.ts"

/**
 * The operations of `Jwks`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Gets the public keys of the instance. To verify tokens, use `ClerkKeys.layerJwks`, which keeps them.
   *
   * Returns the keys. Keys that cannot be decoded are left out and reported (see `Http.OnDecodeError`).
   *
   * Clerk documents no error of its own.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/jwks/get/jwks
   */
  get: Operation.get("/jwks", {
    success: JsonWebKeySet,
    errors: []
  })
}
