/** What a body says, held against `JSON.parse` of the whole of it. */
import { assert, describe, it, vi } from "@effect/vitest"
import { Either, FastCheck } from "effect"
import * as Content from "../../src/internal/http/content.ts"
import { userAda, userGrace } from "../fixtures/index.ts"

const bytesOf = (text: string) => new TextEncoder().encode(text)

const chunksOf = (bytes: Uint8Array, lengths: ReadonlyArray<number>): Array<Uint8Array> => {
  const chunks: Array<Uint8Array> = []
  let start = 0
  for (let index = 0; start < bytes.length; index++) {
    const end = start + lengths[index % lengths.length]!
    chunks.push(bytes.subarray(start, end))
    start = end
  }
  return chunks
}

const outcome = (parse: () => unknown) => Either.try({ try: parse, catch: String })

const isAsParsedWhole = (bytes: Uint8Array, lengths: ReadonlyArray<number>) =>
  assert.deepStrictEqual(
    outcome(() => Content.json(chunksOf(bytes, lengths))),
    outcome(() => JSON.parse(new TextDecoder().decode(bytes)))
  )

const listOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...(index % 9 === 0 ? userGrace() : userAda()), id: `user_${index}` }))

describe("a long list", () => {
  it.each([7, 1000, 16_384, 65_536, 1_000_000])("is what JSON.parse makes of it, in chunks of %i", (length) => {
    isAsParsedWhole(bytesOf(JSON.stringify(listOf(500))), [length])
  })

  it("is never one text, which V8 would ask the system for memory for", () => {
    const chunks = chunksOf(bytesOf(JSON.stringify(listOf(500))), [65_536])
    const parse = vi.spyOn(JSON, "parse")
    try {
      Content.json(chunks)
      assert.isAbove(parse.mock.calls.length, 4)
      assert.isBelow(Math.max(...parse.mock.calls.map(([text]) => text.length)), 128 * 1024)
    } finally {
      parse.mockRestore()
    }
  })

  const border = "},{\"id\":\"user_"
  const filling = "x".repeat(70_000)
  const users = listOf(60)
  const odd: ReadonlyArray<readonly [name: string, text: string]> = [
    ["with the border in a text", JSON.stringify([{ id: "user_1", text: filling + border }, ...users])],
    [
      "with the border in a text, but for the escapes",
      `[{"id":"user_1","text":"${filling}${border}"},{"id":"user_2"}]`
    ],
    ["with lists of the same kind in it", JSON.stringify([{ id: "user_1", filling, friends: users }, ...users])],
    ["in an object", JSON.stringify({ data: [{ id: "user_1", filling }, ...users] })],
    ["of lists", JSON.stringify([[{ id: "user_1", filling }, { id: "user_2" }], users])],
    ["which ends too early", JSON.stringify(users).slice(0, -1)],
    ["with something after it", `${JSON.stringify(users)}]`],
    ["with nothing between two commas", JSON.stringify(users).replaceAll(border, `},${border.slice(1)}`)],
    ["that two lists make", `${JSON.stringify(users)},${JSON.stringify(users)}`],
    ["with a line after it, as Go writes it", `${JSON.stringify(users)}\n`],
    ["for people to read", JSON.stringify(users, null, 2)],
    ["after a byte order mark", `\uFEFF${JSON.stringify(users)}`],
    [
      "of users with the same words",
      JSON.stringify(Array.from({ length: 9000 }, () => ({ id: "user_1", text: "ä€😀" })))
    ],
    ["of objects too short for a border", `[${"{},".repeat(40_000)}{}]`],
    ["of texts", JSON.stringify(Array.from({ length: 3 }, () => filling))],
    ["with a prototype", `[{"id":"user_1","a":"${filling}"},{"id":"user_2","__proto__":{"b":1}},{"id":"user_3"}]`]
  ]
  it.each(odd)("%s is what JSON.parse makes of it", (_, text) => {
    for (const length of [5, 4096, 65_536, 1_000_000]) {
      isAsParsedWhole(bytesOf(text), [length])
    }
  })

  it.prop(
    "of anything, whole or spoilt, in any chunks, is what JSON.parse makes of it",
    {
      list: FastCheck.array(
        FastCheck.record({
          id: FastCheck.constantFrom("user_1", "user_2", "idn_1"),
          text: FastCheck.oneof(FastCheck.string({ unit: "binary" }), FastCheck.constant(border)),
          more: FastCheck.jsonValue(),
          filling: FastCheck.nat(40_000).map((length) => "é".repeat(length))
        }),
        { minLength: 5, maxLength: 30 }
      ),
      lengths: FastCheck.array(FastCheck.integer({ min: 1, max: 100_000 }), { minLength: 1 }),
      spoilt: FastCheck.option(FastCheck.record({ at: FastCheck.nat(), with: FastCheck.nat(255) }))
    },
    ({ lengths, list, spoilt }) => {
      const bytes = bytesOf(JSON.stringify(list))
      if (spoilt !== null) {
        bytes[spoilt.at % bytes.length] = spoilt.with
      }
      isAsParsedWhole(bytes, lengths)
    }
  )
})

it("a text is what it is, and chunks are the text of all of them", () => {
  assert.strictEqual(Content.text("ä"), "ä")
  assert.strictEqual(Content.text(chunksOf(bytesOf("aä€😀"), [1])), "aä€😀")
  assert.strictEqual(Content.text([bytesOf("a€").subarray(0, 3)]), "a\uFFFD")
  assert.strictEqual(Content.text([]), "")
  assert.deepStrictEqual(Content.json("[1]"), [1])
})
