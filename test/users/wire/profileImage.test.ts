import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { ProfileImage } from "effect-clerk"
import { Users } from "effect-clerk"
import { userAda } from "../../fixtures/index.ts"
import { answering, failure, only, plain } from "../../support/wire.ts"

const bytes = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff)

/** Images, and the name and type that the server receives. */
const images: ReadonlyArray<readonly [what: string, file: ProfileImage, name: string, type: string]> = [
  ["a File", new File([bytes], "ada.png", { type: "image/png" }), "ada.png", "image/png"],
  ["a Blob", new Blob([bytes], { type: "image/webp" }), "profileImage", "image/webp"],
  ["bytes", bytes, "profileImage", "application/octet-stream"],
  [
    "a view of a larger buffer",
    new Uint8Array([1, 2, ...bytes, 3]).subarray(2, -1),
    "profileImage",
    "application/octet-stream"
  ],
  ["bytes with name and type", { content: bytes, name: "ada.gif", type: "image/gif" }, "ada.gif", "image/gif"],
  [
    "a Blob with a separate name",
    { content: new Blob([bytes], { type: "image/png" }), name: "ä ü.png" },
    "ä ü.png",
    "image/png"
  ],
  [
    "a File with another name and type",
    { content: new File([bytes], "old.png", { type: "image/png" }), name: "new.jpg", type: "image/jpeg" },
    "new.jpg",
    "image/jpeg"
  ],
  [
    "a File without another name or type",
    { content: new File([bytes], "ada.png", { type: "image/png" }), name: undefined },
    "ada.png",
    "image/png"
  ]
]

describe("users.setProfileImage", () => {
  it.effect.each(images)("sends %s as the only part of a form", ([, file, name, type]) =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: userAda() })
      yield* Effect.provide(Users.setProfileImage({ userId: "user_1", file }), layer)
      const { body, headers } = only(sent)
      const form = yield* Effect.promise(() => new Response(body as BodyInit, { headers }).formData())
      const part = form.get("file")
      assert.deepStrictEqual([...form.keys()], ["file"])
      assert.instanceOf(part, File)
      assert.strictEqual(part.name, name)
      assert.strictEqual(part.type, type)
      assert.deepStrictEqual(new Uint8Array(yield* Effect.promise(() => part.arrayBuffer())), bytes)
    }))

  const refused: ReadonlyArray<readonly [what: string, file: unknown, path: string, message: RegExp]> = [
    ["an empty file", new File([], "ada.png"), "file", /^Expected an image, got no bytes$/],
    ["no bytes", new Uint8Array(), "file", /^Expected an image, got no bytes$/],
    ["more than 10 MB", new Uint8Array(10_000_001), "file", /^Expected an image of at most 10 MB, got 10\.0 MB$/],
    ["a path", "./ada.png", "file", /^Expected .*, got string$/],
    ["undefined", undefined, "file", /^Expected /]
  ]

  it.effect.each(refused)("rejects %s and sends nothing", ([, file, path, message]) =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: userAda() })
      const call = Users.setProfileImage({ userId: "user_1", file: file as ProfileImage })
      const reason = yield* failure(Effect.provide(call, layer))
      assert.strictEqual(reason._tag, "InvalidRequest")
      const [issue, ...others] = reason._tag === "InvalidRequest" ? reason.issues : []
      assert.deepStrictEqual(others, [])
      assert.strictEqual(issue?.path, path)
      assert.match(issue?.message ?? "", message)
      assert.deepStrictEqual(sent, [])
      assert.notInclude(JSON.stringify(plain(reason)), "ada.png")
    }))

  it.effect("accepts 10 MB", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: userAda() })
      const call = Users.setProfileImage({ userId: "user_1", file: new Uint8Array(10_000_000) })
      yield* Effect.provide(call, layer)
      assert.isAbove(only(sent).body?.length ?? 0, 10_000_000)
    }))
})
