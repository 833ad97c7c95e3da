/** The table of docs/coming-from-clerk-backend.md, compared with the methods of Clerk's own client and with the services of this library. */
import { createClerkClient } from "@clerk/backend"
import { assert, describe, it } from "@effect/vitest"
import { Array, Context, Effect } from "effect"
import * as clerk from "effect-clerk"
import * as MachineToken from "effect-clerk/MachineToken"
import * as SessionToken from "effect-clerk/SessionToken"
import { ClerkTest } from "effect-clerk/testing"
import { read } from "../support/documents.ts"

const rows = read("docs/coming-from-clerk-backend.md").split("\n")
  .map((line) => /^\| `(\w+\.\w+)` +\| (?:`([\w.]+)`)? *\| (.*?) *\|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, theirs = "", ours, note = ""]) => ({ theirs, ours, note }))

const isApi = (value: unknown): value is object => typeof value === "object" && value !== null && "request" in value

const methods = Object.entries(createClerkClient({ secretKey: "sk_test_1" })).filter(([, api]) => isApi(api))
  .flatMap(([name, api]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(api)).filter((method) => method !== "constructor")
      .map((method) => `${name}.${method}`)
  )

describe("the table of methods of @clerk/backend", () => {
  it("has each method of the installed version once", () => {
    assert.strictEqual(Array.dedupe(rows.map(({ theirs }) => theirs)).length, rows.length)
    assert.sameMembers(rows.map(({ theirs }) => theirs), methods)
  })

  it.effect("names functions that exist, or says why there is none", () =>
    Effect.gen(function*() {
      const services = yield* Effect.context<never>()
      // A tag answers to any name, so its service is asked.
      const functionsOf = (name: string): object => {
        const value = { ...clerk, MachineToken, SessionToken }[name as "Users"]
        return Context.isTag(value) ? Context.unsafeGet(services, value) as object : value ?? {}
      }
      const missing = rows.filter(({ note, ours }) => {
        const [name = "", method = ""] = ours?.split(".") ?? []
        return ours === undefined ? note === "" : !(method in functionsOf(name))
      })
      assert.deepStrictEqual(missing.map(({ ours, theirs }) => `${theirs}: ${ours}`), [])
    }).pipe(Effect.provide(ClerkTest.layer())))
})
