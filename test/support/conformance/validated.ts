/**
 * What the validation of requests and responses found, and how an exchange is validated.
 */
import type { Exit } from "effect"
import type { HttpRequest, HttpResponse } from "effect-clerk/testing"
import { readFileSync } from "node:fs"
import { inject } from "vitest"
import { type Exchange, make } from "./validate.ts"

/** What the file does not allow, since the last test. */
export const problems: Array<string> = []

/** The number of exchanges that were validated. */
export const validated = { count: 0 }

/** The bodies of responses that a test asked for. */
export const faults = new WeakSet<Uint8Array>()

let validator: ReturnType<typeof make> | undefined

export const validate = (request: HttpRequest, exit: Exit.Exit<HttpResponse, unknown>): void => {
  validator ??= make(JSON.parse(readFileSync(inject("clerkSchemas")!, "utf8")))
  validated.count++
  // The file is that of the newest version.
  const version = request.headers["clerk-api-version"] ?? /__clerk_api_version=([\d-]+)/.exec(request.url)?.[1]
  if (version !== undefined && version !== "2026-05-12") {
    return
  }
  problems.push(...validator.problems(exchangeOf(request, exit)))
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
