import { Stream } from "effect"
import { WaitlistEntries } from "effect-clerk"

// Invites the next ones of the waitlist, the oldest first.
export const inviteNext = (count: number) =>
  WaitlistEntries.stream({ status: "pending", orderBy: "+created_at" }).pipe(
    Stream.take(count),
    Stream.mapEffect(({ id }) => WaitlistEntries.invite({ waitlistEntryId: id })),
    Stream.runCollect
  )
