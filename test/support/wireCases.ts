/**
 * Literal tests of operations: what one call of each sends, how its response decodes, and one error that Clerk documents.
 *
 * ```ts
 * testOperations("redirectUrls", operations, { get: { call: …, sends: ["GET", "https://…"], answered: …, reads: …, refused: [404, "resource_not_found"] } })
 * ```
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Clerk } from "effect-clerk"
import { version } from "../../src/internal/version.ts"
import { answering, type Failure, only, plain, refusal, textOf } from "./wire.ts"

export interface Case {
  readonly call: Effect.Effect<unknown, Failure, Clerk.Resources>
  /** The method, the URL and the body. */
  readonly sends: readonly [method: string, url: string, body?: string]
  /** The body of the response; undefined for a 204 without one. */
  readonly answered: unknown
  /** The value that the call returns, as plain JSON. */
  readonly reads: unknown
  /** An error that Clerk documents for the operation. */
  readonly refused: readonly [status: number, code: string]
}

export const testOperations = <Operations extends object>(
  prefix: string,
  cases: { readonly [Name in keyof Operations & string]: Case }
): void => {
  describe.each(Object.entries<Case>(cases))(`${prefix}.%s`, (name, { answered, call, reads, refused, sends }) => {
    const [method, url, body] = sends

    it.effect("sends its method, URL, headers and body", () =>
      Effect.gen(function*() {
        const { layer, sent } = answering({ status: answered === undefined ? 204 : 200, body: answered })
        yield* Effect.provide(call, layer)
        const request = only(sent)
        const boundary = /boundary=(.+)$/.exec(request.headers["content-type"] ?? "")?.[1] ?? "no boundary"
        const { "content-length": length, "content-type": type, ...headers } = request.headers
        assert.strictEqual(`${request.method} ${request.url}`, `${method} ${url}`)
        assert.deepStrictEqual(headers, {
          accept: "application/json",
          "accept-encoding": "gzip, deflate, br",
          authorization: "Bearer sk_test_wire",
          "clerk-api-version": "2026-05-12",
          "user-agent": `effect-clerk/${version}`
        })
        assert.strictEqual(
          type?.replace(boundary, "boundary"),
          body && (body.startsWith("--") ? "multipart/form-data; boundary=boundary" : "application/json")
        )
        assert.strictEqual(length, body && String(request.body?.length))
        assert.strictEqual(textOf(request)?.replaceAll(boundary, "boundary").trimEnd(), body)
      }))

    it.effect("decodes the response", () =>
      Effect.gen(function*() {
        const { layer } = answering({ status: answered === undefined ? 204 : 200, body: answered })
        assert.deepStrictEqual(plain(yield* Effect.provide(call, layer)), reads)
      }))

    it.effect("fails with the error that Clerk returns", () =>
      Effect.gen(function*() {
        const [status, code] = refused
        const { layer } = answering({
          status,
          body: {
            errors: [{ code, message: "no", long_message: "No, and this is why.", meta: { param_name: "user_id" } }],
            clerk_trace_id: "trace_1"
          }
        })
        const error = yield* refusal(Effect.provide(call, layer))
        assert.strictEqual(error.operation, `${prefix}.${name}`)
        assert.strictEqual(error.status, status)
        assert.deepStrictEqual(plain(error.errors), [
          {
            code,
            message: "no",
            longMessage: "No, and this is why.",
            meta: { param_name: "user_id" },
            clerkTraceId: null
          }
        ])
        assert.strictEqual(error.errors[0]?.paramName, "user_id")
        assert.strictEqual(error.traceId, "trace_1")
      }))
  })
}

/** The body of a deleted object, and what it decodes to. */
export const deleted = (object: string, id: string) => ({
  answered: { object, id, deleted: true },
  reads: { object, id, deleted: true, slug: null, externalId: null }
})
