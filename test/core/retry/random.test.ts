/** The standard policy keeps its limits and repeats no completed write, for random sequences of outcomes. */
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
import { runs } from "../../support/soak.ts"

/** What the client knows about a write after an outcome. */
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

/** Idempotent and non-idempotent operations. */
const safe = ["list", "get", "update", "ban", "setProfileImage", "delete", "disableMFA"] as const
const unsafe = ["create", "createTOTP", "verifyTOTP"] as const
const reads: ReadonlyArray<string> = ["list", "get"]

describe("After any five outcomes", () => {
  const run = Effect.fnUntraced(function*(
    name: keyof typeof calls,
    steps: ReadonlyArray<Step>,
    mayBeRepeated: (known: Known) => boolean
  ) {
    const [first, ...more] = steps.map(({ outcome }) => outcome)
    const { result, sent, sentAt, took } = yield* play<unknown>([first!, ...more], calls[name])
    // Jitter adds fractions of milliseconds, and the budget counts whole ones.
    const tookWhole = Math.floor(took + 0.001)
    const known = steps.slice(0, sent.length).map(({ known }, index) =>
      // The budget interrupts this attempt.
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
    "an idempotent call is not sent again once it is carried out or rejected",
    [fc.constantFrom(...safe), script],
    ([name, steps]) => run(name, steps, (known) => known === "not carried out" || known === "nothing"),
    { fastCheck: { numRuns: runs(10) } }
  )

  it.effect.prop(
    "a non-idempotent call is not sent again once it may have been carried out",
    [fc.constantFrom(...unsafe), script],
    ([name, steps]) => run(name, steps, (known) => known === "not carried out"),
    { fastCheck: { numRuns: runs(15) } }
  )
})
