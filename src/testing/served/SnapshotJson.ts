/**
 * A snapshot as JSON, with the names of the API and without OAuth access tokens.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { BillingCreditEntry } from "../../Schema/BillingCredit.ts"
import { BillingSubscription } from "../../Schema/BillingSubscription.ts"
import { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import { TrustedDevice } from "../../Schema/TrustedDevice.ts"
import { User } from "../../Schema/User.ts"
import { snakeCase } from "../../Schema/wire/SnakeCase.ts"
import type { Snapshot } from "../users/Control.ts"

const SnapshotFromJson = Schema.Struct(snakeCase({
  users: Schema.Array(User),
  byUser: Schema.Record({
    key: Schema.String,
    value: Schema.Struct(snakeCase({
      organizationMemberships: Schema.Array(OrganizationMembership),
      organizationInvitations: Schema.Array(OrganizationInvitation),
      trustedDevices: Schema.Array(TrustedDevice),
      billingSubscription: Schema.NullOr(BillingSubscription),
      billingCreditEntries: Schema.Array(BillingCreditEntry),
      backupCodes: Schema.Number
    }))
  })
}))

export const encode = (snapshot: Snapshot) => Effect.orDie(Schema.encode(SnapshotFromJson)(snapshot))
