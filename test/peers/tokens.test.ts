/** Generated session tokens, 8,000 of them in a soak, verified by this library and by Clerk's own client. */
import { verifyToken } from "@clerk/backend"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Layer, TestClock } from "effect"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as SessionToken from "effect-clerk/SessionToken"
import { ClerkTest } from "effect-clerk/testing"
import { createHmac } from "node:crypto"
import { afterEach, vi } from "vitest"
import { runs } from "../support/soak.ts"

afterEach(() => {
  vi.restoreAllMocks()
})

type Claims = Record<string, unknown>

interface Case {
  readonly token: string
  readonly claims: unknown
  readonly header: Claims
  readonly options: Options
}

/** A case that is not signed yet. */
interface Plan {
  readonly given: Omit<Case, "token">
  readonly make: Effect.Effect<Case, never, ClerkTest>
}

interface Options {
  readonly authorizedParties?: Array<string>
  readonly audience?: string | Array<string>
  readonly clockSkewInMs?: number
}

const now = 1_700_000_000

const base: Claims = {
  sub: "user_ada",
  sid: "sess_1",
  iss: "https://clerk.in-memory.test",
  azp: "https://app.example.com",
  iat: now,
  nbf: now - 10,
  exp: now + 60,
  fva: [0, -1],
  sts: "active",
  v: 2,
  o: { id: "org_1", rol: "admin", per: "create,read", fpm: "3" },
  fea: "o:invoices,u:chat",
  pla: "u:pro",
  jti: "1"
}

const names = [...Object.keys(base), "aud", "act", "org_id", "org_role", "org_slug", "org_permissions"]

const values: ReadonlyArray<unknown> = [
  undefined,
  null,
  "",
  "text",
  0,
  -1,
  1e20,
  true,
  [],
  ["text"],
  {},
  { sub: "user_support" },
  String(now),
  "mch_1",
  "pending",
  ...[now, now - 5, now + 5].flatMap((time) => [time - 0.001, time, time + 0.001])
]

const headers: ReadonlyArray<Claims> = [
  ...["RS384", "RS512", "PS256", "ES256", "HS256", "none", "", null, 5].map((alg) => ({ alg })),
  ...["jwt", "at+jwt", "application/at+jwt", "", null, undefined, 5].map((typ) => ({ typ })),
  ...["ins_other", "", undefined, null, 5, "../../etc/passwd", "' OR 1=1 --"].map((kid) => ({ kid })),
  ...["cl_B7d4PD111AAA", "cl_I7d4PD111III", "cl_B7d4PD333AAA", "cl_other", null].map((cat) => ({ cat })),
  { crit: ["b64"], b64: false },
  { crit: ["exp"] },
  { jwk: { kty: "oct", k: "AAAA" } },
  { x5u: "https://evil.test", jku: "https://evil.test" }
]

const optionsList: ReadonlyArray<Options> = [
  {},
  { clockSkewInMs: 0 },
  { clockSkewInMs: 5000 },
  { authorizedParties: ["https://app.example.com"] },
  { authorizedParties: [] },
  { audience: "text" },
  { audience: ["other"] }
]

/** Where this library is stricter than Clerk's own client, and why. */
const stricter: ReadonlyArray<readonly [why: string, (given: Case) => boolean]> = [
  ["a token of a JWT template has no session, and outlives it", ({ claims }) => !isText(of(claims, "sid"))],
  ["a user has an id", ({ claims }) => of(claims, "sub") === ""],
  ["a machine is not a user", ({ claims }) => String(of(claims, "sub")).startsWith("mch_")],
  ["an actor must not be overlooked", ({ claims }) => {
    const act = of(claims, "act")
    return act !== undefined && act !== null && !isText(of(act, "sub"))
  }],
  [
    "a pending session is signed out, which Clerk's client checks later",
    ({ claims }) => of(claims, "sts") === "pending"
  ],
  [
    "only session tokens have the category of session tokens",
    ({ header }) => !["cl_B7d4PD111AAA", "cl_I7d4PD111III", undefined].includes(header["cat"] as string)
  ],
  ["a critical extension that is not understood refuses the token (RFC 7515)", ({ header }) => "crit" in header],
  ["the id of a key is a text", ({ header }) => header["kid"] !== undefined && typeof header["kid"] !== "string"],
  [
    "a time that no clock has would never end",
    ({ claims }) => ["exp", "nbf", "iat"].some((name) => Math.abs(of(claims, name) as number) > 8.64e12)
  ],
  [
    "an audience that is no text is none of those that are accepted",
    ({ claims, options }) => options.audience !== undefined && ![of(claims, "aud")].flat().every(isText)
  ],
  ["base64url has no padding and no white space (RFC 7515)", ({ token }) => !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)]
]

const isText = (value: unknown) => typeof value === "string" && value !== ""
const of = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Claims)[name] : undefined

