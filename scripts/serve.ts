/**
 * Serves the in-memory Clerk over HTTP on 127.0.0.1, for any Clerk client in any language:
 * `npm run serve -- --port 8787 --key sk_test_…`
 */
import { Command, Options } from "@effect/cli"
import { HttpServer } from "@effect/platform"
import { NodeContext, NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Either, Layer, Option, Redacted } from "effect"
import { Auth } from "effect-clerk"
import type { UserSeed } from "effect-clerk/testing"
import { ClerkTest, Ids } from "effect-clerk/testing"
import { createServer } from "node:http"
import type { Socket } from "node:net"

const wholeNumber = (name: string, max: number, defaultValue: number) =>
  Options.integer(name).pipe(
    Options.filterMap(
      Option.liftPredicate((value) => value >= 0 && value <= max),
      `Expected '--${name}' to be a whole number from 0 to ${max}.`
    ),
    Options.withDefault(defaultValue)
  )

const options = {
  port: wholeNumber("port", 65_535, 8787).pipe(
    Options.withDescription("The port to listen on; 0 selects a free port.")
  ),
  key: Options.text("key").pipe(
    Options.map(Redacted.make),
    Options.filterMap(
      (key) => Either.getRight(Auth.check(key)),
      "Expected '--key' to be a Clerk secret key, which starts with sk_test_ or sk_live_."
    ),
    Options.withDefault(Redacted.make("sk_test_for_local_use")),
    Options.withDescription("The secret key that the server accepts.")
  ),
  users: wholeNumber("users", 10_000, 0).pipe(
    Options.withDescription("The number of users to create at the start.")
  )
}

const userSeed = (_: unknown, index: number): UserSeed => ({
  emailAddress: [`user${index + 1}@example.com`],
  username: `user${index + 1}`,
  firstName: "User",
  lastName: String(index + 1),
  billingSubscription: { subscriptionItems: [{ plan: { name: "Free", slug: "free", isDefault: true } }] }
})

const instructions = (address: string, key: Redacted.Redacted) => `
The in-memory Clerk listens on ${address}/v1
All data is lost when it stops. Press Ctrl-C to stop.

effect-clerk       CLERK_API_URL=${address}/v1 CLERK_SECRET_KEY=${Redacted.value(key)}
@clerk/backend     createClerkClient({ apiUrl: "${address}", secretKey: "${Redacted.value(key)}" })
curl               curl -H "Authorization: Bearer ${Redacted.value(key)}" ${address}/v1/users
`

/**
 * A server that closes its connections when it stops. By itself, Node waits for a request that a client has begun and for connections that
 * a client keeps open.
 */
const closingConnections = (port: number) => {
  const server = createServer()
  const sockets = new Set<Socket>()
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  const close = Effect.sync(() => sockets.forEach((socket) => socket.destroy()))
  return Layer.scopedDiscard(Effect.addFinalizer(() => close)).pipe(
    Layer.provideMerge(NodeHttpServer.layer(() => server, { host: "127.0.0.1", port }))
  )
}

const serve = Command.make(
  "serve",
  options,
  ({ key, port, users }) =>
    HttpServer.addressFormattedWith((address) => Console.log(instructions(address, key))).pipe(
      Effect.zipRight(Effect.never),
      Effect.provide(
        ClerkTest.layerServer({ secretKey: key, users: Array.from({ length: users }, userSeed) }).pipe(
          Layer.provide(Layer.succeed(Ids, Ids.random)),
          Layer.provideMerge(closingConnections(port))
        )
      ),
      Effect.catchTag("ServeError", ({ cause }) =>
        Effect.zipRight(
          Console.error(`Cannot listen on port ${port}: ${cause instanceof Error ? cause.message : "unknown reason"}`),
          Effect.fail("could not listen")
        ))
    )
).pipe(Command.withDescription("Serves an in-memory Clerk on 127.0.0.1, under /v1."))

const main = Command.run(serve, { name: "In-memory Clerk", version: "0.1.0" })

main(process.argv).pipe(
  Effect.provide(NodeContext.layer),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
