/** Generated webhooks, 10,000 of them in a soak, verified by this library and by Clerk's own client. */
import { verifyWebhook } from "@clerk/backend/webhooks"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Redacted, TestClock } from "effect"
import * as Webhook from "effect-clerk/Webhook"
import { Webhook as Signer } from "standardwebhooks"
import { afterEach, vi } from "vitest"
import ada from "../fixtures/ada.json" with { type: "json" }
import { runs } from "../support/soak.ts"

afterEach(() => {
  vi.restoreAllMocks()
})

const now = 1_700_000_000
const secret = "whsec_b3VyIHNlY3JldA=="
const otherSecret = "whsec_b3RoZXIgc2VjcmV0"

interface Case {
  readonly headers: Record<string, string>
  readonly body: string
}

/** Where this library is stricter than Clerk's own client, and why. */
const stricter: ReadonlyArray<readonly [why: string, (given: Case) => boolean]> = [
  ["a time is a number of seconds", ({ headers }) => !/^\s*\d+\s*$/.test(headers["svix-timestamp"] ?? "")],
  ["an event has a type", ({ body }) => typeof JSON.parse(body).type !== "string"],
  ["a user has an id and times", ({ body }) => body.includes("\"type\":\"user.created\",\"data\":{}")],
  ["more than 32 signatures are not of a rotation", ({ headers }) => headers["svix-signature"]!.split(" ").length > 32]
]

/** Where Clerk's own client refuses what this library accepts, and why. */
const wider: ReadonlyArray<readonly [why: string, (given: Case) => boolean]> = [
  ["the names of the standard, which Clerk's client does not read", ({ headers }) => "webhook-id" in headers]
]

const random = (() => {
  let state = 17
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
})()
const pick = <A>(list: ReadonlyArray<A>): A => list[Math.floor(random() * list.length)]!

const bodies: ReadonlyArray<string> = [
  ...["user.created", "user.updated", "user.deleted", "robot.created", "", "__proto__"].map((type) =>
    JSON.stringify({ type, object: "event", data: type === "user.deleted" ? { id: "user_1", deleted: true } : ada })
  ),
  JSON.stringify({ type: "user.created", data: {} }),
  JSON.stringify({ type: 5, data: {} }),
  JSON.stringify({ type: "robot.created", data: "é😀\u2028" }),
  "{}"
]

/** Bodies that are no JSON objects. */
const noEvents: ReadonlyArray<string> = ["", "null", "text", "[]", "5", "{"]

const times = [-301, -300, -299, -1, 0, 1, 299, 300, 301].map((seconds) => String(now + seconds)).concat(
  "",
  "now",
  `${now}.9`,
  `${now}abc`,
  `0x${now.toString(16)}`,
  `-${now}`,
  "1e9",
  `${now}000`
)

const generate = (): Case => {
  const body = pick(random() < 0.1 ? noEvents : bodies)
  const id = pick(["msg_1", "msg_2.x", "ü"])
  const time = random() < 0.5 ? String(now) : pick(times)
  const seconds = Number.parseInt(time, 10)
  const signed = new Signer(random() < 0.1 ? otherSecret : secret).sign(
    id,
    new Date((Number.isNaN(seconds) ? now : seconds) * 1000),
    body
  )
  const signature = random() < 0.6 ? signed : pick([
    "",
    "v1,",
    "v1",
    signed.slice(3),
    signed.replace("v1", "v2"),
    signed.replace("v1", "V1"),
    `v2,AAAA ${signed}`,
    `${signed} v1a,BBBB`,
    `v1,AAAA ${signed}`,
    `${signed.slice(0, -2)}`,
    signed.replace(/[A-Z]/, (letter) => letter.toLowerCase()),
    ` ${signed} `,
    `${signed},more`,
    `${"v1,AAAA ".repeat(40)}${signed}`
  ])
  const headers: Record<string, string> = {
    "svix-id": id,
    "svix-timestamp": random() < 0.1 ? ` ${time} ` : time,
    "svix-signature": signature
  }
  if (random() < 0.05) {
    delete headers[pick(Object.keys(headers))]
  }
  const spelled = random() < 0.05
    ? Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace("svix", "webhook"), value]))
    : headers
  return { headers: spelled, body: random() < 0.1 ? pick([`${body} `, body.slice(1), body.replace("a", "b")]) : body }
}

const official = ({ body, headers }: Case): Promise<boolean> =>
  verifyWebhook(new Request("http://127.0.0.1", { method: "POST", headers, body }), { signingSecret: secret }).then(
    () => true,
    () => false
  )

const count = Math.max(500, runs(500))

describe(`${count} webhooks`, () => {
  it.effect("get the verdict of Clerk's own client, except where a reason is listed", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(now * 1000)
      vi.spyOn(Date, "now").mockReturnValue(now * 1000)
      const counts = { accepted: 0, refused: 0 }
      const reasons = new Set<string>()
      for (let index = 0; index < count; index++) {
        const given = generate()
        const ours = yield* Effect.either(Webhook.verify(given))
        const theirs = yield* Effect.promise(() => official(given))
        const shown = JSON.stringify(given)
        if (Either.isRight(ours) === theirs) {
          counts[theirs ? "accepted" : "refused"]++
        } else {
          const why = (theirs ? stricter : wider).filter(([, applies]) => applies(given)).map(([why]) => why)
          assert.isNotEmpty(why, `${theirs ? "refused" : "accepted"} only here: ${shown} ${String(ours)}`)
          why.forEach((reason) => reasons.add(reason))
        }
      }
      assert.isAbove(counts.accepted, count / 5)
      assert.isAbove(counts.refused, count / 4)
      assert.deepStrictEqual([...reasons].sort(), [...stricter, ...wider].map(([why]) => why).sort())
    }).pipe(Effect.provide(Webhook.layer(Redacted.make(secret)))), 60_000)
})
