/** Bundle sizes of small programs without the modules of Effect. Raise a limit only for code that every program needs. */
import { assert, describe, it } from "@effect/vitest"
import { bundle } from "../support/bundle.ts"
import { resources } from "../support/resources.ts"

/** A program with the operations of one resource. */
const withResource = (tag: string) =>
  `import { FetchHttpClient } from "@effect/platform"
  import { Effect, Layer } from "effect"
  import { Http } from "effect-clerk"
  import * as Resource from "./src/${tag}.ts"
  Effect.void.pipe(
    Effect.provide(Resource.layer.pipe(Layer.provide(Http.layerConfig()), Layer.provide(FetchHttpClient.layer))),
    Effect.runPromise
  )`

const programs = {
  "all resources": [
    `import { FetchHttpClient } from "@effect/platform"
    import { Effect } from "effect"
    import { Clerk, Users } from "effect-clerk"
    Users.get({ userId: "user_1" }).pipe(
      Effect.provide(Clerk.layerConfig()),
      Effect.provide(FetchHttpClient.layer),
      Effect.runPromise
    )`,
    45_500
  ],
  "users only": [withResource("Users"), 31_500],
  "no resource": [
    `import { FetchHttpClient } from "@effect/platform"
    import { Effect } from "effect"
    import { Http } from "effect-clerk"
    Http.ClerkHttp.pipe(
      Effect.provide(Http.layerConfig()),
      Effect.provide(FetchHttpClient.layer),
      Effect.runPromise
    )`,
    21_300
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

describe.each(resources)("The bundle of a program with $source", ({ source }) => {
  it("contains no other resource", async () => {
    const { files } = await bundle(withResource(source))
    const tables = files.filter((file) => /operations\/[A-Z]/.test(file))
    assert.deepStrictEqual(tables.map((file) => file.replace(/.*\//, "")), [`${source}.ts`])
  })
})
