import { assert, describe, it } from "@effect/vitest"
import ts from "typescript"
import { errorsOf, languageService, pathOf } from "../support/compiler.ts"

const source = `
  import { Users } from "effect-clerk"
  export const update = Users.update({ userId: "user_1", firstName: null })
  export const list = Users.list()
  export const get = Users.get({ userId: "user_1" })
  export const totp = Users.createTOTP({ userId: "user_1" })
  export const stream = Users.stream({ banned: true })
  export const wrong = Users.get({ userID: "user_1" })
`

describe("The TypeScript language service", () => {
  const service = languageService({ "hover.ts": source })
  const file = pathOf("hover.ts")

  const hover = (text: string) => {
    const info = service.getQuickInfoAtPosition(file, source.indexOf(text))
    return {
      type: ts.displayPartsToString(info?.displayParts),
      documentation: ts.displayPartsToString(info?.documentation),
      tags: info?.tags?.map((tag) => tag.name) ?? []
    }
  }

  it("reports the one error of a program", () => {
    const errors = errorsOf(service, "hover.ts")
    assert.strictEqual(errors.length, 1)
    assert.match(errors[0]!, /'userID' does not exist in type .* Did you mean to write 'userId'/)
  })

  it("shows readable types", () => {
    assert.strictEqual(
      hover("update({").type,
      "(property) update: (input: {\n    readonly userId: string;\n} & UserChanges) => Effect<User, ClerkFailure, Users>"
    )
    assert.strictEqual(
      hover("list()").type,
      "(property) list: (input?: ListFilters | undefined) => Effect<readonly User[], ClerkFailure, Users>"
    )
    assert.strictEqual(
      hover("get({").type,
      "(property) get: (input: {\n    readonly userId: string;\n}) => Effect<User, ClerkFailure, Users>"
    )
  })

  it("shows the documentation of an operation", () => {
    assert.match(hover("update({").documentation, /Fields that are left out keep their value; `null` clears a field/)
    assert.include(hover("createTOTP({").tags, "deprecated")
  })

  it("shows the type and the documentation of a stream", () => {
    assert.strictEqual(
      hover("stream({").type,
      "(property) stream: (filters?: StreamFilters | undefined) => Stream<User, ClerkFailure, Users>"
    )
    assert.match(hover("stream({").documentation, /in pages of 500/)
  })

  it("shows the documentation of a parameter", () => {
    const details = service.getCompletionEntryDetails(
      file,
      source.indexOf("firstName: null"),
      "externalId",
      {},
      undefined,
      {},
      undefined
    )
    assert.match(ts.displayPartsToString(details?.documentation), /unique in the instance/)
  })
})
