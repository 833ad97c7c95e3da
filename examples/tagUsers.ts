import { Effect, Stream } from "effect"
import { Users } from "effect-clerk"

// Gives every user of an organization a plan, with the rate limit of the key kept. Setting the same value twice does no harm.
export const setPlan = (organizationId: string, plan: string) =>
  Users.stream({ organizationId: [organizationId] }).pipe(
    Stream.filter((user) => user.publicMetadata["plan"] !== plan),
    Stream.mapEffect(({ id }) => Users.updateMetadata({ userId: id, publicMetadata: { plan } }), { concurrency: 8 }),
    Stream.runCount,
    Effect.tap((count) => Effect.log(`${count} users have the plan ${plan} now`))
  )
