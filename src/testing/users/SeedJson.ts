/**
 * Seeds as JSON, with the names of `POST /users`: for files, and for the control over HTTP.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { NewUser } from "../../Schema/UserChanges.ts"
import { IsoTime } from "../../Schema/wire/Request.ts"
import { snakeCase } from "../../Schema/wire/SnakeCase.ts"
import * as Json from "../server/jsonInput.ts"
import type { UserSeed } from "./Seed.ts"

const seedOnly = Schema.Struct(snakeCase({
  id: Schema.optional(Schema.NonEmptyString),
  externalAccounts: Schema.optional(Schema.Array(Schema.Struct(snakeCase({
    provider: Schema.optional(Schema.String),
    providerUserId: Schema.optional(Schema.String),
    emailAddress: Schema.optional(Schema.String),
    username: Schema.optional(Schema.String)
  })))),
  organizationMemberships: Schema.optional(Schema.Array(Schema.Struct(snakeCase({
    role: Schema.optional(Schema.String),
    organization: Schema.optional(Schema.Struct({
      id: Schema.optional(Schema.String),
      name: Schema.optional(Schema.String),
      slug: Schema.optional(Schema.String)
    }))
  })))),
  /** The name of a plan that the user has subscribed to. */
  billingPlan: Schema.optional(Schema.String),
  phoneSecondFactor: Schema.optional(Schema.Boolean),
  hasImage: Schema.optional(Schema.Boolean),
  lastSignInAt: Schema.optional(IsoTime),
  lastActiveAt: Schema.optional(IsoTime)
}))

const decode = Json.decoder(Schema.extend(NewUser, seedOnly), "user")

/** The seeds of JSON values, or a sentence about the first that is not one. */
export const fromJson = (items: ReadonlyArray<unknown>): Effect.Effect<ReadonlyArray<UserSeed>, string> =>
  Effect.forEach(items, (item, index) =>
    Effect.map(decode(item, index), ({ billingPlan, ...seed }): UserSeed => ({
      ...seed as UserSeed,
      ...billingPlan === undefined
        ? {}
        : { billingSubscription: { subscriptionItems: [{ plan: { name: billingPlan, slug: slugOf(billingPlan) } }] } }
    })))

const slugOf = (name: string): string => name.toLowerCase().replace(/\W+/g, "-")
