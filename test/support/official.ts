/**
 * Clerk's official client as effects, against the in-memory Clerk behind a real HTTP server.
 */
import { type ClerkClient, createClerkClient } from "@clerk/backend"
import { isClerkAPIResponseError } from "@clerk/backend/errors"
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { createServer } from "node:http"

export const server = (options?: Parameters<typeof ClerkTest.layerServer>[0]) =>
  ClerkTest.layerServer(options).pipe(
    Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
  )

const client = Effect.gen(function*() {
  const { secretKey } = yield* ClerkTest
  const apiUrl = yield* HttpServer.addressFormattedWith(Effect.succeed)
  return createClerkClient({ secretKey: Redacted.value(secretKey), apiUrl })
})

/** The result of a method of the official client. */
export const call = <A>(f: (client: ClerkClient) => Promise<A>) =>
  Effect.flatMap(client, (client) => Effect.promise(() => f(client)))

/** The error of a method of the official client that must fail. */
export const failure = (f: (client: ClerkClient) => Promise<unknown>) =>
  Effect.gen(function*() {
    const official = yield* client
    const error = yield* Effect.flip(Effect.tryPromise({ try: () => f(official), catch: (error) => error }))
    assert(isClerkAPIResponseError(error))
    return { status: error.status, code: error.errors[0]?.code, paramName: error.errors[0]?.meta?.paramName }
  })
