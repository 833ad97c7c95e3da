/**
 * Fails a test with what Clerk's OpenAPI file does not allow of its requests to the in-memory Clerk, and of the responses.
 */
import { afterEach } from "vitest"
import { problems } from "./validated.ts"

afterEach(() => {
  const found = [...new Set(problems.splice(0))]
  if (found.length > 0) {
    throw new Error(`Clerk's OpenAPI file does not allow:\n${found.join("\n")}`)
  }
})
