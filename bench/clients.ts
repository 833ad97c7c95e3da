/** The clients that are measured: effect-clerk, Clerk's own client, and the bare HTTP clients beneath them. */
import { createClerkClient, verifyToken } from "@clerk/backend"
import { verifyWebhook } from "@clerk/backend/webhooks"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "@effect/platform"
import { NodeHttpClient, Undici } from "@effect/platform-node"
import { Effect, Layer, ManagedRuntime, Redacted, Schema, Stream } from "effect"
import type * as EffectClerk from "effect-clerk"
import { importSPKI, jwtVerify } from "jose"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { publicKeyPem, sessionToken, signingSecret, webhook } from "./tokens.ts"

/** What a client can do. A job that a client has no method for is not measured with it. */
export interface Client {
  readonly get?: () => Promise<unknown>
  readonly list?: (limit: number) => Promise<unknown>
  readonly create?: () => Promise<unknown>
  readonly update?: () => Promise<unknown>
  /** One `get` for each id; effect-clerk batches them. */
  readonly gets?: (userIds: ReadonlyArray<string>) => Promise<unknown>
  readonly getMany?: (userIds: ReadonlyArray<string>) => Promise<unknown>
  /** All users, in pages of 500. */
  readonly stream?: () => Promise<unknown>
  /** All users, as fast as the client can. */
  readonly exportAll?: () => Promise<unknown>
  /** Verifies a session token with a key in PEM, without a request. */
  readonly verifyToken?: () => Promise<unknown>
  /** Verifies a webhook of a user. */
  readonly verifyWebhook?: () => Promise<unknown>
  /** Decodes a page of 500 users, without a request. */
  readonly decode?: () => Promise<unknown>
}

export interface Options {
  readonly apiUrl: string
  /** The folder of the build of effect-clerk. */
  readonly build: string
}

const secretKey = "sk_live_bench"
const userId = "user_1"
const body = JSON.stringify({ first_name: "Ada", email_address: ["ada@example.com"] })
const headers = { authorization: `Bearer ${secretKey}`, accept: "application/json" }
const jsonHeaders = { ...headers, "content-type": "application/json" }

const load = <Module>({ build }: Options, file: string): Promise<Module> =>
  import(pathToFileURL(join(build, file)).href) as Promise<Module>

const effectClerk =
  (http: Layer.Layer<HttpClient.HttpClient>, isBare = false) => async (options: Options): Promise<Client> => {
    const { Clerk, Retry, Users } = await load<typeof EffectClerk>(options, "index.js")
    const runtime = ManagedRuntime.make(Layer.provide(
      Clerk.layer({
        secretKey: Redacted.make(secretKey),
        apiUrl: options.apiUrl,
        retry: isBare ? Retry.none : Retry.standard,
        // Limits that are checked for each request, and never delay one.
        rateLimit: isBare ? "none" : [{ per: "instance", limit: 2e9, window: "10 seconds", burst: 1e9 }]
      }),
      http
    ))
    const run = <A, E>(effect: Effect.Effect<A, E, EffectClerk.Users>) =>
      runtime.runPromise(isBare ? Effect.withTracerEnabled(effect, false) : effect)
    const get = (userId: string) => Users.get({ userId })
    return {
      get: () => run(get(userId)),
      list: (limit) => run(Users.list({ limit })),
      create: () => run(Users.create({ firstName: "Ada", emailAddress: ["ada@example.com"] })),
      update: () => run(Users.update({ userId, firstName: "Ada" })),
      gets: (userIds) => run(Effect.forEach(userIds, get, { batching: true, concurrency: "unbounded" })),
      getMany: (userIds) => run(Users.getMany(userIds)),
      stream: () => run(Stream.runCount(Users.stream())),
      exportAll: () => run(Stream.runCount(Users.stream({ partitions: 4 }))),
      verifyToken: prepared(async () => {
        const { layerPem } = await load<typeof import("../src/ClerkKeys.ts")>(options, "ClerkKeys.js")
        const { verify } = await load<typeof import("../src/SessionToken.ts")>(options, "SessionToken.js")
        const runtime = ManagedRuntime.make(layerPem(publicKeyPem))
        await runtime.runtime()
        return () => runtime.runPromise(verify(sessionToken))
      }),
      verifyWebhook: prepared(async () => {
        const { layer, verify } = await load<typeof import("../src/Webhook.ts")>(options, "Webhook.js")
        const runtime = ManagedRuntime.make(layer(Redacted.make(signingSecret)))
        await runtime.runtime()
        return () => runtime.runPromise(verify(webhook))
      }),
      decode: prepared(async () => {
        const { decoder } = await load<typeof import("../src/internal/schema/decode.ts")>(
          options,
          "internal/schema/decode.js"
        )
        const page: unknown = JSON.parse(await pageOf500(options))
        const { decode } = decoder(await listSchema(options))
        return () => decode(page)
      })
    }
  }

