/**
 * A backend that knows who is calling, and keeps a table of people in step with Clerk by webhooks.
 *
 *     CLERK_JWT_KEY=… CLERK_WEBHOOK_SIGNING_SECRET=whsec_… npx tsx examples/authenticatedBackend.ts
 *     curl -H "Authorization: Bearer <session token>" http://127.0.0.1:3000/me
 */
import {
  HttpApi,
  HttpApiBuilder,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpApiSchema,
  HttpServer,
  KeyValueStore
} from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { SqlClient } from "@effect/sql"
import { SqliteClient } from "@effect/sql-sqlite-node"
import { Config, DateTime, Effect, Layer, Schema } from "effect"
import type { User } from "effect-clerk"
import * as Authentication from "effect-clerk/Authentication"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as Webhook from "effect-clerk/Webhook"
import * as WebhookDeliveries from "effect-clerk/WebhookDeliveries"
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"

// The API. Every endpoint requires a session.

export class Person extends Schema.Class<Person>("Person")({
  id: Schema.String,
  name: Schema.NullOr(Schema.String)
}) {}

export class Forbidden extends Schema.TaggedError<Forbidden>()(
  "Forbidden",
  {},
  HttpApiSchema.annotations({ status: 403 })
) {}

export class Api extends HttpApi.make("backend").add(
  HttpApiGroup.make("people")
    .add(HttpApiEndpoint.get("me", "/me").addSuccess(Schema.NullOr(Person)))
    .add(HttpApiEndpoint.get("list", "/people").addSuccess(Schema.Array(Person)).addError(Forbidden))
    .middleware(Authentication.Authentication)
) {}

// The table. Clerk delivers events in any order: an older one changes nothing, and what is deleted stays deleted.

const TableLive = Layer.effectDiscard(
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    sql`CREATE TABLE IF NOT EXISTS people (
    id TEXT PRIMARY KEY, name TEXT, updated_at INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
  )`)
)

const save = (user: User) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => {
    const updatedAt = DateTime.toEpochMillis(user.updatedAt)
    return sql`INSERT INTO people (id, name, updated_at) VALUES (${user.id}, ${user.fullName}, ${updatedAt})
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at
      WHERE deleted = 0 AND excluded.updated_at > people.updated_at`
  })

const remove = (id: string | null) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    sql`INSERT INTO people (id, updated_at, deleted) VALUES (${id}, 0, 1)
      ON CONFLICT (id) DO UPDATE SET name = NULL, deleted = 1`)

const people = (id?: string) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* id === undefined
      ? sql`SELECT id, name FROM people WHERE deleted = 0 ORDER BY id`
      : sql`SELECT id, name FROM people WHERE deleted = 0 AND id = ${id}`
    return yield* Schema.decodeUnknown(Schema.Array(Person))(rows)
  }).pipe(Effect.orDie)

const PeopleLive = HttpApiBuilder.group(Api, "people", (handlers) =>
  handlers
    .handle("me", () =>
      Effect.gen(function*() {
        const { userId } = yield* Authentication.CurrentSession
        const [person] = yield* people(userId)
        return person ?? null
      }))
    .handle("list", () =>
      Effect.gen(function*() {
        const session = yield* Authentication.CurrentSession
        return session.has({ role: "org:admin" }) ? yield* people() : yield* new Forbidden()
      })))

// The webhooks, beside the API.

const handle = Webhook.handlers({
  "user.created": ({ data }) => save(data),
  "user.updated": ({ data }) => save(data),
  "user.deleted": ({ data }) => remove(data.id)
})

const WebhooksLive = HttpApiBuilder.Router.use((router) =>
  Effect.flatMap(
    Webhook.makeHttpApp(WebhookDeliveries.once(handle)),
    (app) => router.post("/webhooks/clerk", app)
  )
)

/** The backend. It requires the keys of tokens, the secret of webhooks and a database: from Clerk, or from `ClerkTest` in a test. */
export const BackendLive = HttpApiBuilder.serve().pipe(
  Layer.provide(HttpApiBuilder.api(Api)),
  Layer.provide([PeopleLive, WebhooksLive, TableLive]),
  Layer.provide(Authentication.layer({ authorizedParties: ["https://app.example.com"] })),
  Layer.provide(WebhookDeliveries.layerKeyValueStore()),
  Layer.provide(KeyValueStore.layerMemory)
)

const Main = BackendLive.pipe(
  HttpServer.withLogAddress,
  Layer.provide([ClerkKeys.layerConfig(), Webhook.layerConfig()]),
  Layer.provide(SqliteClient.layer({ filename: "people.db" })),
  Layer.provide(
    NodeHttpServer.layerConfig(() => createServer(), {
      port: Config.integer("PORT").pipe(Config.withDefault(3000)),
      host: Config.succeed("127.0.0.1")
    })
  )
)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  NodeRuntime.runMain(Layer.launch(Main))
}
