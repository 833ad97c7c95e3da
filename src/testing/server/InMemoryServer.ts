/**
 * The in-memory server of a list of resources: receives requests and returns responses, over any transport.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Redacted from "effect/Redacted"
import * as Ref from "effect/Ref"
import type { Table } from "../../Operation.ts"
import { authenticate, MachineKey } from "./Authentication.ts"
import * as Cells from "./Cells.ts"
import type { Counters } from "./Counters.ts"
import * as ErrorResponse from "./ErrorResponse.ts"
import type { Fault } from "./Faults.ts"
import * as Faults from "./Faults.ts"
import type { HttpRequest, HttpResponse } from "./HttpMessage.ts"
import { ConnectionLost, contentTypeOf, empty, json } from "./HttpMessage.ts"
import type { AppliedRequest, Journal } from "./Journal.ts"
import { bytesOf, record, textOf } from "./Journal.ts"
import * as RequestLimits from "./RequestLimits.ts"
import * as RequestLog from "./RequestLog.ts"
import type { Handlers, Resource, SharedState } from "./Resource.ts"
import * as Router from "./Router.ts"
import type { Match, Matched } from "./Routes.ts"
import { distinct, namesOf, routesOf } from "./Routes.ts"

/**
 * Options of the in-memory server.
 *
 * @since 0.1.0
 * @category models
 */
export interface ServerOptions {
  /** The one secret key that is accepted, by default `sk_test_in_memory`. A key that is not in Clerk's format dies. */
  readonly secretKey?: Redacted.Redacted | undefined
  /** How long each request takes longer, under the `Clock`; by default no longer. */
  readonly latency?: Duration.DurationInput | undefined
  /** Keeps the rate limits of a development or a production instance of Clerk; by default there are none. */
  readonly rateLimits?: "development" | "production" | undefined
  /** Resources of your own, in addition to those of the library. */
  readonly resources?: ReadonlyArray<Resource> | undefined
}

/**
 * The control of the in-memory server.
 *
 * @since 0.1.0
 * @category models
 */
export interface InMemoryServer {
  /** The requests received, in order, without secrets. */
  readonly requests: Effect.Effect<ReadonlyArray<RequestLog.SeenRequest>>
  /** Queues a fault. A fault that no request can have, such as one of an unknown operation, dies. */
  readonly fault: (fault: Fault) => Effect.Effect<void>
  /** The faults that wait for requests, with the number of requests that is left to each. */
  readonly activeFaults: Effect.Effect<ReadonlyArray<Fault>>
  /** Removes all faults. */
  readonly clearFaults: Effect.Effect<void>
  /** Restores the initial state, without faults and requests. */
  readonly reset: Effect.Effect<void>
  /** The secret key that is accepted. */
  readonly secretKey: Redacted.Redacted
  /** Handles a request, for other transports such as a mocked `fetch`. */
  readonly handle: (request: HttpRequest) => Effect.Effect<HttpResponse, ConnectionLost>
}

/** The server, whose `reset` its owner runs exclusively. */
export interface Made extends InMemoryServer {
  /** Keeps the state of all resources. */
  readonly save: Cells.Save
  readonly faults: Faults.Faults["add"]
  /** Carries a request out again, without its response. */
  readonly replay: (request: AppliedRequest) => Effect.Effect<void, ErrorResponse.ErrorResponse>
}

export interface Dependencies extends Omit<ServerOptions, "resources"> {
  readonly resources: ReadonlyArray<Resource>
  readonly counters: Counters
  /** Runs one effect at a time. Handlers read first and write afterwards, so two of them must not interleave. */
  readonly exclusively: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E>
  /** Keeps the requests that change something; without it none is kept. */
  readonly journal?: Journal | undefined
}

