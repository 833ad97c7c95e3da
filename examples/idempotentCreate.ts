import { Effect, Option } from "effect"
import { Errors, type NewUser, Users } from "effect-clerk"

// Creates the user of an account of yours at most once. A `create` whose response was lost is not sent again by itself: the user may exist.
export const ensureUser = (externalId: string, fields: typeof NewUser.Type) => {
  const existing = Effect.map(Users.findByExternalId(externalId), Option.getOrNull)
  return Users.create({ ...fields, externalId }).pipe(
    Errors.catchCode("form_identifier_exists", (error) => orFail(existing, error)),
    Effect.catchIf((error) => error.outcomeUnknown, (error) => orFail(existing, error)),
    Effect.retry({ times: 2, while: (error) => error.outcomeUnknown })
  )
}

const orFail = <A, E1, R, E2>(found: Effect.Effect<A | null, E1, R>, error: E2) =>
  Effect.flatMap(found, (value) => value === null ? Effect.fail(error) : Effect.succeed(value))
