/** A retry sends the same request with the current secret key. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schedule } from "effect"
import { Retry, Users } from "effect-clerk"
import { calls, names } from "../../support/calls.ts"
import { clerk, hang, lost, ok, type Outcome, play, summary, truncated } from "../../support/script.ts"

const retry = Retry.make({ schedule: Schedule.recurs(4) })
const userId = "user_1"

describe("A retry", () => {
  it.effect.each(names)("of users.%s sends the same method, URL, headers and body", (name) =>
    Effect.gen(function*() {
      const { result, sent } = yield* play<unknown>([clerk(429), clerk(429), ok], calls[name], { retry })
      yield* result
      const [first, ...repeats] = sent.map(({ body, headers, method, url }) => ({ body, headers, method, url }))
      assert.deepStrictEqual(repeats, [first!, first!])
    }))

  it.effect("sends the whole JSON body after any kind of failure", () =>
    Effect.gen(function*() {
      const { sent } = yield* play(
        [lost, clerk(503), hang, truncated(200), ok],
        Users.updateMetadata({ userId, publicMetadata: { plan: "pro", nothing: null } }),
        { retry }
      )
      assert.deepStrictEqual(
        sent.map(({ body }) => body),
        Array(5).fill("{\"public_metadata\":{\"plan\":\"pro\",\"nothing\":null}}")
      )
    }))

  it.effect("sends the whole image with the same multipart boundary", () =>
    Effect.gen(function*() {
      const file = { content: new Uint8Array([0, 255, 13, 10]), name: "ada.png", type: "image/png" }
      const { result, sent } = yield* play(
        [lost, clerk(503), hang, truncated(200), ok],
        Users.setProfileImage({ userId, file }),
        { retry }
      )
      yield* result
      assert.lengthOf(sent, 5)
      const [first] = sent
      const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(first!.headers["content-type"]!)![1]!
      assert.include(first!.body, boundary)
      assert.include(first!.body, "\r\n\r\n\0\xff\r\n\r\n")
      for (const repeat of sent) {
        assert.deepStrictEqual([repeat.headers, repeat.body], [first!.headers, first!.body])
      }
    }))

  it.effect("sends the input as it was when the call began", () =>
    Effect.gen(function*() {
      const metadata = { plan: "pro" }
      const changing = Effect.sync(() => {
        metadata.plan = "changed"
        return Redacted.make("sk_test_script")
      })
      const call = Users.updateMetadata({ userId, publicMetadata: metadata })
      const { sent } = yield* play([lost, ok], call, { retry, secretKey: changing })
      assert.deepStrictEqual(
        sent.map(({ body }) => body),
        Array(2).fill("{\"public_metadata\":{\"plan\":\"pro\"}}")
      )
    }))
})

describe("The secret key", () => {
  const rotating = () => {
    let requested = 0
    return Effect.sync(() => Redacted.make(`sk_test_${++requested}`))
  }

  it.effect("is requested from ClerkAuth at each attempt", () =>
    Effect.gen(function*() {
      for (const call of [calls.get, calls.create]) {
        const { sent } = yield* play([clerk(429), clerk(429), ok], call, { retry, secretKey: rotating() })
        assert.deepStrictEqual(
          sent.map(({ headers }) => headers["authorization"]),
          ["Bearer sk_test_1", "Bearer sk_test_2", "Bearer sk_test_3"]
        )
      }
    }))

  it.effect("is requested once when the first attempt succeeds", () =>
    Effect.gen(function*() {
      let requested = 0
      const secretKey = Effect.sync(() => Redacted.make(`sk_test_${++requested}`))
      yield* play([ok], calls.get, { retry, secretKey })
      assert.strictEqual(requested, 1)
    }))

  it.effect("that Clerk rejects with 401 is not retried, even if it rotates", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(401, "clerk_key_invalid"), ok], calls.get, { retry, secretKey: rotating() })
      assert.deepStrictEqual(summary(played), { what: 401, attempts: 1, outcomeUnknown: false })
    }))

  it.effect("of no attempt is in the error, though Clerk echoes it", () =>
    Effect.gen(function*() {
      let requested = 0
      const secretKey = Effect.sync(() => Redacted.make(`sk_test_canary${++requested}`))
      const echo: Outcome = (request) => clerk(503, request.headers["authorization"])(request)
      const { result, sent } = yield* play([echo], calls.get, { retry, secretKey })
      assert.deepStrictEqual(sent.map(({ headers }) => headers["authorization"]).at(-1), "Bearer sk_test_canary5")
      assert.notInclude(JSON.stringify(result), "canary")
    }))
})
