/** Whatever happens, in whatever order: the standard policy keeps its bounds and does no harm. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, FastCheck as fc } from "effect"
import { calls } from "../../support/calls.ts"
import {
  after,
  clerk,
  empty,
  fails,
  hang,
  html,
  lost,
  ok,
  type Outcome,
  play,
  refused,
  truncated
} from "../../support/script.ts"

/** What is known of a write after an outcome. */
type Known = "not carried out" | "carried out" | "refused" | "nothing"

const outcomes: ReadonlyArray<readonly [name: string, outcome: Outcome, known: Known]> = [
  ["ok", ok, "carried out"],
  ["429", clerk(429), "not carried out"],
  ["429 for 7 s", clerk(429, "too_many_requests", { "retry-after": "7" }), "not carried out"],
  ["429 for a day", html(429, { "retry-after": "86400" }), "not carried out"],
  ["429 for nonsense", truncated(429, { "retry-after": "-1" }), "not carried out"],
  ["locked", clerk(409, "resource_locked"), "not carried out"],
  ["refused connection", refused, "not carried out"],
  ["no such host", fails("ENOTFOUND"), "not carried out"],
  ["500", clerk(500), "nothing"],
  ["502", html(502), "nothing"],
  ["503 for 30 s", clerk(503, "some_code", { "retry-after": "30" }), "nothing"],
  ["504", empty(504), "nothing"],
  ["lost connection", lost, "nothing"],
  ["lost body", truncated(200), "nothing"],
  ["hangs", hang, "nothing"],
  ["conflict", clerk(409, "conflict"), "refused"],
  ["422", clerk(422), "refused"]
]

interface Step {
  readonly name: string
  readonly outcome: Outcome
  readonly known: Known
}

const step: fc.Arbitrary<Step> = fc.tuple(fc.constantFrom(...outcomes), fc.constantFrom(0, 0, 1, 25)).map(
  ([[name, outcome, known], seconds]) => ({
    name: `${name} after ${seconds} s`,
    outcome: after(`${seconds} seconds`, outcome),
    known
  })
)

const script = fc.array(step, { minLength: 5, maxLength: 5 })

/** What may be sent again when it may have been carried out, and what may not. */
const safe = ["list", "get", "update", "ban", "setProfileImage", "delete", "disableMFA"] as const
const unsafe = ["create", "createTOTP", "verifyTOTP"] as const
const reads: ReadonlyArray<string> = ["list", "get"]

describe("any five outcomes", () => {
  const run = Effect.fnUntraced(function*(
    name: keyof typeof calls,
    steps: ReadonlyArray<Step>,
    mayBeRepeated: (known: Known) => boolean
  ) {
    const [first, ...more] = steps.map(({ outcome }) => outcome)
    const { result, sent, sentAt, took } = yield* play<unknown>([first!, ...more], calls[name])
    // Jitter makes parts of milliseconds.
    const tookWhole = Math.round(took)
    const known = steps.slice(0, sent.length).map(({ known }, index) =>
      // The budget cut it off.
      index === sent.length - 1 && tookWhole === 120_000 ? "nothing" : known
    )
    assert.isAtMost(sent.length, 5)
    assert.isAtMost(tookWhole, 120_000)
    assert.isTrue(sentAt.every((at, index) => index === 0 || at - sentAt[index - 1]! > 159 * 2 ** (index - 1)))
    assert.isTrue(known.slice(0, -1).every(mayBeRepeated))
    assert.strictEqual(Either.isRight(result), known.at(-1) === "carried out")
    if (Either.isLeft(result)) {
      assert.strictEqual(result.left.attempts, sent.length)
      assert.strictEqual(result.left.outcomeUnknown, !reads.includes(name) && known.includes("nothing"))
    }
  })

  it.effect.prop(
    "of what may be repeated: nothing is sent after it was carried out or refused",
    [fc.constantFrom(...safe), script],
    ([name, steps]) => run(name, steps, (known) => known === "not carried out" || known === "nothing"),
    { fastCheck: { numRuns: 25 } }
  )

  it.effect.prop(
    "of what may not be repeated: nothing is sent after it may have been carried out",
    [fc.constantFrom(...unsafe), script],
    ([name, steps]) => run(name, steps, (known) => known === "not carried out"),
    { fastCheck: { numRuns: 40 } }
  )
})
