/**
 * Validates the requests of the client and the responses of the in-memory Clerk against Clerk's OpenAPI file, whose path
 * is in `CLERK_OPENAPI`.
 */
import { FetchHttpClient, HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Ajv, type ValidateFunction } from "ajv"
import addFormats from "ajv-formats"
import { DateTime, Effect, Layer, Redacted } from "effect"
import { Clerk, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import * as OTPAuth from "otpauth"
import { parse } from "yaml"

const { CLERK_OPENAPI } = process.env
if (CLERK_OPENAPI === undefined) {
  console.log(
    "skipped: the tests of requests and responses against Clerk's OpenAPI file, because CLERK_OPENAPI is not set"
  )
}

interface Exchange {
  readonly method: string
  readonly url: URL
  readonly sent: unknown
  readonly status: number
  readonly answered: unknown
}

/** A `fetch` that records requests and responses. */
const recording = (exchanges: Array<Exchange>): typeof fetch => async (input, init) => {
  const url = new URL(String(input))
  const response = await fetch(input, init)
  const body = init?.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : ""
  exchanges.push({
    method: init?.method ?? "GET",
    url,
    sent: body.startsWith("{") ? JSON.parse(body) : undefined,
    status: response.status,
    answered: await response.clone().json()
  })
  return response
}

const userId = "user_ada"
const totpSecret = "JBSWY3DPEHPK3PXP"

/** Calls every documented operation, and one that Clerk rejects. */
const callAll = Effect.gen(function*() {
  yield* Users.create({
    emailAddress: ["bob@example.com", "reserved@example.com"],
    emailAddressIdentificationStatus: ["verified", "reserved"],
    phoneNumber: ["+15555550101"],
    web3Wallet: ["0xb0b"],
    username: "bob",
    password: Redacted.make("correct-horse-battery"),
    publicMetadata: { a: { b: [1] } },
    createdAt: DateTime.unsafeMake("2024-01-01T00:00:00Z"),
    createOrganizationsLimit: 3,
    locked: true
  })
  yield* Users.list({ limit: 5, emailAddressQuery: "example", banned: false, createdAtAfter: DateTime.unsafeMake(0) })
  yield* Users.count({ query: "a" })
  yield* Users.get({ userId })
  yield* Users.update({ userId, firstName: "Ada", lastName: null, legalAcceptedAt: DateTime.unsafeMake(0) })
  yield* Users.updateMetadata({ userId, unsafeMetadata: { theme: null } })
  yield* Users.ban({ userId })
  yield* Users.unban({ userId })
  yield* Users.lock({ userId })
  yield* Users.unlock({ userId })
  yield* Users.setProfileImage({ userId, file: Buffer.from("89504e470d0a1a0a", "hex") })
  yield* Users.deleteProfileImage({ userId })
  yield* Users.getOrganizationMemberships({ userId, limit: 2, offset: 0 })
  yield* Users.getOrganizationInvitations({ userId, status: "pending" })
  yield* Users.verifyPassword({ userId, password: Redacted.make("analytical-engine") })
  const now = yield* DateTime.now
  const code = new OTPAuth.TOTP({ secret: totpSecret }).generate({ timestamp: now.epochMillis })
  yield* Users.verifyTOTP({ userId, code: Redacted.make(code) })
  yield* Users.verifyTOTP({ userId, code: Redacted.make("backup-1") })
  yield* Users.deleteBackupCodes({ userId })
  yield* Users.deleteTotp({ userId })
  yield* Users.disableMFA({ userId })
  yield* Users.deletePasskey({ userId, passkeyIdentificationId: "idn_passkey" })
  const ada = yield* Users.get({ userId })
  yield* Users.deleteWeb3Wallet({ userId, web3WalletIdentificationId: ada.web3Wallets[0]!.id })
  yield* Users.deleteExternalAccount({ userId, externalAccountId: ada.externalAccounts[0]!.deletableId })
  yield* Effect.flip(Users.create({ username: "bob", emailAddress: ["bob@example.com"] }))
  yield* Users.delete({ userId })
  yield* Effect.flip(Users.get({ userId }))
})

const described = Effect.gen(function*() {
  const exchanges: Array<Exchange> = []
  const { secretKey } = yield* ClerkTest
  const apiUrl = yield* HttpServer.addressFormattedWith((address) => Effect.succeed(`${address}/v1`))
  yield* callAll.pipe(
    Effect.provide(Clerk.layer({ secretKey, apiUrl, rateLimit: "none" })),
    Effect.provide(FetchHttpClient.layer),
    Effect.provideService(FetchHttpClient.Fetch, recording(exchanges))
  )
  return exchanges
}).pipe(Effect.provide(
  ClerkTest.layerServer({
    users: [{
      id: userId,
      emailAddress: ["ada@example.com"],
      phoneNumber: ["+15555550100"],
      web3Wallet: ["0xada"],
      password: Redacted.make("analytical-engine"),
      totpSecret: Redacted.make(totpSecret),
      backupCodes: [Redacted.make("backup-1"), Redacted.make("backup-2")],
      phoneSecondFactor: true,
      externalAccounts: [{ provider: "oauth_google" }],
      passkeys: [{ id: "idn_passkey" }],
      samlAccounts: [{}],
      enterpriseAccounts: [{}],
      organizationMemberships: [{ role: "org:admin" }],
      organizationInvitations: [{ status: "pending" }],
      lastSignInAt: DateTime.unsafeMake(0)
    }]
  }).pipe(Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" })))
))

describe.skipIf(CLERK_OPENAPI === undefined)("Clerk's OpenAPI file", () => {
  it.live("allows every request of the client and every response of the in-memory Clerk", () =>
    Effect.gen(function*() {
      const spec = parse(readFileSync(CLERK_OPENAPI!, "utf8"))
      const schemaAt = validators(spec)
      const exchanges = yield* described
      const wrong = exchanges.flatMap(({ answered, method, sent, status, url }) => {
        const path = Object.keys(spec.paths).find((template) =>
          spec.paths[template][method.toLowerCase()] !== undefined &&
          new RegExp(`^/v1${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(url.pathname)
        )!
        const endpoint = spec.paths[path][method.toLowerCase()]
        const at = (...keys: ReadonlyArray<string>) => ["paths", path, method.toLowerCase(), ...keys]
        const content = (of: any) => of?.content?.["application/json"] === undefined ? undefined : of
        return [
          ...content(endpoint.requestBody) === undefined || sent === undefined
            ? []
            : schemaAt(at("requestBody", "content", "application/json", "schema"), sent),
          ...endpoint.responses[status] === undefined ? [`undocumented status ${status}`] : schemaAt(
            endpoint.responses[status].$ref === undefined
              ? at("responses", String(status), "content", "application/json", "schema")
              : [...endpoint.responses[status].$ref.slice(2).split("/"), "content", "application/json", "schema"],
            answered
          )
        ].map((problem) => `${method} ${path} ${status}: ${problem}`)
      })
      assert.deepStrictEqual(wrong, [])
      assert.isAbove(exchanges.length, 25)
    }))
})

/** Checks a value against the schema at a place of the description. */
const validators = (spec: object) => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(asJsonSchema(spec) as object, "spec")
  const compiled = new Map<string, ValidateFunction>()
  return (at: ReadonlyArray<string>, value: unknown): ReadonlyArray<string> => {
    const pointer = at.map((key) => key.replaceAll("~", "~0").replaceAll("/", "~1")).map(encodeURIComponent).join("/")
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `spec#/${pointer}` })
    compiled.set(pointer, validate)
    return validate(value) ?
      [] :
      validate.errors!.map(({ instancePath, message, params }) =>
        `${instancePath} ${message} ${JSON.stringify(params)}`
      )
  }
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has the type `null`. */
const asJsonSchema = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (typeof value !== "object" || value === null) return value
  const { nullable, ...schema } = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, asJsonSchema(inner)])
  )
  if (nullable !== true) return schema
  const { oneOf, ...rest } = schema as { readonly oneOf?: ReadonlyArray<unknown> }
  return { anyOf: [{ type: "null" }, oneOf === undefined ? rest : { ...rest, oneOf }] }
}
