/**
 * Servers on 127.0.0.1 that speak TLS or something else, and certificates that sign themselves.
 *
 * ```ts
 * const server = yield* listenSecurely(createServer(certificate({ to: "2021-01-01" }))) // its certificate has expired
 * ```
 */
import { FetchHttpClient, type HttpClient } from "@effect/platform"
import { NodeHttpClient, Undici } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import { generateKeyPairSync, sign } from "node:crypto"
import type { AddressInfo, Server, Socket } from "node:net"

/** Returns the `https` URL of a server. Closing the scope closes it with all connections. */
export const listenSecurely = Effect.fnUntraced(function*(server: Server) {
  const sockets = new Set<Socket>()
  server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => {})))
  yield* Effect.acquireRelease(
    Effect.async<void>((resume) => {
      server.listen(0, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.async<void>((resume) => {
        server.close(() => resume(Effect.void))
        sockets.forEach((socket) => socket.destroy())
      })
  )
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` }
})

/** The HTTP clients on Node, with a certificate that they trust. */
export const trusting = (
  ca: string
): ReadonlyArray<readonly [name: string, layer: Layer.Layer<HttpClient.HttpClient>]> => {
  const dispatcher = new Undici.Agent({ connect: { ca } })
  const fetch = ((url: URL, init: Undici.RequestInit) => Undici.fetch(url, { ...init, dispatcher })) as never
  return [
    ["fetch", Layer.provide(FetchHttpClient.layer, Layer.succeed(FetchHttpClient.Fetch, fetch))],
    [
      "undici",
      Layer.provide(
        NodeHttpClient.layerUndiciWithoutDispatcher,
        Layer.succeed(NodeHttpClient.Dispatcher, dispatcher)
      )
    ],
    ["node:http", Layer.provide(NodeHttpClient.layerWithoutAgent, NodeHttpClient.makeAgentLayer({ ca }))]
  ]
}

/** The key and the certificate of a server, in PEM. */
export const certificate = ({ from = "2020-01-01", ip = [127, 0, 0, 1], to = "2120-01-01" } = {}) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from("test")))))
  const names = sequence(alternativeName, der(0x04, sequence(der(0x87, Buffer.from(ip)))))
  const content = sequence(
    der(0xa0, number(2)),
    number(1),
    sequence(ecdsaWithSha256),
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(names))
  )
  const signature = der(0x03, Buffer.of(0), sign("sha256", content, privateKey))
  const base64 = sequence(content, sequence(ecdsaWithSha256), signature).toString("base64")
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`
  }
}

/** A value of ASN.1 in its binary form: tag, length, content. */
const der = (tag: number, ...parts: ReadonlyArray<Uint8Array>): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}

const sequence = (...parts: ReadonlyArray<Uint8Array>): Buffer => der(0x30, ...parts)
const number = (value: number): Buffer => der(0x02, Buffer.of(value))
const time = (date: string): Buffer => der(0x18, Buffer.from(`${date.replaceAll("-", "")}000000Z`))

const commonName = der(0x06, Buffer.of(0x55, 0x04, 0x03))
const alternativeName = der(0x06, Buffer.of(0x55, 0x1d, 0x11))
const ecdsaWithSha256 = der(0x06, Buffer.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
