/**
 * The in-memory Clerk, with each request and response validated. `vitest.config.ts` puts it in place of the original.
 */
import { Effect } from "effect"
import * as Original from "../../../src/testing/server/InMemoryServer.ts"
import { validate } from "./validated.ts"

export * from "../../../src/testing/server/InMemoryServer.ts"

export const make: typeof Original.make = (...args) =>
  Effect.map(Original.make(...args), (server) => ({
    ...server,
    handle: (request) => Effect.onExit(server.handle(request), (exit) => Effect.sync(() => validate(request, exit)))
  }))
