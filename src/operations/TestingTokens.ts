/**
 * The operation on testing tokens, with which end-to-end tests pass the bot detection of Clerk.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { TestingToken } from "../Schema/TestingToken.ts"

/**
 * The operations of `TestingTokens`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Creates a testing token for the instance.
   *
   * Returns the new token, a secret, and when it expires. Idempotent: a token that a lost response contained does nothing until it expires.
   *
   * Clerk documents no error of its own.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/testing-tokens/post/testing_tokens
   */
  create: Operation.post("/testing_tokens", {
    success: TestingToken,
    errors: [],
    idempotent: true
  })
}
