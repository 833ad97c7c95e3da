/**
 * The users and the organizations of an in-memory Clerk as payers, with the items of their subscriptions.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { BillingPayer } from "../../Schema/BillingStatement.ts"
import type { BillingSubscriptionItem } from "../../Schema/BillingSubscription.ts"
import { BillingSubscription } from "../../Schema/BillingSubscription.ts"
import { type Payer, payerIdOf } from "../billing.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"

/** A user or an organization that can have a subscription. */
export interface PayerAccount {
  /** The id of the user or of the organization. */
  readonly id: string
  readonly type: "user" | "org"
  readonly payer: BillingPayer
  readonly account: Payer
  /** Stores another subscription. */
  readonly putSubscription: (subscription: BillingSubscription) => Effect.Effect<void>
}

export interface PayerItem {
  readonly of: PayerAccount
  readonly item: BillingSubscriptionItem
}

export const make = ({ organizations, users }: Pick<Instance, "organizations" | "users">) => {
  const all: Effect.Effect<ReadonlyArray<PayerAccount>> = Effect.map(
    Effect.all([users.all, organizations.organizations.all]),
    ([accounts, organizationAccounts]) => [
      ...accounts.map((account): PayerAccount => ({
        id: account.user.id,
        type: "user",
        account,
        payer: new BillingPayer({
          id: payerIdOf(account.user.id),
          instanceId: "ins_in_memory",
          userId: account.user.id,
          firstName: account.user.firstName,
          lastName: account.user.lastName,
          email: account.user.primaryEmailAddress?.emailAddress ?? null,
          imageUrl: account.user.imageUrl ?? "",
          createdAt: account.user.createdAt,
          updatedAt: account.user.updatedAt
        }),
        putSubscription: (subscription) => Effect.orDie(users.put({ ...account, subscription }))
      })),
      ...organizationAccounts.map((stored): PayerAccount => ({
        id: stored.id,
        type: "org",
        account: stored,
        payer: new BillingPayer({
          id: payerIdOf(stored.id),
          instanceId: "ins_in_memory",
          organizationId: stored.id,
          organizationName: stored.organization.name,
          imageUrl: stored.organization.imageUrl ?? "",
          createdAt: stored.organization.createdAt,
          updatedAt: stored.organization.updatedAt
        }),
        putSubscription: (subscription) => organizations.organizations.put({ ...stored, subscription })
      }))
    ]
  )

  /** All items, the newest first. */
  const items = Effect.map(
    all,
    (payers) =>
      payers.flatMap((of) =>
        (of.account.subscription?.subscriptionItems ?? []).map((item): PayerItem => ({ of, item }))
      )
        .toReversed()
        .toSorted((left, right) => millisOf(right.item.createdAt) - millisOf(left.item.createdAt))
  )

  return {
    all,
    items,
    /** The item with an id, or 404. */
    findItem: (id: string) =>
      Effect.flatMap(items, (items) => {
        const found = items.find(({ item }) => item.id === id)
        return found === undefined ? ErrorResponse.ofCode("subscription_item_not_found") : Effect.succeed(found)
      }),
    /** Replaces an item of a subscription by others. */
    replaceItem: ({ item, of }: PayerItem, by: ReadonlyArray<BillingSubscriptionItem>, updatedAt: DateTime.Utc) =>
      of.account.subscription === null ? Effect.void : of.putSubscription(
        new BillingSubscription({
          ...of.account.subscription,
          subscriptionItems: of.account.subscription.subscriptionItems.flatMap((other) =>
            other.id === item.id ? by : [other]
          ),
          updatedAt
        }, true)
      )
  }
}

export const millisOf = (time: DateTime.Utc | null): number => time === null ? 0 : DateTime.toEpochMillis(time)
