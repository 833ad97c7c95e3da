/** Faults of TLS and of the address over every HTTP client: nothing was sent, and what no retry can mend fails at once. */
import { FetchHttpClient, HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schedule, Schema } from "effect"
import { Errors, type Http, Retry, SDKError, Users } from "effect-clerk"
import { createServer as createHttp } from "node:http"
import { createServer } from "node:https"
import * as Net from "node:net"
import * as Tls from "node:tls"
import { client, failureOf, httpClients, reasonOf, respondWith, serve, type Server } from "../../support/server.ts"
import { certificate, listenSecurely, trusting } from "../../support/tls.ts"

const create = Users.create({ emailAddress: ["ada@example.com"] })
const retry = Retry.make({ schedule: Schedule.recurs(2) })
const transport = reasonOf("Transport")

/** The failure of a create that is retried without a delay. */
const failure = (server: Pick<Server, "url">, http: Layer.Layer<HttpClient.HttpClient>, options?: Http.Options) =>
  transport(create).pipe(Effect.provide(Layer.provide(client(server, { retry, ...options }), http)))

const trusted = certificate()

const isFinal = (error: Effect.Effect.Success<ReturnType<typeof failure>>, code: RegExp, advice: RegExp) => {
  assert.match(`${error.reason.cause.code} ${error.reason.cause.message}`, code)
  assert.match(error.message, /^users\.create \(POST \/users\) was not sent: /)
  assert.match(error.message, advice)
  assert.deepStrictEqual(
    [error.attempts, error.outcomeUnknown, Errors.isRetryable(error)],
    [1, false, false]
  )
}

// F13
describe.each(["fetch", "undici", "node:http"])("Over %s", (name) => {
  const [, http] = httpClients.find(([each]) => each === name)!
  const clientThatTrusts = (cert: string) => trusting(cert).find(([each]) => each === name)![1]

  it.scoped("a server whose certificate is trusted is called", () =>
    Effect.gen(function*() {
      const server = yield* listenSecurely(
        createServer(trusted, (_, response) => response.end("{\"object\":\"total_count\",\"total_count\":3}"))
      )
      const layer = Layer.provide(client(server), clientThatTrusts(trusted.cert))
      assert.strictEqual((yield* Effect.provide(Users.count(), layer)).totalCount, 3)
    }))

  const certificates: ReadonlyArray<readonly [name: string, options: Parameters<typeof certificate>[0], code: RegExp]> =
    [
      ["has expired", { to: "2021-01-01" }, /^CERT_HAS_EXPIRED /],
      ["is not valid yet", { from: "2119-01-01" }, /^CERT_NOT_YET_VALID /],
      ["is for another host", { ip: [127, 0, 0, 9] }, /^ERR_TLS_CERT_ALTNAME_INVALID /]
    ]
  it.scoped.each(certificates)(
    "a certificate that %s is a fault that is not retried, and the message says what to do",
    ([, options, code]) =>
      Effect.gen(function*() {
        const pair = certificate(options)
        const server = yield* listenSecurely(createServer(pair))
        isFinal(yield* failure(server, clientThatTrusts(pair.cert)), code, /Check apiUrl, .*NODE_EXTRA_CA_CERTS/)
      })
  )

  it.scoped("a certificate that signs itself is a fault that is not retried, and the message says what to do", () =>
    Effect.gen(function*() {
      const server = yield* listenSecurely(createServer(trusted))
      isFinal(yield* failure(server, http), /^DEPTH_ZERO_SELF_SIGNED_CERT /, /Check apiUrl, .*NODE_EXTRA_CA_CERTS/)
    }))

  const strangers: ReadonlyArray<readonly [name: string, server: () => Net.Server]> = [
    ["speaks HTTP", () => createHttp()],
    ["speaks SSH", () => Net.createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"))],
    [
      "speaks an old version of TLS only",
      () => Tls.createServer({ ...trusted, maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "ALL@SECLEVEL=0" })
    ]
  ]
  it.scoped.each(strangers)(
    "https to a server that %s is not retried, and the message names apiUrl",
    ([, server]) =>
      Effect.gen(function*() {
        const error = yield* failure(yield* listenSecurely(server()), http)
        isFinal(error, /^(?:EPROTO|ERR_SSL_\w+) [a-z0-9 ]+$/, /\. Check the scheme and the port of apiUrl$/)
      })
  )

  it.scoped("a connection that is closed within the TLS handshake is retried, also for a create", () =>
    Effect.gen(function*() {
      let connections = 0
      const server = yield* listenSecurely(Net.createServer((socket) => {
        connections++
        socket.once("data", () => socket.destroy())
      }))
      const error = yield* failure(server, http)
      assert.deepStrictEqual([connections, error.attempts, error.outcomeUnknown], [3, 3, false])
      assert.isTrue(Errors.isRetryable(error))
    }))

  // F4
  const headers: ReadonlyArray<readonly [name: string, header: string, value: string]> = [
    ["a line break in its value", "x-tenant", "a\nb"],
    ["a value beyond Latin-1", "x-tenant", "\u4e2d"],
    ["a space in its name", "x tenant", "a"]
  ]
  it.scoped.each(headers)(
    "a header with %s cannot be sent, which is not retried",
    ([, header, value]) =>
      Effect.gen(function*() {
        const server = yield* serve(respondWith(200, "{}"))
        const transformClient = HttpClient.mapRequest((request: HttpClientRequest.HttpClientRequest) =>
          HttpClientRequest.modify(request, { headers: { [header]: value } })
        )
        isFinal(
          yield* failure(server, http, { transformClient }),
          /./,
          /\. Check the headers that transformClient sets$/
        )
        assert.lengthOf(server.received, 0)
      })
  )

  const addresses: ReadonlyArray<readonly [name: string, url: string]> = [
    ["an unsupported scheme", "ftp://127.0.0.1/v1/users"],
    ["a scheme that nobody knows", "clerk://127.0.0.1/v1/users"]
  ]
  it.scoped.each(addresses)("a URL of transformClient with %s is not retried", ([, url]) =>
    Effect.gen(function*() {
      const transformClient = HttpClient.mapRequest(HttpClientRequest.setUrl(url))
      const error = yield* failure({ url: "http://127.0.0.1:1" }, http, { transformClient })
      isFinal(error, /./, /\. Check the scheme and the port of apiUrl$/)
    }))
})

it.effect("F4: a port that fetch refuses to call is not retried, and the message names apiUrl", () =>
  Effect.gen(function*() {
    const error = yield* failure({ url: "http://127.0.0.1:9" }, FetchHttpClient.layer)
    isFinal(error, /^null bad port$/, /bad port\. Check the scheme and the port of apiUrl$/)
  }))

it.effect("F13: a certificate fault stays one after encoding to JSON and decoding", () =>
  Effect.gen(function*() {
    const layer = Layer.succeed(
      FetchHttpClient.Fetch,
      () => Promise.reject(Object.assign(new Error("certificate has expired"), { code: "CERT_HAS_EXPIRED" }))
    )
    const error = yield* failureOf(create).pipe(
      Effect.provide(client({ url: "https://127.0.0.1:1" })),
      Effect.provide(FetchHttpClient.layer),
      Effect.provide(layer)
    )
    const encoded = JSON.parse(JSON.stringify(yield* Schema.encodeUnknown(SDKError)(error)))
    const decoded = yield* Schema.decodeUnknown(SDKError)(encoded)
    assert.strictEqual(decoded.message, error.message)
    assert.isFalse(Errors.isRetryable(decoded))
  }))
