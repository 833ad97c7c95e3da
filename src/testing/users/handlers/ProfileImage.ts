/**
 * Handlers for the profile image.
 */
import * as Effect from "effect/Effect"
import { checkImage } from "../../image.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { withUser } from "../Account.ts"
import { defaultImage } from "../NewAccount.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

export const make = (state: State): Pick<Handlers, "setProfileImage" | "deleteProfileImage"> => ({
  setProfileImage: Effect.fnUntraced(function*({ file, userId }) {
    yield* state.find(userId)
    yield* checkImage(file)
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
