/**
 * The clients of an in-memory Clerk: what has the same client id is on one client.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Order from "effect/Order"
import * as Redacted from "effect/Redacted"
import { groupBy } from "../../internal/groupBy.ts"
import { operations } from "../../operations/Clients.ts"
import { Client } from "../../Schema/Client.ts"
import { ClientId } from "../../Schema/Ids.ts"
import type { Session } from "../../Schema/Session.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { listUnlessPaginated } from "../server/ResponseEncoder.ts"
import { omit } from "../sessions/responseBody.ts"

export const make = ({ sessions, tokens }: Instance): Resource<typeof operations> => {
  const all = Effect.map(sessions.all, (all) => {
    // The newest session of a client is its first.
    const clients = Array.from(
      groupBy(all, ({ clientId }) => clientId ?? ""),
      ([id, sessions]) => clientOf(id, sessions)
    )
    return clients.toSorted(newestFirst)
  })

  const find = (clientId: string | null) =>
    Effect.flatMap(all, (all) => {
      const found = all.find(({ id }) => id === clientId)
      return found === undefined ? ErrorResponse.ofCode("resource_not_found") : Effect.succeed(found)
    })

  return {
    prefix: "clients",
    operations,
    transformBody: (body, context) => listUnlessPaginated(omit(body), context),
    handlers: () => ({
      list: (paging = {}) => Effect.map(all, (all) => ({ data: page(all, paging), totalCount: all.length })),

      verify: Effect.fnUntraced(function*({ token }) {
        const claims = yield* tokens.verify(Redacted.value(token))
        if (typeof claims?.["sid"] !== "string") {
          return yield* ErrorResponse.ofCode("invalid_session_token")
        }
        const session = yield* sessions.find(claims["sid"])
        return session.isSignedIn
          ? yield* find(session.clientId)
          : yield* ErrorResponse.ofCode("resource_not_found")
      }),

      get: ({ clientId }) => find(clientId)
    })
  }
}

const clientOf = (id: string, sessions: ReadonlyArray<Session>): Client =>
  new Client({
    id: ClientId.make(id),
    sessionIds: sessions.map(({ id }) => id),
    sessions,
    lastActiveSessionId: sessions.find(({ isSignedIn }) => isSignedIn)?.id ?? null,
    createdAt: sessions.at(-1)?.createdAt ?? null,
    updatedAt: sessions[0]?.updatedAt ?? null
  })

const newestFirst = Order.mapInput(
  Order.reverse(Order.number),
  ({ createdAt }: Client) => createdAt === null ? 0 : DateTime.toEpochMillis(createdAt)
)
