/** The allowlist and the blocklist. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import {
  allowlistIdentifierOperations,
  AllowlistIdentifiers,
  blocklistIdentifierOperations,
  BlocklistIdentifiers,
  Invitations
} from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const blocked = {
  object: "blocklist_identifier",
  id: "blid_1",
  identifier: "spam@example.com",
  identifier_type: "email_address",
  instance_id: "ins_1",
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const blockedRead = {
  object: "blocklist_identifier",
  id: "blid_1",
  identifier: "spam@example.com",
  identifierType: "email_address",
  instanceId: "ins_1",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}
const allowed = { ...blocked, object: "allowlist_identifier", id: "alid_1", invitation_id: "inv_1" }
const allowedRead = { ...blockedRead, object: "allowlist_identifier", id: "alid_1", invitationId: "inv_1" }

testOperations<typeof allowlistIdentifierOperations>("allowlistIdentifiers", {
  list: {
    call: AllowlistIdentifiers.list({ limit: 2, offset: 4 }),
    sends: ["GET", `${api}/allowlist_identifiers?paginated=true&limit=2&offset=4`],
    answered: { data: [allowed], total_count: 5 },
    reads: { data: [allowedRead], totalCount: 5 },
    refused: [402, "unsupported_subscription_plan_features"]
  },
  create: {
    call: AllowlistIdentifiers.create({ identifier: "spam@example.com", notify: true }),
    sends: ["POST", `${api}/allowlist_identifiers`, `{"identifier":"spam@example.com","notify":true}`],
    answered: allowed,
    reads: allowedRead,
    refused: [400, "duplicate_record"]
  },
  delete: {
    call: AllowlistIdentifiers.delete({ identifierId: "alid_1" }),
    sends: ["DELETE", `${api}/allowlist_identifiers/alid_1`],
    ...deleted("allowlist_identifier", "alid_1"),
    refused: [404, "resource_not_found"]
  }
})

testOperations<typeof blocklistIdentifierOperations>("blocklistIdentifiers", {
  list: {
    call: BlocklistIdentifiers.list(),
    sends: ["GET", `${api}/blocklist_identifiers`],
    answered: { data: [blocked], total_count: 1 },
    reads: { data: [blockedRead], totalCount: 1 },
    refused: [402, "unsupported_subscription_plan_features"]
  },
  create: {
    call: BlocklistIdentifiers.create({ identifier: "spam@example.com" }),
    sends: ["POST", `${api}/blocklist_identifiers`, `{"identifier":"spam@example.com"}`],
    answered: blocked,
    reads: blockedRead,
    refused: [422, "form_param_value_invalid"]
  },
  delete: {
    call: BlocklistIdentifiers.delete({ identifierId: "blid_1" }),
    sends: ["DELETE", `${api}/blocklist_identifiers/blid_1`],
    ...deleted("blocklist_identifier", "blid_1"),
    refused: [404, "resource_not_found"]
  }
})

describe("The in-memory Clerk", () => {
  it.effect("keeps the allowlist: the newest entry first, each identifier once", () =>
    Effect.gen(function*() {
      yield* AllowlistIdentifiers.create({ identifier: "ada@example.com" })
      const { id } = yield* AllowlistIdentifiers.create({ identifier: "+15555550100", notify: true })
      const { data, totalCount } = yield* AllowlistIdentifiers.list()
      assert.deepStrictEqual(data.map(({ identifier, identifierType }) => [identifier, identifierType]), [
        ["+15555550100", "phone_number"],
        ["ada@example.com", "email_address"]
      ])
      assert.strictEqual(totalCount, 2)
      const error = yield* refusal(AllowlistIdentifiers.create({ identifier: "ada@example.com" }))
      assert.strictEqual(error.errors[0]?.code, "duplicate_record")
      yield* AllowlistIdentifiers.delete({ identifierId: id })
      assert.strictEqual((yield* refusal(AllowlistIdentifiers.delete({ identifierId: id }))).status, 404)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("invites an e-mail address that is put on the allowlist with notify", () =>
    Effect.gen(function*() {
      const invited = yield* AllowlistIdentifiers.create({ identifier: "ada@example.com", notify: true })
      const [invitation] = (yield* Invitations.list()).data
      assert.strictEqual(invitation?.emailAddress, "ada@example.com")
      assert.strictEqual(invited.invitationId, invitation?.id)
      const others = [
        yield* AllowlistIdentifiers.create({ identifier: "bob@example.com" }),
        yield* AllowlistIdentifiers.create({ identifier: "*@example.com", notify: true })
      ]
      assert.deepStrictEqual(others.map(({ invitationId }) => invitationId), [null, null])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("returns all entries of the allowlist as a stream", () =>
    Effect.gen(function*() {
      yield* Effect.forEach(
        Array.from({ length: 12 }, (_, index) => `user${index}@example.com`),
        (identifier) => AllowlistIdentifiers.create({ identifier })
      )
      assert.strictEqual(yield* Stream.runCount(AllowlistIdentifiers.stream()), 12)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation", () =>
    Effect.gen(function*() {
      yield* callsEveryOperation(
        "allowlistIdentifiers",
        allowlistIdentifierOperations,
        Effect.gen(function*() {
          const { id } = yield* AllowlistIdentifiers.create({ identifier: "0xada" })
          yield* AllowlistIdentifiers.list({ limit: 1 })
          yield* AllowlistIdentifiers.delete({ identifierId: id })
        })
      )
      yield* ClerkTest.reset
      yield* callsEveryOperation(
        "blocklistIdentifiers",
        blocklistIdentifierOperations,
        Effect.gen(function*() {
          const { id } = yield* BlocklistIdentifiers.create({ identifier: "*@example.com" })
          assert.strictEqual((yield* BlocklistIdentifiers.list()).totalCount, 1)
          yield* BlocklistIdentifiers.delete({ identifierId: id })
          yield* refusal(BlocklistIdentifiers.delete({ identifierId: id }))
        })
      )
    }).pipe(Effect.provide(ClerkTest.layer())))
})
