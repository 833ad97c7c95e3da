/**
 * An in-memory Clerk for tests and for work without a network.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Users } from "effect-clerk"
 * import { ClerkTest } from "effect-clerk/testing"
 *
 * const test = Effect.gen(function*() {
 *   yield* ClerkTest.seed([{ username: "ada", firstName: "Ada" }])
 *   yield* ClerkTest.fault({ operation: "users.count", status: 503 })
 *   return yield* Users.list({ username: ["ada"] })
 * }).pipe(Effect.provide(ClerkTest.layer()))
 * ```
 *
 * It keeps users by Clerk's rules and answers with Clerk's statuses and codes. Time is that of the `Clock`, ids come from
 * `Ids`, so a test can pin both.
 *
 * @since 0.1.0
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpServer from "@effect/platform/HttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Clerk from "../Clerk.ts"
import type { ClerkHttp } from "../Http.ts"
import * as Retry from "../Retry.ts"
import type { Users } from "../Users.ts"
import type { Options, Service } from "./Control.ts"
import * as Core from "./server/Core.ts"
import * as FakeClient from "./server/FakeClient.ts"
import * as Server from "./server/Server.ts"

/**
 * The in-memory Clerk: `ClerkTest.layer()` and its like make one, `ClerkTest.seed(…)` and its like control it.
 *
 * @since 0.1.0
 * @category testing
 */
export class ClerkTest extends Effect.Tag("effect-clerk/testing/ClerkTest")<ClerkTest, Service>() {
  /**
   * All that `Clerk.layer` offers, over an in-memory Clerk of its own. By default nothing is tried again and nothing waits for
   * a rate limit, since under a `TestClock` it would wait for ever.
   */
  static readonly layer = (
    options: Options & Pick<Clerk.Options, "retry" | "rateLimit"> = {}
  ): Layer.Layer<Users | ClerkHttp | ClerkTest> =>
    Layer.unwrapEffect(Effect.map(Core.make(options), (core) =>
      Clerk.layer({
        secretKey: core.secretKey,
        retry: options.retry ?? Retry.none,
        rateLimit: options.rateLimit ?? "none"
      }).pipe(
        Layer.orDie,
        Layer.provide(Layer.succeed(HttpClient.HttpClient, FakeClient.make(core))),
        Layer.merge(Layer.succeed(ClerkTest, core))
      )))

  /** An HTTP client that reaches an in-memory Clerk, whatever the host: for a `Clerk.layer` with options of your own. */
  static readonly layerHttpClient = (options?: Options): Layer.Layer<HttpClient.HttpClient | ClerkTest> =>
    Layer.provideMerge(
      Layer.effect(HttpClient.HttpClient, Effect.map(ClerkTest, FakeClient.make)),
      Layer.effect(ClerkTest, Core.make(options))
    )

  /** An in-memory Clerk behind an HTTP server, under `/v1`: for any client, in any language. */
  static readonly layerServer = (options?: Options): Layer.Layer<ClerkTest, never, HttpServer.HttpServer> =>
    Layer.provideMerge(
      Layer.unwrapEffect(Effect.map(ClerkTest, (core) => HttpServer.serve(Server.make(core)))),
      Layer.effect(ClerkTest, Core.make(options))
    )
}
