import { FetchHttpClient, HttpServer } from "@effect/platform"
import type { HttpClient } from "@effect/platform"
import { NodeHttpClient, NodeHttpServer } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Clerk, Retry, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { createServer } from "node:http"
import { failureOf } from "../support/server.ts"
import { behaviour } from "./behaviour.ts"

const server = Layer.provideMerge(
  ClerkTest.layerServer({ createTOTP: true }),
  NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })
)

/** The real client over real sockets. */
const over = (httpClient: Layer.Layer<HttpClient.HttpClient>) =>
  Layer.unwrapEffect(
    Effect.gen(function*() {
      const { secretKey } = yield* ClerkTest
      const apiUrl = yield* HttpServer.addressFormattedWith((address) => Effect.succeed(`${address}/v1`))
      return Layer.provide(Clerk.layer({ secretKey, apiUrl, retry: Retry.none, rateLimit: "none" }), httpClient)
    })
  ).pipe(Layer.provideMerge(server))

behaviour("in memory", ClerkTest.layer({ createTOTP: true }))
behaviour("an HTTP server through fetch", over(FetchHttpClient.layer))
behaviour("an HTTP server through undici", over(NodeHttpClient.layerUndici))

// F48
it.effect("createTOTP gets 405 from the in-memory Clerk by default, as from Clerk", () =>
  Effect.gen(function*() {
    const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
    const error = yield* failureOf(Users.createTOTP({ userId: ada!.id }))
    assert.strictEqual(error.status, 405)
  }).pipe(Effect.provide(ClerkTest.layer())))
