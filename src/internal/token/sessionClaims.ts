/**
 * Reads the claims of a session token, of version 1 and 2, into one shape.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import type { OrganizationId, UserId } from "../../Schema/Ids.ts"
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"
import {
  Entitlements,
  FactorVerificationAge,
  SessionActor,
  SessionClaims,
  SessionOrganization
} from "../../SessionClaims.ts"

/** What a token says about its times and its user, after these were checked. */
export interface Checked {
  readonly sub: string
  readonly sid: string
  readonly exp: number
}

/** Optional claims with a wrong type read as absent, which grants nothing. */
export const read = (payload: JsonObject & Checked): SessionClaims => {
  const features = entitlements(payload["fea"])
  return make(SessionClaims, {
    userId: payload.sub as UserId,
    sessionId: payload.sid,
    status: text(payload["sts"]) ?? "active",
    organization: payload["v"] === 2 ? organizationOf2(payload["o"], features) : organizationOf1(payload),
    features,
    plans: entitlements(payload["pla"]),
    actor: actor(payload["act"]),
    factorVerificationAge: factorVerificationAge(payload["fva"]),
    issuer: text(payload["iss"]),
    authorizedParty: text(payload["azp"]),
    issuedAt: typeof payload["iat"] === "number" ? time(payload["iat"]) : null,
    expiresAt: time(payload.exp),
    claims: Object.fromEntries(Object.entries(payload).filter(([name]) => !ofClerk.has(name)))
  })
}

/** An instance of values that need no validation. The constructor of a schema costs as much as all the rest. */
const make = <A extends object>(
  { prototype }: { readonly prototype: A },
  fields: { readonly [Name in keyof A as A[Name] extends (...args: never) => unknown ? never : Name]: A[Name] }
): A => Object.assign(Object.create(prototype) as A, fields)

/** The last second that a time can have. */
export const maxSeconds = 8.64e12

const time = (seconds: number): DateTime.Utc => DateTime.unsafeMake(seconds * 1000)

const text = (claim: unknown): string | null => typeof claim === "string" && claim !== "" ? claim : null

const organizationOf1 = (payload: JsonObject): SessionOrganization | null => {
  const id = text(payload["org_id"])
  const permissions = payload["org_permissions"]
  return id === null ? null : make(SessionOrganization, {
    id: id as OrganizationId,
    slug: text(payload["org_slug"]),
    role: text(payload["org_role"]),
    permissions: Array.isArray(permissions) ? permissions.filter((name) => typeof name === "string") : []
  })
}

const organizationOf2 = (claim: unknown, features: Entitlements): SessionOrganization | null => {
  const id = isJsonObject(claim) ? text(claim["id"]) : null
  if (!isJsonObject(claim) || id === null) {
    return null
  }
  const role = text(claim["rol"])
  return make(SessionOrganization, {
    id: id as OrganizationId,
    slug: text(claim["slg"]),
    role: role === null ? null : `org:${role}`,
    permissions: permissions(features.organization, words(claim["per"]), words(claim["fpm"]))
  })
}

/** Each number of the map says by its bits, the least significant first, which permissions hold for one feature of the organization. */
const permissions = (
  features: ReadonlyArray<string>,
  names: ReadonlyArray<string>,
  map: ReadonlyArray<string>
): ReadonlyArray<string> =>
  features.flatMap((feature, index) => {
    const bits = map[index]
    // A number of a sound token is far below 1,000 digits; a longer one would only cost time.
    if (bits === undefined || !/^\d{1,1000}$/.test(bits)) {
      return []
    }
    const number = BigInt(bits)
    return names.filter((_, bit) => (number >> BigInt(bit) & 1n) === 1n).map((name) => `org:${feature}:${name}`)
  })

const words = (claim: unknown): ReadonlyArray<string> =>
  typeof claim === "string" && claim !== "" ? claim.split(",").map((word) => word.trim()) : []

/** Reads `o:invoices,u:chat,ou:export`. */
const entitlements = (claim: unknown): Entitlements => {
  const organization: Array<string> = []
  const user: Array<string> = []
  for (const word of words(claim)) {
    const [scope = "", name = ""] = word.split(/:(.*)/s)
    if (name !== "" && /^(?:o|uo|ou)$/.test(scope)) {
      organization.push(name)
    }
    if (name !== "" && /^(?:u|uo|ou)$/.test(scope)) {
      user.push(name)
    }
  }
  return make(Entitlements, { organization, user })
}

/** Whether the actor of a token is missing or valid. An invalid one must not read as none. */
export const hasReadableActor = ({ act }: JsonObject): boolean =>
  act === undefined || act === null || isJsonObject(act) && text(act["sub"]) !== null

const actor = (claim: unknown): SessionActor | null => {
  const userId = isJsonObject(claim) ? text(claim["sub"]) : null
  return isJsonObject(claim) && userId !== null
    ? make(SessionActor, { userId, type: text(claim["type"]) })
    : null
}

const factorVerificationAge = (claim: unknown): FactorVerificationAge | null => {
  if (!Array.isArray(claim) || claim.length !== 2 || !claim.every(isAge)) {
    return null
  }
  const [first, second] = claim.map((minutes: number) => minutes === -1 ? null : Duration.minutes(minutes))
  return make(FactorVerificationAge, { firstFactor: first!, secondFactor: second! })
}

const isAge = (minutes: unknown): boolean => Number.isFinite(minutes) && (minutes === -1 || (minutes as number) >= 0)

const ofClerk: ReadonlySet<string> = new Set(
  "v sub sid iss azp aud iat nbf exp jti sts act fva fea pla o org_id org_role org_slug org_permissions".split(" ")
)
