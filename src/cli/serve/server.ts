/**
 * The HTTP server of `effect-clerk serve`.
 */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { createServer } from "node:http"
import type { Socket } from "node:net"
import { CommandFailed } from "../CommandFailed.ts"

/**
 * A server that closes its connections when it stops. By itself, Node waits for a request that a client has begun and for connections that
 * a client keeps open.
 */
export const layer = (host: string, port: number) => {
  const server = createServer()
  const sockets = new Set<Socket>()
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  const close = Effect.sync(() => sockets.forEach((socket) => socket.destroy()))
  return Layer.scopedDiscard(Effect.addFinalizer(() => close)).pipe(
    Layer.provideMerge(
      Layer.catchAll(
        NodeHttpServer.layer(() => server, { host, port }),
        ({ cause }) =>
          Layer.fail(new CommandFailed({ message: `Cannot listen on ${host}:${port}: ${reasonOf(cause)}.` }))
      )
    )
  )
}

const reasonOf = (cause: unknown): string => {
  const { code, message } = cause instanceof Error
    ? cause as NodeJS.ErrnoException
    : new Error("unknown reason") as NodeJS.ErrnoException
  return code === undefined ? message : reasons[code] ?? code
}

const reasons: { readonly [code: string]: string } = {
  EACCES: "this user may not use that port",
  EADDRINUSE: "the port is in use by another program. Choose one with --port, or --port 0 for any",
  EADDRNOTAVAIL: "this machine does not have that address",
  ENOTFOUND: "there is no such host"
}
