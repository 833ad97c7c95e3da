/** JWT templates. */
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Duration, Effect, Redacted, Stream } from "effect"
import { jwtTemplateOperations, JwtTemplates } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, plain, refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const template = {
  object: "jwt_template",
  id: "jtmp_1",
  name: "supabase",
  claims: { appRole: "{{user.public_metadata.role}}" },
  lifetime: 300,
  allowed_clock_skew: 5,
  custom_signing_key: true,
  signing_algorithm: "HS256",
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const templateRead = {
  object: "jwt_template",
  id: "jtmp_1",
  name: "supabase",
  claims: { appRole: "{{user.public_metadata.role}}" },
  lifetime: "5m",
  allowedClockSkew: "5s",
  customSigningKey: true,
  signingAlgorithm: "HS256",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof jwtTemplateOperations>("jwtTemplates", {
  list: {
    call: JwtTemplates.list({ limit: 2, offset: 4 }),
    sends: ["GET", `${api}/jwt_templates?paginated=true&limit=2&offset=4`],
    answered: { data: [template], total_count: 5 },
    reads: { data: [templateRead], totalCount: 5 },
    refused: [401, "clerk_key_invalid"]
  },
  create: {
    call: JwtTemplates.create({
      name: "supabase",
      claims: { appRole: "{{user.public_metadata.role}}" },
      lifetime: 300,
      allowedClockSkew: null,
      customSigningKey: true,
      signingAlgorithm: "HS256",
      signingKey: Redacted.make("secret key")
    }),
    sends: [
      "POST",
      `${api}/jwt_templates`,
      `{"name":"supabase","claims":{"appRole":"{{user.public_metadata.role}}"},"lifetime":300,"allowed_clock_skew":null,"custom_signing_key":true,"signing_algorithm":"HS256","signing_key":"secret key"}`
    ],
    answered: template,
    reads: templateRead,
    refused: [400, "jwt_template_reserved_claim"]
  },
  get: {
    call: JwtTemplates.get({ templateId: "jtmp_1" }),
    sends: ["GET", `${api}/jwt_templates/jtmp_1`],
    answered: template,
    reads: templateRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: JwtTemplates.update({ templateId: "jtmp_1", name: "supabase", claims: {} }),
    sends: ["PATCH", `${api}/jwt_templates/jtmp_1`, `{"name":"supabase","claims":{}}`],
    answered: template,
    reads: templateRead,
    refused: [402, "unsupported_subscription_plan_features"]
  },
  delete: {
    call: JwtTemplates.delete({ templateId: "jtmp_1" }),
    sends: ["DELETE", `${api}/jwt_templates/jtmp_1`],
    ...deleted("jwt_template", "jtmp_1"),
    refused: [403, "session_token_jwt_template"]
  }
})

describe("The in-memory Clerk", () => {
  it.effect("keeps JWT templates: the newest first, each name once, with Clerk's defaults", () =>
    Effect.gen(function*() {
      const { id: templateId, ...first } = yield* JwtTemplates.create({ name: "one", claims: { role: "reader" } })
      assert.deepStrictEqual(plain([first.lifetime, first.allowedClockSkew, first.signingAlgorithm]), [
        "1m",
        "5s",
        "RS256"
      ])
      const { id } = yield* JwtTemplates.create({ name: "two", claims: {}, lifetime: 30 })
      const { data, totalCount } = yield* JwtTemplates.list({ limit: 1 })
      assert.deepStrictEqual([data.map(({ name }) => name), totalCount], [["two"], 2])
      assert.deepStrictEqual(yield* codesOf(JwtTemplates.create({ name: "two", claims: {} })), [
        422,
        "form_identifier_exists"
      ])
      assert.deepStrictEqual(yield* codesOf(JwtTemplates.update({ templateId, name: "two", claims: {} })), [
        422,
        "form_identifier_exists"
      ])
      const updated = yield* JwtTemplates.update({ templateId: id, name: "two", claims: {}, lifetime: null })
      assert.strictEqual(Duration.toSeconds(updated.lifetime), 60)
      yield* JwtTemplates.delete({ templateId })
      assert.deepStrictEqual(yield* codesOf(JwtTemplates.get({ templateId })), [404, "resource_not_found"])
      assert.deepStrictEqual(yield* codesOf(JwtTemplates.delete({ templateId })), [404, "resource_not_found"])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("refuses reserved claims, and a key of your own without its algorithm and its value", () =>
    Effect.gen(function*() {
      const create = (input: object) => JwtTemplates.create({ name: "one", claims: {}, ...input })
      assert.deepStrictEqual(yield* codesOf(create({ claims: { exp: 1 } })), [400, "jwt_template_reserved_claim"])
      assert.deepStrictEqual(yield* codesOf(create({ customSigningKey: true })), [
        422,
        "form_conditional_param_missing",
        "form_conditional_param_missing"
      ])
      const signed = yield* create({
        customSigningKey: true,
        signingAlgorithm: "HS256",
        signingKey: Redacted.make("secret")
      })
      assert.isTrue(signed.customSigningKey)
      assert.strictEqual(signed.signingAlgorithm, "HS256")
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("returns all JWT templates as a stream", () =>
    Effect.gen(function*() {
      yield* Effect.forEach(
        Array.from({ length: 12 }, (_, index) => `template${index}`),
        (name) => JwtTemplates.create({ name, claims: {} })
      )
      const all = yield* Stream.runCollect(JwtTemplates.stream())
      assert.strictEqual(Chunk.size(all), 12)
      assert.strictEqual(Chunk.unsafeHead(all).name, "template11")
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation", () =>
    callsEveryOperation(
      "jwtTemplates",
      jwtTemplateOperations,
      Effect.gen(function*() {
        const { id: templateId } = yield* JwtTemplates.create({ name: "one", claims: { role: "reader" }, lifetime: 60 })
        yield* JwtTemplates.list()
        yield* JwtTemplates.get({ templateId })
        yield* JwtTemplates.update({ templateId, name: "one", claims: {}, allowedClockSkew: 300 })
        yield* refusal(JwtTemplates.update({ templateId: "jtmp_none", name: "two", claims: {} }))
        yield* JwtTemplates.delete({ templateId })
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})

describe("A JWT template", () => {
  it.effect("with times out of Clerk's limits is refused before it is sent", () =>
    Effect.gen(function*() {
      const reason = yield* failure(
        JwtTemplates.create({ name: "one", claims: {}, lifetime: 29, allowedClockSkew: 301 })
      )
      assert.deepStrictEqual(plain(reason), {
        _tag: "InvalidRequest",
        issues: [
          { path: "lifetime", message: "Expected a whole number from 30 to 315360000, got 29" },
          { path: "allowedClockSkew", message: "Expected a whole number from 0 to 300, got 301" }
        ]
      })
    }).pipe(Effect.provide(ClerkTest.layer())))
})