export const make = Effect.fnUntraced(function*(
  { counters, exclusively, journal, latency, rateLimits, resources, secretKey = Redacted.make("sk_test_in_memory") }:
    Dependencies
): Effect.fn.Return<Made> {
  const routes = Router.sort(resources.flatMap(routesOf))
  const log = yield* RequestLog.make
  const faults = yield* Faults.make(yield* distinct(resources.flatMap(namesOf)))
  const limits = RequestLimits.make(rateLimits)
  const makeHandlers = Effect.suspend(() => {
    const cells = Cells.make()
    return Effect.map(handlersOf(resources, counters), (byName) => ({ byName, cells })).pipe(
      Effect.provideService(Cells.CurrentCells, cells)
    )
  })
  const handlers = yield* Ref.make(yield* makeHandlers)

  const reset = Effect.gen(function*() {
    yield* counters.reset
    yield* log.reset
    yield* faults.reset
    yield* limits.reset
    yield* Ref.set(handlers, yield* makeHandlers)
  })

  /** Runs the handler of a request that has been authenticated. */
  const run = Effect.fnUntraced(function*(
    { params, route }: Matched,
    query: URLSearchParams,
    { contentType, machineKey, version }: Pick<AppliedRequest, "contentType" | "machineKey" | "version">,
    body: Uint8Array,
    around: Around = identity
  ) {
    const input = { ...params, ...yield* route.decode(version)({ query, contentType, body }) }
    const value = yield* Effect.flatMap(handlers, ({ byName }) => byName.get(route.name)!(input)).pipe(
      Effect.provideService(MachineKey, machineKey),
      around
    )
    return { input, value }
  })

  const replay: Made["replay"] = Effect.fnUntraced(function*(request) {
    const [path, query] = parseUrl(request.url)
    const match = Router.match(routes, request.method, path)
    if (match._tag === "Match") {
      yield* run(match, query, request, bytesOf(request))
    }
  })

  const respond = Effect.fnUntraced(function*(request: HttpRequest, query: URLSearchParams, match: Match) {
    if (request.body.length > maxBodyBytes) {
      return yield* ErrorResponse.ofCode("request_body_too_large")
    }
    const { machineKey, version } = yield* authenticate(
      secretKey,
      request,
      query,
      match._tag === "Match" ? match.route.isMachineKey : undefined
    )
    const endpoint = `${request.method} ${request.url.split("?")[0]}`
    if (match._tag === "UnknownPath") {
      return yield* ErrorResponse.ofCode(
        "resource_not_found",
        undefined,
        `The in-memory Clerk does not have the operation ${endpoint}.`
      )
    }
    if (match._tag === "UnknownMethod") {
      return yield* notAllowed(endpoint, match.allowed)
    }
    const { params, route } = match
    if (route.since !== undefined && version < route.since) {
      return yield* ErrorResponse.ofCode(
        "resource_not_found",
        undefined,
        `The version ${version} of the API does not have the operation ${endpoint}: it came with ${route.since}.`
      )
    }
    yield* limits.take(route.name, route.operation, params)
    const { method, url } = request
    const authenticated = { method, url, contentType: contentTypeOf(request), version, machineKey }
    const { input, value } = yield* run(match, query, authenticated, request.body, (effect) =>
      exclusively(
        journal === undefined || method === "GET" || method === "HEAD"
          ? effect
          : record(journal)({ request: { ...authenticated, ...textOf(request.body) } }, effect)
      ))
    const body = yield* route.encode(value)
    return body === undefined
      ? empty(204)
      : json(200, route.transformBody(body, { operation: route.operationName, version, query, input }))
  })

  const handle: InMemoryServer["handle"] = Effect.fnUntraced(function*(given) {
    const request = { ...given, headers: lowerCase(given.headers) }
    const [path, query] = parseUrl(request.url)
    const match = Router.match(routes, request.method, path)
    const operation = match._tag === "Match" ? match.route.name : null
    const logStatus = yield* log.add(yield* RequestLog.entryOf(request, path, query, operation))
    const traceId = (yield* counters.next("trace")).toString(16).padStart(32, "0")
    const fault = yield* faults.take(operation)
    if (latency !== undefined) {
      yield* Effect.sleep(latency)
    }
    if (fault.delay !== undefined) {
      yield* Effect.sleep(fault.delay)
    }
    if (fault.drop === true) {
      return yield* new ConnectionLost()
    }
    const response = Faults.responseOf(fault, traceId) ??
      (yield* Effect.catchTag(
        respond(request, query, match),
        "ErrorResponse",
        (error) => {
          const { body, headers, status } = json(error.status, ErrorResponse.toBody(error, traceId))
          return Effect.succeed({ status, body, headers: { ...headers, ...error.headers } })
        }
      ))
    if (fault.drop === "after") {
      return yield* new ConnectionLost()
    }
    yield* logStatus(response.status)
    const headers = { ...response.headers, "clerk-trace-id": traceId, ...lowerCase(fault.headers) }
    return request.method === "HEAD"
      ? { ...empty(response.status), headers: { ...headers, "content-length": String(response.body.length) } }
      : { ...response, headers }
  })

  return {
    handle,
    secretKey,
    reset,
    replay,
    save: Effect.flatMap(
      handlers,
      (made) => Effect.map(made.cells.save, (restore) => Effect.zipRight(Ref.set(handlers, made), restore))
    ),
    requests: log.all,
    fault: (fault) => faults.add([fault]),
    faults: faults.add,
    activeFaults: faults.all,
    clearFaults: faults.reset
  }
})

const parseUrl = (url: string): readonly [path: string, query: URLSearchParams] => {
  const [path = "", search = ""] = url.split(/\?(.*)/s)
  return [path, new URLSearchParams(search)]
}

/** More than the 10 MB that Clerk allows for an image. */
export const maxBodyBytes = 16 * 1024 * 1024

const notAllowed = (endpoint: string, allowed: ReadonlyArray<string>) => {
  const allow = Array.from(new Set(allowed)).join(", ")
  return ErrorResponse.withHeaders(
    ErrorResponse.make(
      405,
      "method_not_allowed",
      `The in-memory Clerk does not have the operation ${endpoint}. The methods of that path are ${allow}.`
    ),
    { allow }
  )
}

type Around = <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E>

/** The handlers by the names of their operations, with the initial state. */
const handlersOf = Effect.fnUntraced(function*(resources: ReadonlyArray<Resource>, shared: SharedState) {
  const byName = new Map<string, Handlers<Table>[string]>()
  for (const { handlers, prefix } of resources) {
    const made = handlers(shared)
    for (const [name, handler] of Object.entries(Effect.isEffect(made) ? yield* made : made)) {
      byName.set(`${prefix}.${name}`, handler)
    }
  }
  return byName
})

const lowerCase = <A>(headers: { readonly [name: string]: A } = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
