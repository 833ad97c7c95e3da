/** Parsing a response body in pieces, compared with `JSON.parse` of the whole body. */
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

const parsed = (chunks: Content.Chunks): unknown => {
  const pieces = Either.getOrElse(Either.try(() => [...Content.pieces(chunks)]), () => [])
  return pieces.length > 0 ? pieces.flat() : Content.json(chunks)
}

const parsesAsWhole = (bytes: Uint8Array, lengths: ReadonlyArray<number>) =>
  assert.deepStrictEqual(
    outcome(() => parsed(chunksOf(bytes, lengths))),
    outcome(() => JSON.parse(new TextDecoder().decode(bytes)))
  )

const listOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...(index % 9 === 0 ? userGrace() : userAda()), id: `user_${index}` }))

describe("A long list that is parsed in pieces", () => {
  it.each([7, 1000, 16_384, 65_536, 1_000_000])("equals the result of JSON.parse in chunks of %i bytes", (length) => {
    parsesAsWhole(bytesOf(JSON.stringify(listOf(500))), [length])
  })

  it("is never converted to one string, for which V8 would allocate system memory", () => {
    const chunks = chunksOf(bytesOf(JSON.stringify(listOf(500))), [65_536])
    const parse = vi.spyOn(JSON, "parse")
    try {
      assert.lengthOf([...Content.pieces(chunks)].flat(), 500)
      assert.isAbove(parse.mock.calls.length, 4)
      assert.isBelow(Math.max(...parse.mock.calls.map(([text]) => text.length)), 128 * 1024)
    } finally {
      parse.mockRestore()
    }
  })

  const boundary = "},{\"id\":\"user_"
  const filling = "x".repeat(70_000)
  const users = listOf(60)
  const bodies: ReadonlyArray<readonly [name: string, text: string]> = [
    ["with an item boundary inside a string", JSON.stringify([{ id: "user_1", text: filling + boundary }, ...users])],
    [
      "with an unescaped item boundary inside a string",
      `[{"id":"user_1","text":"${filling}${boundary}"},{"id":"user_2"}]`
    ],
    ["with nested lists of the same kind", JSON.stringify([{ id: "user_1", filling, friends: users }, ...users])],
    ["inside an object", JSON.stringify({ data: [{ id: "user_1", filling }, ...users] })],
    ["of lists", JSON.stringify([[{ id: "user_1", filling }, { id: "user_2" }], users])],
    ["that is truncated", JSON.stringify(users).slice(0, -1)],
    ["followed by another character", `${JSON.stringify(users)}]`],
    ["with an empty item", JSON.stringify(users).replaceAll(boundary, `},${boundary.slice(1)}`)],
    ["followed by another list", `${JSON.stringify(users)},${JSON.stringify(users)}`],
    ["followed by a line break", `${JSON.stringify(users)}\n`],
    ["with indentation", JSON.stringify(users, null, 2)],
    ["after a byte order mark", `\uFEFF${JSON.stringify(users)}`],
    [
      "of users with the same non-ASCII text",
      JSON.stringify(Array.from({ length: 9000 }, () => ({ id: "user_1", text: "ä€😀" })))
    ],
    ["of objects shorter than an item boundary", `[${"{},".repeat(40_000)}{}]`],
    ["of strings", JSON.stringify(Array.from({ length: 3 }, () => filling))],
    ["with a __proto__ key", `[{"id":"user_1","a":"${filling}"},{"id":"user_2","__proto__":{"b":1}},{"id":"user_3"}]`]
  ]
  it.each(bodies)("%s equals the result of JSON.parse", (_, text) => {
    for (const length of [5, 4096, 65_536, 1_000_000]) {
      parsesAsWhole(bytesOf(text), [length])
    }
  })

  it.prop(
    "of random items, intact or damaged, in random chunks, equals the result of JSON.parse",
    {
      list: FastCheck.array(
        FastCheck.record({
          id: FastCheck.constantFrom("user_1", "user_2", "idn_1"),
          text: FastCheck.oneof(FastCheck.string({ unit: "binary" }), FastCheck.constant(boundary)),
          more: FastCheck.jsonValue(),
          filling: FastCheck.nat(40_000).map((length) => "é".repeat(length))
        }),
        { minLength: 5, maxLength: 30 }
      ),
      lengths: FastCheck.array(FastCheck.integer({ min: 1, max: 100_000 }), { minLength: 1 }),
      damaged: FastCheck.option(FastCheck.record({ at: FastCheck.nat(), with: FastCheck.nat(255) }))
    },
    ({ lengths, list, damaged }) => {
      const bytes = bytesOf(JSON.stringify(list))
      if (damaged !== null) {
        bytes[damaged.at % bytes.length] = damaged.with
      }
      parsesAsWhole(bytes, lengths)
    }
  )
})

it("a body as text keeps a string and joins chunks, also within a character", () => {
  assert.strictEqual(Content.text("ä"), "ä")
  assert.strictEqual(Content.text(chunksOf(bytesOf("aä€😀"), [1])), "aä€😀")
  assert.strictEqual(Content.text([bytesOf("a€").subarray(0, 3)]), "a\uFFFD")
  assert.strictEqual(Content.text([]), "")
  assert.deepStrictEqual(Content.json("[1]"), [1])
})
