/** Redis as it may be: there, away, or not willing. */
import { Effect } from "effect"
import { connect, createServer, type Server, type Socket } from "node:net"
import type { AddressInfo } from "node:net"

/** The Redis that `REDIS_URL` names; without one, the tests that need it are left out. */
export const redisUrl = process.env["REDIS_URL"]

if (redisUrl === undefined) {
  console.log("left out: the tests against a real Redis, which REDIS_URL would name")
}

/** A way to a Redis that can be cut, with all connections, and mended. */
export const wayTo = Effect.fnUntraced(function*(url: string) {
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
    mend: Effect.sync(() => {
      isCut = false
    })
  }
})

/** The address of what answers the same to every command, as Redis does to a client that may not do anything. */
export const answeringAlways = (line: string) =>
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
