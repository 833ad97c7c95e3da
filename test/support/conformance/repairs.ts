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

const replaceMetadata = (path: string) =>
  ["paths", path, "put", "requestBody", "content", "application/json", "schema", "properties"] as const

/** A list that Clerk sends as a page with `paginated=true`. */
const paginated = (response: string, item: string): Repair => {
  const items = { type: "array", items: { $ref: `#/components/schemas/${item}` } }
  return {
    reason: "Clerk sends `{ data, total_count }` with `paginated=true`; the file has the list without it only.",
    at: ["components", "responses", response, "content", "application/json"],
    add: {
      schema: {
        anyOf: [
          items,
          {
            type: "object",
            properties: { data: items, total_count: { type: "integer" } },
            required: ["data", "total_count"],
            additionalProperties: false
          }
        ]
      }
    }
  }
}

/** Where the file has the shape of an older version of the API, whose fields Clerk's own client does not read. */
export const newerShapes: ReadonlyArray<Repair> = [
  {
    reason: "The file has the shape of an older version of the API here; Clerk's own client reads the newer one.",
    at: ["components", "responses", "CommerceSubscriptionItem-2", "content", "application/json", "schema"],
    add: { $ref: "#/components/schemas/CommerceSubscriptionItem" }
  },
  {
    reason: "The file has the shape of an older version of the API here; Clerk's own client reads the newer one.",
    at: ["components", "schemas", "CommercePriceTransitionResponse", "properties", "subscription_item"],
    add: { $ref: "#/components/schemas/CommerceSubscriptionItem" }
  },
  {
    reason: "The file has the shape of an older version of the API here.",
    at: ["components", "schemas", "CommercePriceTransitionDetails", "properties", "previous_plan"],
    add: { $ref: "#/components/schemas/CommercePlan" }
  }
]

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
  },
  paginated("AllowlistIdentifier.List", "AllowlistIdentifier"),
  paginated("Client.List", "Client"),
  paginated("Invitation.List", "Invitation"),
  paginated("RedirectURL.List", "RedirectURL"),
  paginated("Session.List", "Session"),
  paginated("JWTTemplate.List", "JWTTemplate"),
  {
    reason:
      "Clerk sends fields of a user that the file does not have, such as `requires_password_reset`; a test can seed others.",
    at: ["components", "schemas", "User"],
    add: { additionalProperties: true }
  },
  {
    reason: "Clerk's own client reads whom the token is for, and who acts with it.",
    at: [
      "paths",
      "/oauth_applications/access_tokens/verify",
      "post",
      "responses",
      "200",
      "content",
      "application/json",
      "schema",
      "anyOf",
      "0",
      "properties"
    ],
    add: { aud: {}, act: { type: "object" } }
  },
  ...newerShapes,
  ...["public_metadata", "private_metadata", "unsafe_metadata"].map((kind): Repair => ({
    reason: "Clerk's own client documents that null clears a kind of metadata.",
    at: [...replaceMetadata("/users/{user_id}/metadata"), kind],
    add: { nullable: true }
  })),
  ...["public_metadata", "private_metadata"].map((kind): Repair => ({
    reason: "Clerk's own client documents that null clears a kind of metadata.",
    at: [...replaceMetadata("/organizations/{organization_id}/metadata"), kind],
    add: { nullable: true }
  }))
]

/** Error statuses that the file leaves out although every operation can have them, with the reason. */
export const generalStatuses: { readonly [status: number]: string } = {
  400: "the API version is not valid, or the request is malformed",
  401: "the secret key is not valid",
  413: "the body is too large",
  415: "the content type of the body is not supported",
  429: "too many requests"
}
