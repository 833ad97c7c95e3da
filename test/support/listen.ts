/** Starts a Node server on a free port of 127.0.0.1. Closing the scope closes it with all connections. */
import { Effect } from "effect"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"

/** Returns the URL, without a path. */
export const listen = (server: Server) =>
  Effect.acquireRelease(
    Effect.async<string>((resume) => {
      // With a full backlog, connections open and close seconds late.
      server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () =>
        resume(Effect.sync(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)))
    }),
    () =>
      Effect.async<void>((resume) => {
        server.close(() =>
          resume(Effect.void)
        )
        server.closeAllConnections()
      })
  )
