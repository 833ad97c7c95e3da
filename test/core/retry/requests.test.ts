/** What is sent again is the same request, with the secret key of that moment. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schedule } from "effect"
import { Retry, Users } from "effect-clerk"
import { calls, names } from "../../support/calls.ts"
import { clerk, hang, lost, ok, type Outcome, play, told, truncated } from "../../support/script.ts"

const retry = Retry.make({ schedule: Schedule.recurs(4) })
const userId = "user_1"

describe("what is sent again", () => {
  it.effect.each(names)("users.%s sends the same method, address, headers and body", (name) =>
    Effect.gen(function*() {
      const { result, sent } = yield* play<unknown>([clerk(429), clerk(429), ok], calls[name], { retry })
      yield* result
      const [first, ...repeats] = sent.map(({ body, headers, method, url }) => ({ body, headers, method, url }))
      assert.deepStrictEqual(repeats, [first!, first!])
    }))

  it.effect("JSON goes out whole each time, whatever became of it before", () =>
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

  it.effect("a picture goes out whole each time, between the same boundaries", () =>
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

  it.effect("the input is read once, however it changes meanwhile", () =>
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

describe("the secret key", () => {
  const rotating = () => {
    let asked = 0
    return Effect.sync(() => Redacted.make(`sk_test_${++asked}`))
  }

  it.effect("is asked for anew at each attempt", () =>
    Effect.gen(function*() {
      for (const call of [calls.get, calls.create]) {
        const { sent } = yield* play([clerk(429), clerk(429), ok], call, { retry, secretKey: rotating() })
        assert.deepStrictEqual(
          sent.map(({ headers }) => headers["authorization"]),
          ["Bearer sk_test_1", "Bearer sk_test_2", "Bearer sk_test_3"]
        )
      }
    }))

  it.effect("is asked for once when the first attempt is well", () =>
    Effect.gen(function*() {
      let asked = 0
      const secretKey = Effect.sync(() => Redacted.make(`sk_test_${++asked}`))
      yield* play([ok], calls.get, { retry, secretKey })
      assert.strictEqual(asked, 1)
    }))

  it.effect("that is refused is not tried again, whether it rotates or not", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(401, "clerk_key_invalid"), ok], calls.get, { retry, secretKey: rotating() })
      assert.deepStrictEqual(told(played), { what: 401, attempts: 1, outcomeUnknown: false })
    }))

  it.effect("of an attempt is not in its error, though it is echoed", () =>
    Effect.gen(function*() {
      let asked = 0
      const secretKey = Effect.sync(() => Redacted.make(`sk_test_canary${++asked}`))
      const echo: Outcome = (request) => clerk(503, request.headers["authorization"])(request)
      const { result, sent } = yield* play([echo], calls.get, { retry, secretKey })
      assert.deepStrictEqual(sent.map(({ headers }) => headers["authorization"]).at(-1), "Bearer sk_test_canary5")
      assert.notInclude(JSON.stringify(result), "canary")
    }))
})
