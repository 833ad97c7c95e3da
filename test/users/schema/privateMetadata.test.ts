/** What is printed of objects with private metadata. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Inspectable, Layer, Logger, Option, Schema } from "effect"
import { Organization, OrganizationInvitation, OrganizationMembership, User, Users } from "effect-clerk"
import { inspect } from "node:util"
import { invitation, membership, userAda } from "../../fixtures/index.ts"
import { answering } from "../../support/wire.ts"

const canary = { private_metadata: { note: "canary" } }

const read = <A, I>(schema: Schema.Schema<A, I>, json: object): A => Schema.decodeUnknownSync(schema)(json)

const withOrganization = {
  ...membership(),
  ...canary,
  organization: { ...(membership() as { organization: object }).organization, ...canary }
}

const objects: ReadonlyArray<readonly [name: string, schema: Schema.Schema<object, unknown>, json: object]> = [
  ["User", User as never, { ...userAda(), ...canary, organization_memberships: [withOrganization] }],
  ["Organization", Organization as never, withOrganization.organization],
  ["OrganizationMembership", OrganizationMembership as never, withOrganization],
  ["OrganizationInvitation", OrganizationInvitation as never, { ...invitation(), ...canary }]
]

describe.each(objects)("B42: the private metadata of a %s", (name, schema, json) => {
  const value = read(schema, json)

  it("is in none of the ways to print or serialise it, nor in those of what contains it", () => {
    for (
      const text of [
        JSON.stringify(value),
        JSON.stringify({ data: [value] }),
        String(value),
        `${Option.some(value)}`,
        inspect(value, { depth: 9 }),
        inspect([Option.some(value)], { depth: 9 }),
        Inspectable.toStringUnknown(value)
      ]
    ) {
      assert.notInclude(text, "canary")
      assert.include(text, json["id" as never])
    }
    assert.include(String(value), name)
  })

  it("is in the field, and in what its schema encodes", () => {
    assert.deepStrictEqual((value as User).privateMetadata, { note: "canary" })
    assert.include(JSON.stringify(Schema.encodeSync(schema)(value)), "canary")
  })
})

describe("B42: the private metadata of a User", () => {
  it.effect("is not in the logs of a program, and public metadata is", () =>
    Effect.gen(function*() {
      const lines: Array<string> = []
      const loggers = [Logger.stringLogger, Logger.jsonLogger, Logger.logfmtLogger].map((logger) =>
        Logger.map(logger, (line) => void lines.push(line))
      )
      const body = { ...userAda(), ...canary, public_metadata: { plan: "pro" } }
      yield* Users.get({ userId: "user_1" }).pipe(
        Effect.tap((user) => Effect.log(user, { user })),
        Effect.annotateLogs("annotation", "any"),
        Effect.provide(answering({ body }).layer),
        Effect.provide(loggers.map((logger) => Logger.add(logger)).reduce((all, one) => Layer.merge(all, one))),
        Effect.provide(Logger.remove(Logger.defaultLogger))
      )
      assert.lengthOf(lines, 3)
      lines.forEach((line) => {
        assert.include(line, "pro")
        assert.notInclude(line, "canary")
      })
    }))
})
