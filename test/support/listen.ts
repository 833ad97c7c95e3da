/** A server of Node on a free port of 127.0.0.1, closed with all its connections when the scope closes. */
import { Effect } from "effect"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"

/** Answers the address, without a path. */
export const listen = (server: Server) =>
  Effect.acquireRelease(
    Effect.async<string>((resume) => {
      server.listen(0, "127.0.0.1", () =>
        resume(Effect.sync(() =>
          `http://127.0.0.1:${(server.address() as AddressInfo).port}`
        )))
    }),
    () =>
      Effect.async<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )
