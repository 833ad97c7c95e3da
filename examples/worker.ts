import { FetchHttpClient } from "@effect/platform"
import { Effect, Layer, Redacted } from "effect"
import { Clerk, Users } from "effect-clerk"

interface Env {
  readonly CLERK_SECRET_KEY: string
  /** Another address of the API, for tests. */
  readonly CLERK_API_URL?: string
}

// A Cloudflare Worker: variables come with the request, so the layer is built from them.
export default {
  fetch: (_request: Request, env: Env): Promise<Response> =>
    Effect.map(Users.count(), ({ totalCount }) => Response.json({ totalCount })).pipe(
      Effect.provide(Layer.provide(
        Clerk.layer({ secretKey: Redacted.make(env.CLERK_SECRET_KEY), apiUrl: env.CLERK_API_URL }),
        FetchHttpClient.layer
      )),
      Effect.runPromise
    )
}
