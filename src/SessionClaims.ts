/**
 * Who is calling: the claims of a session token, the same for both versions of the token.
 *
 * ```ts
 * import type { SessionClaims } from "effect-clerk/SessionClaims"
 *
 * const mayInvoice = (session: SessionClaims) =>
 *   session.has({ permission: "org:invoices:create" }) && session.isReverified("strict")
 * ```
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { OrganizationId, UserId } from "./Schema/Ids.ts"
import { openEnum } from "./Schema/wire/Fields.ts"
import { JsonObject } from "./Schema/wire/Json.ts"

/**
 * The active organization of a session.
 *
 * @since 0.1.0
 * @category models
 */
export class SessionOrganization extends Schema.Class<SessionOrganization>("effect-clerk/SessionOrganization")({
  /** The id of the organization, `org_…`. */
  id: OrganizationId,
  /** The slug of the organization; null when slugs are disabled on the instance. */
  slug: Schema.NullOr(Schema.String),
  /** The role of the user, such as `"org:admin"`; null when the token has none. */
  role: Schema.NullOr(Schema.String),
  /** The permissions of the user, such as `"org:invoices:create"`. System permissions are never in a token. */
  permissions: Schema.Array(Schema.String)
}) {}

/**
 * Features or plans: those of the user and those of the organization.
 *
 * @since 0.1.0
 * @category models
 */
export class Entitlements extends Schema.Class<Entitlements>("effect-clerk/Entitlements")({
  /** Those of the active organization. */
  organization: Schema.Array(Schema.String),
  /** Those of the user. */
  user: Schema.Array(Schema.String)
}) {}

/**
 * The actor of a session: who impersonates its user.
 *
 * @since 0.1.0
 * @category models
 */
export class SessionActor extends Schema.Class<SessionActor>("effect-clerk/SessionActor")({
  /** The id of the actor, such as that of a member of your support. */
  userId: Schema.NonEmptyString,
  /** The type of the actor; null when the token has none. */
  type: Schema.NullOr(Schema.String)
}) {}

/**
 * When the user last verified each factor, before the token was issued.
 *
 * @since 0.1.0
 * @category models
 */
export class FactorVerificationAge extends Schema.Class<FactorVerificationAge>("effect-clerk/FactorVerificationAge")({
  /** The time since the first factor was verified, in whole minutes; null when it never was. */
  firstFactor: Schema.NullOr(Schema.Duration),
  /** The time since the second factor was verified, in whole minutes; null when it never was or the user has none. */
  secondFactor: Schema.NullOr(Schema.Duration)
}) {}

/**
 * What `SessionClaims.has` checks. At least one is required, and all that are given must hold.
 *
 * @since 0.1.0
 * @category models
 */
export interface Authorization {
  /** A role in the active organization, with or without `org:`. */
  readonly role?: string | undefined
  /** A permission in the active organization, with or without `org:`. */
  readonly permission?: string | undefined
  /** A feature, of anyone or with a scope: `"invoices"`, `"org:invoices"`, `"user:invoices"`. */
  readonly feature?: string | undefined
  /** A plan, of anyone or with a scope: `"pro"`, `"org:pro"`, `"user:pro"`. */
  readonly plan?: string | undefined
}

/**
 * How recently which factors must have been verified. Clerk's names mean: `strict_mfa` both factors within 10 minutes; `strict`,
 * `moderate` and `lax` the second factor within 10 minutes, an hour or a day. Where the user has no second factor, the first counts.
 *
 * @since 0.1.0
 * @category models
 */
export type Reverification = "strict_mfa" | "strict" | "moderate" | "lax" | {
  /** The factors that must have been verified. */
  readonly level: "first_factor" | "second_factor" | "multi_factor"
  /** How long ago at most, exclusively. */
  readonly within: Duration.DurationInput
}

/**
 * The claims of a session token.
 *
 * @since 0.1.0
 * @category models
 */
export class SessionClaims extends Schema.Class<SessionClaims>("effect-clerk/SessionClaims")({
  /** The id of the user, `user_…`. */
  userId: UserId,
  /** The id of the session, `sess_…`. */
  sessionId: Schema.NonEmptyString,
  /** The status of the session: `"active"`, or `"pending"` while the user has tasks to complete. */
  status: openEnum("active", "pending"),
  /** The active organization; null without one. */
  organization: Schema.NullOr(SessionOrganization),
  /** The features of the organization and of the user; empty in tokens of version 1. */
  features: Entitlements,
  /** The plans of the organization and of the user; empty in tokens of version 1. */
  plans: Entitlements,
  /** The actor, which impersonates the user; null without one. */
  actor: Schema.NullOr(SessionActor),
  /** When the factors were last verified; null when the token does not say. */
  factorVerificationAge: Schema.NullOr(FactorVerificationAge),
  /** The Frontend API of the instance that issued the token; null when the token does not say. */
  issuer: Schema.NullOr(Schema.String),
  /** The origin that the token was made for; null when the token does not say. */
  authorizedParty: Schema.NullOr(Schema.String),
  /** When the token was issued; null when the token does not say. */
  issuedAt: Schema.NullOr(Schema.DateTimeUtc),
  /** When the token expires. */
  expiresAt: Schema.DateTimeUtc,
  /** The claims that are not Clerk's own, under their names in the token. */
  claims: JsonObject
}) {
  /**
   * Whether the session has all of a role, permission, feature and plan that are given; false when none is given. Custom permissions only:
   * Clerk does not put system permissions into tokens.
   */
  has({ feature, permission, plan, role }: Authorization): boolean {
    const organization = this.organization
    const checks = [
      role === undefined ||
      typeof role === "string" && organization?.role != null && withOrg(organization.role) === withOrg(role),
      permission === undefined ||
      typeof permission === "string" && organization !== null &&
        organization.permissions.includes(withOrg(permission)),
      feature === undefined || isEntitled(this.features, feature),
      plan === undefined || isEntitled(this.plans, plan)
    ]
    return [role, permission, feature, plan].some((asked) => asked !== undefined) && checks.every((holds) => holds)
  }

  /** Whether the user verified the factors recently enough. False when the token does not say when. */
  isReverified(reverification: Reverification): boolean {
    const { level, within } = typeof reverification === "string" ? levels[reverification] : reverification
    const age = this.factorVerificationAge
    if (age === null || age.firstFactor === null && age.secondFactor === null) {
      return false
    }
    const first = age.firstFactor !== null && Duration.lessThan(age.firstFactor, within)
    const second = age.secondFactor !== null && Duration.lessThan(age.secondFactor, within)
    switch (level) {
      case "first_factor":
        return first
      case "second_factor":
        return age.secondFactor === null ? first : second
      case "multi_factor":
        return first && (age.secondFactor === null || second)
    }
  }
}

const levels = {
  strict_mfa: { level: "multi_factor", within: "10 minutes" },
  strict: { level: "second_factor", within: "10 minutes" },
  moderate: { level: "second_factor", within: "1 hour" },
  lax: { level: "second_factor", within: "1 day" }
} as const

const withOrg = (name: string): string => `org:${name.replace(/^(?:org:)+/, "")}`

const isEntitled = ({ organization, user }: Entitlements, asked: unknown): boolean => {
  const [, scope, name] = typeof asked === "string" ? /^(?:([^:]*):)?([^:]+)$/.exec(asked) ?? [] : []
  if (name === undefined) {
    return false
  }
  switch (scope) {
    case undefined:
      return organization.includes(name) || user.includes(name)
    case "o":
    case "org":
    case "organization":
      return organization.includes(name)
    case "u":
    case "user":
      return user.includes(name)
    default:
      return false
  }
}
