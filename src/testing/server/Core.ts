/**
 * The in-memory Clerk itself: requests in, answers out, whichever way they come and go.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/Users.ts"
import type { Options, Service } from "../Control.ts"
import * as Accounts from "../users/Accounts.ts"
import * as Belongings from "../users/Belongings.ts"
import type { Handlers, Name } from "../users/Handler.ts"
import * as Listing from "../users/Listing.ts"
import * as Orders from "../users/Orders.ts"
import * as Seed from "../users/Seed.ts"
import * as State from "../users/State.ts"
import * as Verifying from "../users/Verifying.ts"
import * as Access from "./Access.ts"
import * as Faults from "./Faults.ts"
import { Ids } from "./Ids.ts"
import * as Input from "./Input.ts"
import type { Answer, Request } from "./Message.ts"
import { ConnectionLost, json } from "./Message.ts"
import type { Refusal } from "./Refusal.ts"
import { body, refuse } from "./Refusal.ts"
import * as Reply from "./Reply.ts"
import * as RequestLog from "./RequestLog.ts"
import * as Route from "./Route.ts"

export const make = Effect.fnUntraced(function*(options: Options = {}): Effect.fn.Return<Service> {
  const secretKey = options.secretKey ?? Redacted.make("sk_test_in_memory")
  const state = yield* State.make(Duration.decode(options.lockout ?? "1 hour"), yield* Ids)
  const log = yield* RequestLog.make
  const faults = yield* Faults.make
  // Handlers read first and write once; one at a time, nothing comes between.
  const exclusively = (yield* Effect.makeSemaphore(1)).withPermits(1)
  const routes = routesOf({
    ...Accounts.make(state),
    ...Belongings.make(state),
    ...Listing.make(state),
    ...Verifying.make(state)
  })

  const seed: Service["seed"] = (users) =>
    exclusively(
      Effect.forEach(users, (user, index) =>
        Effect.catchAll(Seed.plant(state, user), (error) =>
          Effect.dieMessage(
            `The user at ${index} cannot be seeded: ${
              error._tag === "Refusal"
                ? error.errors.map((it) => `${it.code}, ${it.long_message}`).join("; ")
                : error.message
            }`
          )))
    )

  const reset = Effect.all([state.reset, log.reset, faults.reset, seed(options.users ?? [])], { discard: true })

  const answer = Effect.fnUntraced(function*(request: Request, query: URLSearchParams, match: Match) {
    yield* Access.check(secretKey, request, query)
    if (match === "unknown path") {
      return yield* refuse("resource_not_found")
    }
    if (match === "unknown method") {
      const empty: Answer = { status: 405, headers: {}, body: new Uint8Array() }
      return empty
    }
    const { params, route } = match
    const contentType = contentTypeOf(request)
    const input = { ...params, ...yield* route.decode({ query, contentType, body: request.body }) }
    const encoded = yield* route.encode(yield* exclusively(route.handle(input)))
    return json(200, Reply.shaped(route.name, encoded, query, input))
  })

  const handle: Service["handle"] = Effect.fnUntraced(function*(given) {
    const request = { ...given, headers: lowerCase(given.headers) }
    const [path = "", search = ""] = request.url.split(/\?(.*)/s)
    const query = new URLSearchParams(search)
    const match = Route.match(routes, request.method, path)
    const operation = typeof match === "string" ? null : match.route.name
    const { authorization: _, ...headers } = request.headers
    const answered = yield* log.add({
      operation,
      method: request.method,
      path,
      query: RequestLog.queryOf(query),
      headers: headers as Record<string, string>,
      body: yield* RequestLog.bodyOf(contentTypeOf(request), request.body),
      status: null
    })
    const traceId = (yield* state.next("trace")).toString(16).padStart(32, "0")
    const fault = yield* faults.take(operation)
    if (fault.delay !== undefined) {
      yield* Effect.sleep(fault.delay)
    }
    if (fault.drop === true) {
      return yield* new ConnectionLost()
    }
    const result = Faults.answer(fault, traceId) ??
      (yield* Effect.catchTag(
        answer(request, query, match),
        "Refusal",
        (refusal) => Effect.succeed(json(refusal.status, body(refusal, traceId)))
      ))
    if (fault.drop === "after") {
      return yield* new ConnectionLost()
    }
    yield* answered(result.status)
    return { ...result, headers: { ...result.headers, "clerk-trace-id": traceId, ...lowerCase(fault.headers) } }
  })

  yield* reset
  return {
    handle,
    secretKey,
    seed,
    reset,
    requests: log.all,
    fault: faults.add,
    snapshot: Effect.gen(function*() {
      const accounts = (yield* state.all).toSorted(Orders.make())
      return {
        users: yield* Effect.forEach(accounts, state.answer),
        byUser: Object.fromEntries(accounts.map(({ backupCodes, invitations, memberships, tokens, user }) => [user.id, {
          organizationMemberships: memberships,
          organizationInvitations: invitations,
          oauthAccessTokens: tokens,
          backupCodes: backupCodes.length
        }]))
      }
    })
  }
})

type Match = ReturnType<typeof Route.match<ReturnType<typeof routesOf>[number]>>

/** The table with everything prepared that can be. */
const routesOf = (handlers: Handlers) =>
  Route.routes((Object.keys(operations) as ReadonlyArray<Name>).map((name) => {
    const operation = operations[name]
    return {
      name: `users.${name}`,
      operation,
      segments: Route.segments(operation.path),
      decode: Input.decoder(operation),
      encode: Reply.encoder(operation),
      // The decoder has made sure that the input is that of the handler.
      handle: handlers[name] as (input: Input.Encoded) => Effect.Effect<unknown, Refusal>
    }
  }))

const contentTypeOf = ({ headers }: Request): string => headers["content-type"] ?? ""

const lowerCase = <A>(headers: { readonly [name: string]: A } = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
