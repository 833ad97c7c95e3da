/**
 * The command `for-each`: makes one change to many users.
 *
 * @since 0.1.0
 */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Bulk from "../Bulk.ts"
import type { ClerkFailure } from "../Errors.ts"
import type { User } from "../Schema/User.ts"
import type { MetadataChanges } from "../Schema/UserChanges.ts"
import { JsonObject } from "../Schema/wire/Json.ts"
import { Users } from "../Users.ts"
import * as BulkRun from "./bulkRun.ts"
import { filters } from "./filters.ts"

const change = Args.choice<"ban" | "unban" | "lock" | "unlock" | "delete" | "update-metadata">([
  ["ban", "ban"],
  ["unban", "unban"],
  ["lock", "lock"],
  ["unlock", "unlock"],
  ["delete", "delete"],
  ["update-metadata", "update-metadata"]
], { name: "change" }).pipe(Args.withDescription("What to do with each user."))

const metadata = (name: string) =>
  Options.text(name).pipe(
    Options.withSchema(Schema.parseJson(JsonObject)),
    Options.withDescription("JSON that update-metadata merges; null removes a key."),
    Options.optional
  )

const options = {
  ...BulkRun.runOptions,
  filters,
  public: metadata("public"),
  private: metadata("private"),
  unsafe: metadata("unsafe")
}

const changes: {
  readonly [Name in "ban" | "unban" | "lock" | "unlock" | "delete" | "update-metadata"]: (
    user: User,
    metadata: MetadataChanges
  ) => Effect.Effect<unknown, ClerkFailure, Users>
} = {
  ban: ({ id: userId }) => Users.ban({ userId }),
  unban: ({ id: userId }) => Users.unban({ userId }),
  lock: ({ id: userId }) => Users.lock({ userId }),
  unlock: ({ id: userId }) => Users.unlock({ userId }),
  delete: ({ id: userId }) => Users.delete({ userId }),
  "update-metadata": ({ id: userId }, metadata) => Users.updateMetadata({ userId, ...metadata })
}

/**
 * The command `for-each`.
 *
 * @since 0.1.0
 * @category commands
 */
export const command = Command.make("for-each", { change, ...options }, ({ change, filters, ...options }) => {
  const metadata: MetadataChanges = {
    publicMetadata: Option.getOrUndefined(options.public),
    privateMetadata: Option.getOrUndefined(options.private),
    unsafeMetadata: Option.getOrUndefined(options.unsafe)
  }
  // A dry run reads the users, which needs the secret key, but notes nothing.
  const outcomes = Bulk.forEachUser(filters, (user) => changes[change](user, metadata), options)
  return options.dryRun
    ? BulkRun.run("for-each", options, undefined, Stream.provideSomeLayer(outcomes, BulkRun.clerk))
    : BulkRun.run("for-each", options, undefined, outcomes)
}).pipe(Command.withDescription("Makes a change to each user, once. Run it again after an interruption."))
