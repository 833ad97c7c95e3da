/** What a program pays for what it uses, beyond the modules of Effect. A new room that everybody pays for has to say so here. */
import { assert, describe, it } from "@effect/vitest"
import { bundle } from "../support/bundle.ts"

const programs = {
  "one operation": [
    `import { FetchHttpClient } from "@effect/platform"
    import { Effect } from "effect"
    import { Clerk, Users } from "effect-clerk"
    Users.get({ userId: "user_1" }).pipe(
      Effect.provide(Clerk.layerConfig()),
      Effect.provide(FetchHttpClient.layer),
      Effect.runPromise
    )`,
    22_850
  ],
  "the errors": [`import { Errors } from "effect-clerk"; console.log(Errors.isError)`, 3_000],
  "a policy": [`import { Retry } from "effect-clerk"; console.log(Retry.standard)`, 1_000]
} as const

describe.each(Object.entries(programs))("the bundle of a program with %s", (_, [program, budget]) => {
  it(`has at most ${budget} bytes of ours, and nothing of the tests, the cache or Redis`, async () => {
    const { files, gzipped, imports } = await bundle(program)
    assert.isAtMost(gzipped, budget)
    assert.deepStrictEqual(files.filter((file) => /testing|UserCache|UserLoader|Redis|node_modules/.test(file)), [])
    assert.deepStrictEqual(imports.filter((name) => !/^(effect|@effect\/(platform|experimental))(\/|$)/.test(name)), [])
  })
})
