/** A TCP proxy that is as slow as a link: each direction has a bandwidth, which its connections share, and a delay. */
import { connect, createServer, type Server, type Socket } from "node:net"

export interface Link {
  readonly bitsPerSecond: number
  /** There and back. */
  readonly roundTripMillis: number
}

export const startLink = (port: number, link: Link): Server => {
  const up = direction(link)
  const down = direction(link)
  return createServer({ noDelay: true }, (client) => {
    const server = connect({ port, host: "127.0.0.1", noDelay: true })
    up(client, server)
    down(server, client)
  }).listen(0, "127.0.0.1")
}

/** Small enough that connections share the bandwidth. */
const pieceBytes = 16_384

const direction = ({ bitsPerSecond, roundTripMillis }: Link) => {
  let freeAt = 0
  const later = (run: () => void) => setTimeout(run, freeAt + roundTripMillis / 2 - performance.now())
  return (from: Socket, to: Socket) => {
    from.on("data", (bytes) => {
      for (let start = 0; start < bytes.length; start += pieceBytes) {
        const piece = bytes.subarray(start, start + pieceBytes)
        freeAt = Math.max(freeAt, performance.now()) + piece.length * 8000 / bitsPerSecond
        later(() => to.write(piece))
      }
    })
    from.on("end", () => later(() => to.end()))
    from.on("error", () => to.destroy())
    from.on("close", () => later(() => to.destroy()))
  }
}
