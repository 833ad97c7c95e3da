/**
 * Handlers for the trusted devices of a user.
 */
import * as Effect from "effect/Effect"
import { TrustedDevice } from "../../../Schema/TrustedDevice.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { now as currentTime } from "../../server/now.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

export const make = (state: State): Pick<Handlers, "listTrustedDevices" | "revokeTrustedDevice"> => ({
  listTrustedDevices: ({ userId }) =>
    Effect.map(state.find(userId), ({ trustedDevices }) => {
      const data = trustedDevices.filter(isActive)
      return { data, totalCount: data.length }
    }),

  revokeTrustedDevice: Effect.fnUntraced(function*({ trustedDeviceId, userId }) {
    const account = yield* state.find(userId)
    const device = account.trustedDevices.find((it) => it.id === trustedDeviceId && isActive(it))
    if (device === undefined) {
      return yield* ErrorResponse.ofCode("resource_not_found")
    }
    const now = yield* currentTime
    const revoked = new TrustedDevice({ ...device, status: "revoked", revokedAt: now, updatedAt: now })
    yield* state.put({
      ...account,
      trustedDevices: account.trustedDevices.map((it) => it === device ? revoked : it)
    })
    return revoked
  })
})

const isActive = ({ status }: TrustedDevice): boolean => status === "active"
