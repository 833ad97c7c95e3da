/**
 * Validates every request to the in-memory Clerk and every response of it in all tests, against Clerk's OpenAPI file. A test fails
 * with what the file does not allow.
 */
import type { Exit } from "effect"
import type { HttpRequest, HttpResponse } from "effect-clerk/testing"
import { readFileSync } from "node:fs"
import { afterEach, inject, vi } from "vitest"
import type { Exchange } from "./validate.ts"

const schemas = inject("clerkSchemas")

/** What the file does not allow, since the last test. */
const problems: Array<string> = []

/** The number of exchanges of this test file that were validated. */
export const validated = { count: 0 }

/** The bodies of responses that a test asked for. */
const faults = new WeakSet<Uint8Array>()

if (schemas !== null) {
  vi.doMock("../../../src/testing/server/Faults.ts", async (original) => {
    const module = await original<typeof import("../../../src/testing/server/Faults.ts")>()
    return {
      ...module,
      responseOf: (...args: Parameters<typeof module.responseOf>) => {
        const response = module.responseOf(...args)
        if (response !== undefined) faults.add(response.body)
        return response
      }
    }
  })

  vi.doMock("../../../src/testing/server/InMemoryServer.ts", async (original) => {
    const module = await original<typeof import("../../../src/testing/server/InMemoryServer.ts")>()
    // Loaded here, so that the other test files do not wait for it.
    const { Effect } = await import("effect")
    const validator = (await import("./validate.ts")).make(JSON.parse(readFileSync(schemas, "utf8")))
    return {
      ...module,
      make: (...args: Parameters<typeof module.make>) =>
        Effect.map(module.make(...args), (server) => ({
          ...server,
          handle: (request: HttpRequest) =>
            Effect.onExit(server.handle(request), (exit) =>
              Effect.sync(() => {
                validated.count++
                problems.push(...validator.problems(exchangeOf(request, exit)))
              }))
        }))
    }
  })

  afterEach(() => {
    const found = [...new Set(problems.splice(0))]
    if (found.length > 0) {
      throw new Error(`Clerk's OpenAPI file does not allow:\n${found.join("\n")}`)
    }
  })
}

const exchangeOf = ({ body, method, url }: HttpRequest, exit: Exit.Exit<HttpResponse, unknown>): Exchange => ({
  method,
  url,
  sent: json(body),
  received: exit._tag === "Success" && !faults.has(exit.value.body)
    ? { status: exit.value.status, body: json(exit.value.body) }
    : undefined
})

const json = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
