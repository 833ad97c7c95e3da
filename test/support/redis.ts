/** Redis for tests: a real one, one behind a connection that can be cut, and servers that always return the same line. */
import { Effect } from "effect"
import { connect, createServer, type Server, type Socket } from "node:net"
import type { AddressInfo } from "node:net"

/** The URL of a real Redis. Without it, the tests that need one are skipped. */
export const redisUrl = process.env["REDIS_URL"]

if (redisUrl === undefined) {
  console.log("skipped: the tests against a real Redis, because REDIS_URL is not set")
}

/** A proxy to a Redis. `cut` closes all connections and refuses new ones, until `restore`. */
export const proxyTo = Effect.fnUntraced(function*(url: string) {
  const { hostname, port } = new URL(url)
  let isCut = false
  const sockets = new Set<Socket>()
  const address = yield* listen((socket) => {
    const redis = isCut ? undefined : connect(Number(port || 6379), hostname)
    const ends = redis === undefined ? [socket] : [socket, redis]
    const close = () => ends.forEach((end) => end.destroy())
    for (const end of ends) {
      sockets.add(end)
      end.on("error", close).on("close", close)
    }
    return redis === undefined ? close() : void socket.pipe(redis).pipe(socket)
  })
  return {
    url: `redis://${address}`,
    cut: Effect.sync(() => {
      isCut = true
      sockets.forEach((socket) => socket.destroy())
      sockets.clear()
    }),
    restore: Effect.sync(() => {
      isCut = false
    })
  }
})

/** The address of a server that returns the same line to every command, as Redis does to an unauthorised client. */
export const respondingAlways = (line: string) =>
  listen((socket) => void socket.on("error", () => {}).on("data", () => socket.write(`${line}\r\n`)))

const listen = (serve: (socket: Socket) => void) =>
  Effect.acquireRelease(
    Effect.async<readonly [Server, Set<Socket>]>((resume) => {
      const sockets = new Set<Socket>()
      const server = createServer((socket) => {
        sockets.add(socket)
        serve(socket)
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed([server, sockets])))
    }),
    ([server, sockets]) =>
      Effect.sync(() => {
        server.close()
        sockets.forEach((socket) => socket.destroy())
      })
  ).pipe(Effect.map(([server]) => `127.0.0.1:${(server.address() as AddressInfo).port}`))
