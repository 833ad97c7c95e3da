/**
 * The control of an in-memory Clerk over HTTP, under `/_control`. Faults, latency and rate limits do not apply to it.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { User } from "../../Schema/User.ts"
import * as FaultJson from "../server/FaultJson.ts"
import type { HttpRequest, HttpResponse } from "../server/HttpMessage.ts"
import { empty, json } from "../server/HttpMessage.ts"
import * as Json from "../server/jsonInput.ts"
import { orSentence } from "../server/orSentence.ts"
import * as SnapshotJson from "./SnapshotJson.ts"
import type { Source } from "./Source.ts"

type Handler = (items: ReadonlyArray<unknown>) => Effect.Effect<HttpResponse, string>

const encodeUsers = Schema.encode(Schema.Array(User))

export const make = (source: Source) => {
  const faults = Effect.map(source.activeFaults, (all) => json(200, { faults: all.map(FaultJson.toJson) }))

  /** By path and method. */
  const routes: { readonly [path: string]: { readonly [method: string]: Handler } } = {
    health: { GET: () => Effect.succeed(json(200, { status: "ok" })) },
    reset: { POST: () => Effect.as(source.reset, empty(204)) },
    seed: {
      POST: (items) =>
        Effect.map(
          Effect.flatMap(source.seedJson(items), (users) => Effect.orDie(encodeUsers(users))),
          (users) => json(200, { users })
        )
    },
    snapshot: {
      GET: () => Effect.map(Effect.flatMap(source.snapshot, SnapshotJson.encode), (body) => json(200, body))
    },
    requests: { GET: () => Effect.map(source.requests, (requests) => json(200, { requests })) },
    faults: {
      GET: () => faults,
      POST: (items) => Effect.zipRight(addFaults(source, items), faults),
      DELETE: () => Effect.as(source.clearFaults, empty(204))
    }
  }

  return (request: HttpRequest): Effect.Effect<HttpResponse> | undefined => {
    const [, name] = /^\/_control\/?([^?]*)/.exec(request.url) ?? []
    if (name === undefined) {
      return undefined
    }
    const methods = routes[name] ?? {}
    const handler = methods[request.method]
    return name !== "health" && request.headers["authorization"] !== `Bearer ${Redacted.value(source.secretKey)}`
      ? failure(401, "The control needs the secret key in the header Authorization: Bearer sk_test_….")
      : handler === undefined
      ? routes[name] === undefined
        ? failure(404, `The control has ${Object.keys(routes).join(", ")} and not "${name}".`)
        : failure(405, `The methods of ${name} are ${Object.keys(methods).join(", ")}.`)
      : Effect.catchAll(
        Effect.flatMap(request.method === "POST" && request.body.length > 0 ? itemsOf(request) : none, handler),
        (sentence) => failure(422, sentence)
      )
  }
}

/** Queues faults as JSON: all of them, or none when one is wrong. */
export const addFaults = (source: Source, items: ReadonlyArray<unknown>): Effect.Effect<void, string> =>
  Effect.flatMap(FaultJson.fromJson(items), (faults) => orSentence(source.faults(faults)))

const itemsOf = ({ body }: HttpRequest) => Json.parse(new TextDecoder().decode(body))

const none = Effect.succeed<ReadonlyArray<unknown>>([])

const failure = (status: number, error: string) => Effect.succeed(json(status, { error }))
