/** Bundle sizes of small programs without the modules of Effect. Raise a limit only for code that every program needs. */
import { assert, describe, it } from "@effect/vitest"
import { bundle } from "../support/bundle.ts"

const programs = {
  "one call": [
    `import { FetchHttpClient } from "@effect/platform"
    import { Effect } from "effect"
    import { Clerk, Users } from "effect-clerk"
    Users.get({ userId: "user_1" }).pipe(
      Effect.provide(Clerk.layerConfig()),
      Effect.provide(FetchHttpClient.layer),
      Effect.runPromise
    )`,
    31_200
  ],
  // esbuild keeps a whole namespace.
  "errors only": [`import { Errors } from "effect-clerk"; console.log(Errors.isError)`, 4_150],
  "a retry policy only": [`import { Retry } from "effect-clerk"; console.log(Retry.standard)`, 1_000]
} as const

describe.each(Object.entries(programs))("The bundle of a program with %s", (_, [program, budget]) => {
  it(`contains at most ${budget} bytes of this library, and no test, cache or Redis module`, async () => {
    const { files, gzipped, imports } = await bundle(program)
    assert.isAtMost(gzipped, budget)
    assert.deepStrictEqual(files.filter((file) => /testing|UserCache|UserLoader|Redis|node_modules/.test(file)), [])
    assert.deepStrictEqual(imports.filter((name) => !/^(effect|@effect\/(platform|experimental))(\/|$)/.test(name)), [])
  })
})
