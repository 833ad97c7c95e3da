import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Effect, FastCheck as fc, Schema, SchemaAST } from "effect"
import { oauthApplicationOperations, organizationOperations, ProfileImage, userOperations } from "effect-clerk"
import { readdirSync } from "node:fs"
import { operations } from "../../support/resources.ts"
import { runs } from "../../support/soak.ts"
import { plain } from "../../support/wire.ts"

// Small values find the same bugs: a list of users is a tree of thousands of values.
fc.configureGlobal({ baseSize: "xsmall", numRuns: runs(12) })

const folder = new URL("../../../src/Schema/", import.meta.url)

const modules = await Promise.all(
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map(async (file) =>
    [file, await import(new URL(file, folder).href) as object] as const
  )
)

/** A schema, or for a field the schema of an object with that field only. */
const schemaOf = (value: unknown): Schema.Schema.AnyNoContext | undefined =>
  Schema.isSchema(value)
    ? value as Schema.Schema.AnyNoContext
    : Schema.isPropertySignature(value)
    ? Schema.Struct({ field: value as Schema.PropertySignature.All }) as unknown as Schema.Schema.AnyNoContext
    : undefined

/** The exports of all modules and the schemas of all operations, so that no schema is left out. */
const schemas = new Map<Schema.Schema.AnyNoContext, string>()
for (const [file, module] of modules) {
  for (const [name, value] of Object.entries(module)) {
    const schema = schemaOf(value)
    if (schema !== undefined) schemas.set(schema, `${file.replace(".ts", "")}.${name}`)
  }
}
for (const [name, operation] of operations) {
  for (const part of ["query", "payload", "success"] as const) {
    const schema: Schema.Schema.AnyNoContext = operation[part]
    if (!schemas.has(schema)) schemas.set(schema, `${name}.${part}`)
  }
}

/** Tested below: an image is bytes, a blob or a file in the program, and always a file on the wire. */
const images = new Set<Schema.Schema.AnyNoContext>([
  ProfileImage,
  userOperations.setProfileImage.payload,
  organizationOperations.uploadLogo.payload,
  oauthApplicationOperations.uploadLogo.payload
])

/** What a response without a body decodes to is no value. */
const isVoid = ({ ast }: Schema.Schema.AnyNoContext) => SchemaAST.isUndefinedKeyword(ast)

/** As literals, without values that JSON does not keep: `undefined` is omitted, and -0 becomes 0. */
const comparable = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(
    plain(value),
    (_, inner: unknown) => typeof inner === "number" && !Number.isFinite(inner) ? `number ${inner}` : inner
  ))

describe("a round trip through the wire", () => {
  const checked = Array.from(schemas).filter(([schema]) => !images.has(schema) && !isVoid(schema))

  it.effect.each(checked.map(([schema, name]) => [name, schema] as const))(
    "of %s returns the value",
    ([, schema]) =>
      Effect.sync(() => {
        const encode = Schema.encodeSync(schema)
        const decode = Schema.decodeUnknownSync(schema)
        const is = Schema.is(schema)
        fc.assert(
          fc.property(Arbitrary.make(schema), (value) => {
            const decoded = decode(encode(value))
            assert.isTrue(is(decoded))
            assert.deepStrictEqual(comparable(decoded), comparable(value))
          })
        )
      })
  )

  it.effect.prop(
    "of an image keeps its bytes, its name and its type",
    [fc.uint8Array({ minLength: 1 }), fc.string(), fc.constantFrom("image/png", "image/jpeg", "")],
    ([bytes, name, type]) =>
      Effect.gen(function*() {
        const encode = Schema.encodeSync(ProfileImage)
        const decode = Schema.decodeSync(ProfileImage)
        const file = encode(decode(encode({ content: bytes, name, type })))
        assert.strictEqual(file.name, name)
        assert.strictEqual(file.type, type)
        assert.deepStrictEqual(new Uint8Array(yield* Effect.promise(() => file.arrayBuffer())), bytes)
      })
  )

  it("is tested with every schema of every module and operation", () => {
    assert.isAbove(modules.length, 30)
    assert.isAbove(checked.length, 60)
  })
})