const clerkBackend = async ({ apiUrl }: Options): Promise<Client> => {
  const { users } = createClerkClient({ secretKey, apiUrl: apiUrl.replace(/\/v1$/, ""), telemetry: { disabled: true } })
  const stream = async () => {
    let size = 500
    for (let offset = 0; size === 500; offset += size) {
      size = (await users.getUserList({ limit: 500, offset })).data.length
    }
  }
  return {
    get: () => users.getUser(userId),
    list: (limit) => users.getUserList({ limit }),
    create: () => users.createUser({ firstName: "Ada", emailAddress: ["ada@example.com"] }),
    update: () => users.updateUser(userId, { firstName: "Ada" }),
    gets: async (userIds) => {
      for (const id of userIds) {
        await users.getUser(id)
      }
    },
    getMany: async (userIds) => {
      for (let start = 0; start < userIds.length; start += 100) {
        await users.getUserList({ userId: userIds.slice(start, start + 100), limit: 100 })
      }
    },
    stream,
    exportAll: stream,
    verifyToken: () => verifyToken(sessionToken, { jwtKey: publicKeyPem }),
    verifyWebhook: () =>
      verifyWebhook(new Request("http://127.0.0.1/", { method: "POST", ...webhook }), { signingSecret })
  }
}

const bareFetch = async ({ apiUrl }: Options): Promise<Client> => {
  const send = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${apiUrl}${path}`, { headers, ...init })).json()
  return {
    get: () => send(`/users/${userId}`),
    list: (limit) => send(`/users?limit=${limit}`),
    create: () => send("/users", { method: "POST", headers: jsonHeaders, body })
  }
}

const bareUndici = async ({ apiUrl }: Options): Promise<Client> => {
  const dispatcher = new Undici.Agent()
  const send = async (path: string, init: object = {}) =>
    (await Undici.request(`${apiUrl}${path}`, { headers, dispatcher, ...init })).body.json()
  return {
    get: () => send(`/users/${userId}`),
    list: (limit) => send(`/users?limit=${limit}`),
    create: () => send("/users", { method: "POST", headers: jsonHeaders, body })
  }
}

/** The HTTP client of Effect that effect-clerk uses, and nothing else: what a call of effect-clerk costs at least. */
const httpClient = (http: Layer.Layer<HttpClient.HttpClient>) => async ({ apiUrl }: Options): Promise<Client> => {
  const runtime = ManagedRuntime.make(http)
  const send = (path: string) =>
    runtime.runPromise(
      Effect.flatMap(HttpClient.HttpClient, (client) =>
        Effect.flatMap(
          client.execute(HttpClientRequest.get(`${apiUrl}${path}`, { headers })),
          (response) => response.json
        ))
    )
  return {
    get: () => send(`/users/${userId}`),
    list: (limit) => send(`/users?limit=${limit}`)
  }
}

/** The verification of a JWT that effect-clerk uses, and nothing else. */
const jose = async (): Promise<Client> => ({
  verifyToken: prepared(async () => {
    const key = await importSPKI(publicKeyPem, "RS256")
    return () => jwtVerify(sessionToken, key, { algorithms: ["RS256"] })
  })
})

const jsonParse = async (options: Options): Promise<Client> => ({
  decode: prepared(async () => {
    const text = await pageOf500(options)
    return () => JSON.parse(text) as unknown
  })
})

const schemaDecode = async (options: Options): Promise<Client> => ({
  decode: prepared(async () => {
    const decode = Schema.decodeUnknownSync(await listSchema(options))
    const page: unknown = JSON.parse(await pageOf500(options))
    return () => decode(page)
  })
})

const pageOf500 = async ({ apiUrl }: Options) => (await fetch(`${apiUrl}/users?limit=500`)).text()

const listSchema = async (options: Options) => {
  const { userOperations } = await load<typeof EffectClerk>(options, "index.js")
  return userOperations.list.success as unknown as Schema.Schema<unknown>
}

/** What is prepared exists from the first call on, so that it weighs on no other job. */
const prepared = (prepare: () => Promise<() => unknown>) => {
  let ready: Promise<() => unknown> | undefined
  return async () => (await (ready ??= prepare()))()
}

/** Every client by name. */
export const clients = {
  "effect-clerk/undici": effectClerk(NodeHttpClient.layerUndici),
  "effect-clerk/fetch": effectClerk(FetchHttpClient.layer),
  "@clerk/backend": clerkBackend,
  undici: bareUndici,
  "HttpClient/undici": httpClient(NodeHttpClient.layerUndici),
  "HttpClient/fetch": httpClient(FetchHttpClient.layer),
  fetch: bareFetch,
  /** Without retry, rate limiter and span. */
  "effect-clerk/bare": effectClerk(NodeHttpClient.layerUndici, true),
  jose,
  "JSON.parse": jsonParse,
  "Schema.decodeUnknown": schemaDecode
} satisfies { readonly [name: string]: (options: Options) => Promise<Client> }

export type ClientName = keyof typeof clients
