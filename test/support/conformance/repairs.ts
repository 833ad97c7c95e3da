/**
 * Where Clerk's OpenAPI file is wrong about what Clerk sends or accepts. Each repair merges an object into the file; `undefined`
 * removes a key. A repair that changes nothing fails.
 */
export interface Repair {
  readonly reason: string
  /** The keys that lead to an object of the file. */
  readonly at: ReadonlyArray<string>
  readonly add: { readonly [key: string]: unknown }
}

const tokens = { $ref: "#/components/schemas/OAuthAccessToken" }

export const repairs: ReadonlyArray<Repair> = [
  {
    reason: "Clerk sends `{ data, total_count }` with `paginated=true`; the file has the list without it only.",
    at: ["components", "responses", "OAuthAccessToken", "content", "application/json"],
    add: {
      schema: {
        anyOf: [
          tokens,
          {
            type: "object",
            properties: { data: tokens, total_count: { type: "integer" } },
            required: ["data", "total_count"],
            additionalProperties: false
          }
        ]
      }
    }
  }
]
