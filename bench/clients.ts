/** The same work by other means: bare `fetch`, bare undici, Clerk's own client, an `HttpApiClient`, and ours. */
import { createClerkClient } from "@clerk/backend"
import {
  FetchHttpClient,
  HttpApi,
  HttpApiClient,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpClient,
  HttpClientRequest
} from "@effect/platform"
import { NodeHttpClient, Undici } from "@effect/platform-node"
import { Effect, Layer, ManagedRuntime, Redacted, Schema, type Scope } from "effect"
import { Clerk, Retry, User, Users } from "effect-clerk"

/** What every client can do. */
export interface Client {
  readonly get: () => Promise<unknown>
  readonly list: (limit: number) => Promise<unknown>
  readonly create: () => Promise<unknown>
  readonly close: () => Promise<void>
}

const secretKey = "sk_live_bench"
const userId = "user_1"
const created = { first_name: "Ada", email_address: ["ada@example.com"] }
const headers = { authorization: `Bearer ${secretKey}`, accept: "application/json" }
const json = { ...headers, "content-type": "application/json" }
const nothing = async () => {}

const withFetch = (apiUrl: string): Client => {
  const ask = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${apiUrl}${path}`, { headers, ...init })).json()
  return {
    get: () => ask(`/users/${userId}`),
    list: (limit) => ask(`/users?limit=${limit}`),
    create: () => ask("/users", { method: "POST", headers: json, body: JSON.stringify(created) }),
    close: nothing
  }
}

const withUndici = (apiUrl: string): Client => {
  const agent = new Undici.Agent()
  const ask = async (path: string, init: object = {}) =>
    (await Undici.request(`${apiUrl}${path}`, { headers, dispatcher: agent, ...init })).body.json()
  return {
    get: () => ask(`/users/${userId}`),
    list: (limit) => ask(`/users?limit=${limit}`),
    create: () => ask("/users", { method: "POST", headers: json, body: JSON.stringify(created) }),
    close: () => agent.close()
  }
}

const official = (apiUrl: string): Client => {
  const { users } = createClerkClient({ secretKey, apiUrl: apiUrl.replace(/\/v1$/, ""), telemetry: { disabled: true } })
  return {
    get: () => users.getUser(userId),
    list: (limit) => users.getUserList({ limit }),
    create: () => users.createUser({ firstName: "Ada", emailAddress: ["ada@example.com"] }),
    close: nothing
  }
}

/** As one would write it who has our schemas and nothing else of ours. */
const plain = async (apiUrl: string): Promise<Client> => {
  const Api = HttpApi.make("clerk").add(
    HttpApiGroup.make("users")
      .add(HttpApiEndpoint.get("get", "/users/:id").setPath(Schema.Struct({ id: Schema.String })).addSuccess(User))
      .add(
        HttpApiEndpoint.get("list", "/users")
          .setUrlParams(Schema.Struct({ limit: Schema.NumberFromString }))
          .addSuccess(Schema.Array(User))
      )
      .add(
        HttpApiEndpoint.post("create", "/users")
          .setPayload(Schema.Struct({ first_name: Schema.String, email_address: Schema.Array(Schema.String) }))
          .addSuccess(User)
      )
  )
  const runtime = ManagedRuntime.make(NodeHttpClient.layerUndici)
  const { users } = await runtime.runPromise(HttpApiClient.make(Api, {
    baseUrl: apiUrl,
    transformClient: HttpClient.mapRequest(HttpClientRequest.bearerToken(secretKey))
  }))
  return {
    get: () => runtime.runPromise(users.get({ path: { id: userId } })),
    list: (limit) => runtime.runPromise(users.list({ urlParams: { limit } })),
    create: () => runtime.runPromise(users.create({ payload: created })),
    close: () => runtime.dispose()
  }
}

const ours = (http: Layer.Layer<HttpClient.HttpClient>, apiUrl: string): Client => {
  const runtime = ManagedRuntime.make(Layer.provide(
    Clerk.layer({
      secretKey: Redacted.make(secretKey),
      apiUrl,
      retry: Retry.standard,
      // Kept, and never in the way.
      rateLimit: [{ per: "instance", limit: 2e9, window: "10 seconds", burst: 1e9 }]
    }),
    http
  ))
  return {
    get: () => runtime.runPromise(Users.get({ userId })),
    list: (limit) => runtime.runPromise(Users.list({ limit })),
    create: () => runtime.runPromise(Users.create({ firstName: "Ada", emailAddress: ["ada@example.com"] })),
    close: () => runtime.dispose()
  }
}

const scoped = (make: Effect.Effect<Client>) => Effect.acquireRelease(make, ({ close }) => Effect.promise(close))

/** Every client by name. */
export const clients: { readonly [name: string]: (apiUrl: string) => Effect.Effect<Client, never, Scope.Scope> } = {
  fetch: (apiUrl) => scoped(Effect.sync(() => withFetch(apiUrl))),
  undici: (apiUrl) => scoped(Effect.sync(() => withUndici(apiUrl))),
  "@clerk/backend": (apiUrl) => scoped(Effect.sync(() => official(apiUrl))),
  HttpApiClient: (apiUrl) => scoped(Effect.promise(() => plain(apiUrl))),
  "effect-clerk, fetch": (apiUrl) => scoped(Effect.sync(() => ours(FetchHttpClient.layer, apiUrl))),
  "effect-clerk, undici": (apiUrl) => scoped(Effect.sync(() => ours(NodeHttpClient.layerUndici, apiUrl)))
}
