/** What a backend responds to its own caller when a call failed. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { ClerkError, ClerkErrors, Errors, SDKError, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

const clerk = (status: number, code = "", more: Partial<ConstructorParameters<typeof ClerkErrors>[0]> = {}) =>
  new ClerkErrors({ status, errors: [new ClerkError({ code, message: "" })], ...more })

const because = (reason: Errors.Reason) => new SDKError({ reason })

const unexpected = (status: number, retryAfter: Duration.Duration | null = null) =>
  because(new Errors.UnexpectedResponse({ status, retryAfter }))

const noResponse = { name: "Error", message: "fetch failed", code: null }

const table: ReadonlyArray<readonly [string, Errors.ClerkFailure, status: number, retryAfter?: string]> = [
  ["a 400 of Clerk", clerk(400, "no_password_set"), 400],
  ["a version of the API that Clerk does not have", clerk(400, "api_version_invalid"), 500],
  ["a wrong secret key", clerk(401, "clerk_key_invalid"), 500],
  ["a plan without the feature", clerk(402, "unsupported_subscription_plan_features"), 500],
  ["an instance without the feature", clerk(403, "feature_not_enabled"), 500],
  ["an e-mail address that the instance blocks", clerk(403, "not_allowed_access"), 422],
  ["a user who does not exist", clerk(404, "resource_not_found"), 404],
  ["a 405 of Clerk", clerk(405), 500],
  ["a conflict", clerk(409, "conflict"), 409],
  ["a resource that another request changes", clerk(409, "resource_locked"), 503, "10"],
  ["a removed operation", clerk(410, "operation_deprecated"), 500],
  ["an image that is too large", clerk(413, "image_too_large"), 413],
  ["a taken e-mail address", clerk(422, "form_identifier_exists"), 422],
  ["a rate limit", clerk(429, "too_many_requests", { retryAfter: Duration.seconds(3) }), 503, "3"],
  ["a rate limit with a part of a second", clerk(429, "", { retryAfter: Duration.millis(1200) }), 503, "2"],
  ["a rate limit without Retry-After", clerk(429, "too_many_requests"), 503, "10"],
  ["a rate limit in HTML", unexpected(429, Duration.minutes(1)), 503, "60"],
  [
    "a rate limiter without a token",
    because(new Errors.Timeout({ after: Duration.minutes(1), waitedFor: "rateLimit" })),
    503,
    "10"
  ],
  ["an error of Clerk", clerk(500, "internal_clerk_error"), 503, "10"],
  ["a status of Clerk that this library does not know", clerk(599), 503],
  ["an outage in HTML", unexpected(502), 503, "10"],
  ["an outage behind Cloudflare", unexpected(521), 503, "10"],
  ["no connection", because(new Errors.Transport({ cause: noResponse })), 503, "10"],
  ["a wrong certificate", because(new Errors.Transport({ cause: noResponse, advice: "Trust it" })), 500],
  ["no response in time", because(new Errors.Timeout({ after: Duration.minutes(1) })), 503, "10"],
  ["a wrong address of the API", unexpected(404), 502],
  ["a redirect", unexpected(302), 502],
  ["a user that cannot be decoded", because(new Errors.InvalidResponse({ status: 200, issues: [] })), 502],
  ["input that is not sent", because(new Errors.InvalidRequest({ issues: [] })), 400]
]

describe("Errors.toHttpStatus", () => {
  it.each(table.map(([failure, ...expected]) => [failure, expected] as const))(
    "of %s",
    (_, [error, status, retryAfter]) => {
      const result = Errors.toHttpStatus(error)
      assert.deepStrictEqual(
        [result.status, result.headers],
        [status, retryAfter === undefined ? {} : { "retry-after": retryAfter }]
      )
      assert.strictEqual(result.retryAfter === null, retryAfter === undefined)
    }
  )

  it("is never 401 or 403, which are about the secret key of the backend", () => {
    const statuses = Array.from({ length: 200 }, (_, index) => Errors.toHttpStatus(clerk(400 + index)).status)
    assert.notInclude(statuses, 401)
    assert.notInclude(statuses, 403)
  })

  it("does not ask the caller to repeat a write that may have succeeded, unless it is idempotent", () => {
    const lost = { outcomeUnknown: true, idempotent: false }
    assert.deepStrictEqual(Errors.toHttpStatus(clerk(503, "", lost)), { status: 503, retryAfter: null, headers: {} })
    assert.deepStrictEqual(Errors.toHttpStatus(clerk(503, "", { ...lost, idempotent: true })), {
      status: 503,
      retryAfter: Duration.seconds(10),
      headers: { "retry-after": "10" }
    })
  })

  it.effect("is that of a failed call", () =>
    Effect.gen(function*() {
      const notFound = yield* Effect.flip(Users.get({ userId: "user_none" }))
      assert.strictEqual(Errors.toHttpStatus(notFound).status, 404)
      const refused = yield* Effect.flip(Users.get({ userId: "" }))
      assert.strictEqual(Errors.toHttpStatus(refused).status, 400)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it("is accepted by the Response of the platform", () => {
    const response = new Response("Try again", Errors.toHttpStatus(clerk(429)))
    assert.strictEqual(response.status, 503)
    assert.strictEqual(response.headers.get("retry-after"), "10")
  })
})
