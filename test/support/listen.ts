/** A server of Node on a free port of 127.0.0.1, closed with all its connections when the scope closes. */
import { Effect } from "effect"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"

/** Answers the address, without a path. */
export const listen = (server: Server) =>
  Effect.acquireRelease(
    Effect.async<string>((resume) => {
      // A connection that finds the queue full is made seconds later, and ended seconds later.
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