/** Numbers below 1 that are the same in every run. */
const random = (() => {
  let state = 17
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
})()
const pick = <A>(list: ReadonlyArray<A>): A => list[Math.floor(random() * list.length)]!

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")

const keys = Layer.unwrapEffect(Effect.map(ClerkTest.publicKeyPem, ClerkKeys.layerPem))

const count = Math.max(400, runs(400))

describe(`${count} session tokens`, () => {
  it.effect(
    "get the verdict of Clerk's own client, except where this library is stricter for a reason",
    () =>
      Effect.gen(function*() {
        const pem = yield* ClerkTest.publicKeyPem
        const other = yield* Effect.provide(ClerkTest, ClerkTest.layer())
        yield* TestClock.setTime(now * 1000)
        vi.spyOn(Date, "now").mockReturnValue(now * 1000)

        const plan = (given: Plan["given"], token: Effect.Effect<string, never, ClerkTest>): Plan => ({
          given,
          make: Effect.map(token, (token) => ({ ...given, token }))
        })
        const sign = (claims: unknown, header: Claims, options: Options): Plan =>
          plan({ claims, header, options }, Effect.suspend(() => ClerkTest.signToken(claims, header)))

        const tampered = (given: Case): Case => {
          const parts = given.token.split(".")
          const part = Math.floor(random() * 3)
          const text = parts[part]!
          const at = Math.floor(random() * text.length)
          parts[part] = pick([
            text.slice(0, at) + pick([..."ABCxyz019-_"]) + text.slice(at + 1),
            text.slice(0, at),
            `${text}A`,
            `${text}=`,
            ` ${text}`,
            ""
          ])
          return { ...given, token: parts.join(".") }
        }
        const tamper = ({ given, make }: Plan): Plan => ({ given, make: Effect.map(make, tampered) })

        const plans: Array<Plan> = []
        for (const name of names) {
          for (const value of values) {
            for (const options of [{}, pick(optionsList)]) {
              plans.push(sign({ ...base, [name]: value }, {}, options))
            }
          }
        }
        for (const header of headers) {
          plans.push(sign(base, header, {}), sign({ ...base, exp: now - 60 }, header, {}))
        }
        for (const claims of [null, [], "text", 5, true, {}, [base]]) {
          plans.push(sign(claims, {}, {}))
        }
        for (const secret of [pem, pem.trim()]) {
          const text = `${encode({ alg: "HS256", typ: "JWT", kid: "ins_in_memory" })}.${encode(base)}`
          const token = `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`
          plans.push(plan({ claims: base, header: {}, options: {} }, Effect.succeed(token)))
        }
        for (let index = 0; index < 300; index++) {
          plans.push(tamper(sign(base, {}, {})))
        }
        for (let index = 0; index < 50; index++) {
          plans.push(plan({ claims: base, header: {}, options: {} }, other.signToken(base)))
        }
        while (plans.length < Math.max(2000, count)) {
          const claims = { ...base, [pick(names)]: pick(values), [pick(names)]: pick(values) }
          const given = sign(claims, random() < 0.3 ? pick(headers) : {}, pick(optionsList))
          plans.push(random() < 0.1 ? tamper(given) : given)
        }
        // Evenly among all of them, so that each kind occurs, and some for each reason to be stricter.
        const telling = stricter.flatMap(([, applies]) =>
          plans.filter(({ given }) => applies({ ...given, token: "a.b.c" })).slice(0, 4)
        )
        const even = Array.from({ length: count }, (_, index) => plans[Math.floor(index * plans.length / count)]!)
        const cases = yield* Effect.all([...new Set([...telling, ...even])].map(({ make }) => make))

        const counts = { accepted: 0, refused: 0, stricter: 0 }
        const reasons = new Set<string>()
        for (const given of cases) {
          const { clockSkewInMs, ...options } = given.options
          const ours = yield* Effect.either(
            SessionToken.verify(given.token, { ...options, clockSkew: clockSkewInMs })
          )
          const official = yield* Effect.promise(() =>
            verifyToken(given.token, { ...given.options, jwtKey: pem }).then(() => true, () => false)
          )
          const shown = JSON.stringify(given)
          if (Either.isRight(ours)) {
            assert.isTrue(official, `accepted only here: ${shown}`)
            counts.accepted++
          } else if (official) {
            const why = stricter.filter(([, applies]) => applies(given)).map(([why]) => why)
            assert.isNotEmpty(why, `refused only here, ${ours.left.message}: ${shown}`)
            why.forEach((reason) => reasons.add(reason))
            counts.stricter++
          } else {
            counts.refused++
          }
        }
        assert.isAbove(counts.accepted, count / 5)
        assert.isAbove(counts.refused, count / 5)
        assert.deepStrictEqual([...reasons].sort(), stricter.map(([why]) => why).sort())
      }).pipe(
        Effect.provide(keys),
        Effect.provide(ClerkTest.layer())
      ),
    60_000
  )
})
