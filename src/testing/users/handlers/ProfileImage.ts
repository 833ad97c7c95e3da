/**
 * Handlers for the profile image.
 */
import * as Effect from "effect/Effect"
import type { ProfileImage } from "../../../Schema/ProfileImage.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { withUser } from "../Account.ts"
import { defaultImage } from "../NewAccount.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

export const make = (state: State): Pick<Handlers, "setProfileImage" | "deleteProfileImage"> => ({
  setProfileImage: Effect.fnUntraced(function*({ file, userId }) {
    yield* state.find(userId)
    if (!(yield* isImage(file))) {
      return yield* ErrorResponse.ofCode(
        "request_body_invalid",
        undefined,
        "The file is not a PNG, JPEG, GIF or WebP image."
      )
    }
    const id = yield* state.nextId("img")
    return yield* state.update(
      userId,
      (account) => Effect.succeed(withUser(account, { hasImage: true, imageUrl: `https://img.clerk.com/${id}` }))
    )
  }),

  deleteProfileImage: ({ userId }) =>
    state.update(userId, (account) =>
      account.user.hasImage
        ? Effect.succeed(withUser(account, { hasImage: false, imageUrl: defaultImage(userId) }))
        : ErrorResponse.ofCode("image_not_found"))
})

/** Whether a file starts like a PNG, JPEG, GIF or WebP image. */
const isImage = (file: ProfileImage): Effect.Effect<boolean> => {
  const content = "content" in file ? file.content : file
  return Effect.map(
    content instanceof Blob
      ? Effect.promise(() => content.slice(0, 12).arrayBuffer()).pipe(Effect.map((bytes) => new Uint8Array(bytes)))
      : Effect.succeed(content.subarray(0, 12)),
    (bytes) => {
      const start = String.fromCharCode(...bytes)
      return signatures.some((signature) => start.startsWith(signature)) || /^RIFF.{4}WEBP/s.test(start)
    }
  )
}

const signatures = ["\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF87a", "GIF89a"]
