/**
 * The sign-ups of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import { operations } from "../../operations/SignUps.ts"
import { SignUp } from "../../Schema/SignUp.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import type { SignUpsOptions } from "../signUps/Control.ts"

export const make = ({ signUps }: Instance, options: SignUpsOptions): Resource<typeof operations> => ({
  prefix: "signUps",
  operations,
  transformBody: omit,
  handlers: () =>
    Effect.as(Effect.zipRight(signUps.reset, signUps.add(options.signUps ?? [])), {
      get: ({ id }) => signUps.find(id),

      update: Effect.fnUntraced(function*({ customAction, externalId, id }) {
        const before = yield* signUps.find(id)
        if (before.status !== "missing_requirements") {
          return yield* ErrorResponse.ofCode("sign_up_cannot_be_updated")
        }
        return yield* signUps.put(
          new SignUp({
            ...before,
            customAction: customAction ?? before.customAction,
            externalId: externalId === undefined ? before.externalId : externalId
          }, true)
        )
      })
    })
})

const omit = omitEmptyKeys({
  byKey: new Map(),
  byObject: new Map([["sign_up_attempt", ["external_account"]]]),
  isOpaque: (key) => key.endsWith("_metadata")
})
