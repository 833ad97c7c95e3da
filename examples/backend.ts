/**
 * A backend with two endpoints, whose users are in Clerk.
 *
 *     CLERK_SECRET_KEY=sk_test_… npx tsx examples/backend.ts
 *     curl http://127.0.0.1:3000/people/user_…
 */
import {
  FetchHttpClient,
  HttpApi,
  HttpApiBuilder,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpApiSchema,
  HttpServer
} from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Config, Effect, Layer, Schema } from "effect"
import { Clerk, type ClerkErrors, Errors, type SDKError, type User, Users } from "effect-clerk"
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"

// The API of the backend. It exposes none of Clerk's types: only `Person` and three errors of its own.

export class Person extends Schema.Class<Person>("Person")({
  id: Schema.String,
  name: Schema.NullOr(Schema.String),
  email: Schema.NullOr(Schema.String)
}) {
  static of(user: User) {
    return new Person({ id: user.id, name: user.fullName, email: user.primaryEmailAddress?.emailAddress ?? null })
  }
}

export class NoSuchPerson extends Schema.TaggedError<NoSuchPerson>()(
  "NoSuchPerson",
  {},
  HttpApiSchema.annotations({ status: 404 })
) {}

export class EmailTaken extends Schema.TaggedError<EmailTaken>()(
  "EmailTaken",
  {},
  HttpApiSchema.annotations({ status: 409 })
) {}

export class TryLater extends Schema.TaggedError<TryLater>()(
  "TryLater",
  {},
  HttpApiSchema.annotations({ status: 503 })
) {}

export class Api extends HttpApi.make("backend").add(
  HttpApiGroup.make("people")
    .add(
      HttpApiEndpoint.get("get", "/people/:id")
        .setPath(Schema.Struct({ id: Schema.String }))
        .addSuccess(Person)
        .addError(NoSuchPerson)
        .addError(TryLater)
    )
    .add(
      HttpApiEndpoint.post("invite", "/people")
        .setPayload(Schema.Struct({ email: Schema.String, firstName: Schema.String }))
        .addSuccess(Person)
        .addError(EmailTaken)
        .addError(TryLater)
    )
) {}

// Logs every failure that the front end cannot handle, and returns 503 instead.
const orTryLater = <A, E, R>(self: Effect.Effect<A, E | ClerkErrors | SDKError, R>) =>
  self.pipe(
    Effect.tapErrorCause((cause) => Effect.logError(cause)),
    Effect.catchIf(Errors.isError, () => new TryLater())
  )

const PeopleLive = HttpApiBuilder.group(Api, "people", (handlers) =>
  handlers
    .handle("get", ({ path }) =>
      Users.get({ userId: path.id }).pipe(
        Effect.map(Person.of),
        Errors.catchStatus(404, () => new NoSuchPerson()),
        orTryLater
      ))
    .handle("invite", ({ payload }) =>
      Users.create({ emailAddress: [payload.email], firstName: payload.firstName, skipPasswordRequirement: true }).pipe(
        Effect.map(Person.of),
        Errors.catchCode("form_identifier_exists", () =>
          new EmailTaken()),
        orTryLater
      )))

/** The backend. It requires `Users`: from Clerk, or from `ClerkTest` in a test. */
export const ApiLive = HttpApiBuilder.api(Api).pipe(Layer.provide(PeopleLive))

const Main = HttpApiBuilder.serve().pipe(
  HttpServer.withLogAddress,
  Layer.provide(ApiLive),
  Layer.provide(Clerk.layerConfig()),
  Layer.provide(FetchHttpClient.layer),
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
