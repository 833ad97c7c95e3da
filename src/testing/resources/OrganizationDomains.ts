/**
 * The domains of the organizations of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import * as Order from "effect/Order"
import { operations } from "../../operations/OrganizationDomains.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { OrganizationDomainId, OrganizationId } from "../../Schema/Ids.ts"
import { OrganizationDomain, OrganizationDomainVerification } from "../../Schema/OrganizationDomain.ts"
import type { InstanceDomainFilters } from "../../Schema/OrganizationDomainFilters.ts"
import type { Instance } from "../Instance.ts"
import { omit } from "../organizations/omittedKeys.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { includesOrExcludes } from "../server/filters.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"

export const make = ({ organizations: { domains, nextId, organizations } }: Instance): Resource<typeof operations> => {
  const find = Effect.fnUntraced(function*(organizationId: string, domainId: string) {
    const domain = yield* domains.find(domainId)
    return domain.organizationId === organizationId ? domain : yield* ErrorResponse.ofCode("resource_not_found")
  })

  const update = (domain: OrganizationDomain, changes: Partial<OrganizationDomain>) =>
    Effect.flatMap(
      currentTime,
      (updatedAt) => domains.put(new OrganizationDomain({ ...domain, ...changes, updatedAt }, true))
    )

  const list = ({ limit, offset, ...filters }: InstanceDomainFilters) =>
    Effect.map(domains.all, (all) => {
      const found = sort(all.filter(matches(filters)), filters.orderBy)
      return { data: page(found, { limit, offset }), totalCount: found.length }
    })

  return {
    prefix: "organizationDomains",
    operations,
    transformBody: omit,
    handlers: () => ({
      create: Effect.fnUntraced(function*({ enrollmentMode, name, organizationId, verified }) {
        yield* organizations.find(organizationId)
        yield* ErrorResponse.failIfAny(isMode(enrollmentMode))
        const lowerCase = name.toLowerCase()
        if (!/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(lowerCase)) {
          return yield* ErrorResponse.ofParam("form_param_format_invalid", "name")
        }
        if (common.has(lowerCase)) {
          return yield* ErrorResponse.ofParam("organization_domain_common", "name")
        }
        const same = (yield* domains.all).find((it) => it.name === lowerCase)
        if (same !== undefined) {
          return yield* ErrorResponse.ofParam(
            same.organizationId === organizationId
              ? "organization_domain_already_exists_same_organization"
              : "organization_domain_already_exists",
            "name"
          )
        }
        const now = yield* currentTime
        return yield* domains.put(
          new OrganizationDomain({
            id: OrganizationDomainId.make(yield* nextId("orgdmn")),
            organizationId: OrganizationId.make(organizationId),
            name: lowerCase,
            enrollmentMode,
            ...affiliation(verified ?? true),
            createdAt: now,
            updatedAt: now
          }, true)
        )
      }),

      list: ({ enrollmentMode, organizationId, ...filters }) =>
        Effect.zipRight(
          organizations.find(organizationId),
          list({
            ...filters,
            organizationId,
            ...(enrollmentMode === undefined ? {} : { enrollmentMode: [enrollmentMode] })
          })
        ),

      update: Effect.fnUntraced(function*({ domainId, enrollmentMode, organizationId, verified }) {
        const domain = yield* find(organizationId, domainId)
        yield* ErrorResponse.failIfAny(isMode(enrollmentMode))
        return yield* update(domain, {
          enrollmentMode: enrollmentMode ?? domain.enrollmentMode,
          ...(typeof verified === "boolean" ? affiliation(verified) : {})
        })
      }),

      delete: Effect.fnUntraced(function*({ domainId, organizationId }) {
        yield* find(organizationId, domainId)
        yield* domains.remove(domainId)
        return new DeletedObject({ object: "organization_domain", id: domainId, deleted: true })
      }),

      verifyOwnership: Effect.fnUntraced(function*({ domainId, organizationId }) {
        const domain = yield* find(organizationId, domainId)
        if (domain.ownershipVerification?.status === "verified") {
          return domain
        }
        return yield* update(domain, {
          ownershipVerification: new OrganizationDomainVerification({
            status: "verified",
            strategy: "manual_override",
            verifiedAt: yield* currentTime
          }, true)
        })
      }),

      listAll: (filters = {}) => list(filters)
    })
  }
}

/** Some of the domains of e-mail providers, which no organization can have. */
const common = new Set(["gmail.com", "hotmail.com", "icloud.com", "outlook.com", "yahoo.com"])

const modes: ReadonlyArray<string> = [
  "manual_invitation",
  "automatic_invitation",
  "automatic_suggestion",
  "enterprise_sso"
]

const isMode = (mode: string | null | undefined) =>
  typeof mode === "string" && !modes.includes(mode)
    ? [ErrorResponse.ofParam("form_param_value_invalid", "enrollment_mode")]
    : []

const affiliation = (isVerified: boolean) => {
  const verification = new OrganizationDomainVerification({
    status: isVerified ? "verified" : "unverified",
    strategy: isVerified ? "manual_override" : "affiliation_email_code"
  }, true)
  return { affiliationVerification: verification, verification }
}

const matches = (
  { domains, enrollmentMode, organizationId, query, verified }: InstanceDomainFilters
): (domain: OrganizationDomain) => boolean => {
  const hasMode = includesOrExcludes(enrollmentMode)
  return (domain) =>
    (organizationId === undefined || domain.organizationId === organizationId) &&
    (verified === undefined || (domain.affiliationVerification?.status === "verified") === verified) &&
    hasMode([domain.enrollmentMode]) &&
    (domains === undefined || domains.includes(domain.name)) &&
    (query === undefined ||
      (query.startsWith("org_") ? domain.organizationId === query : domain.name.includes(query.toLowerCase())))
}

/** Sorts domains, given with the oldest first. */
const sort = (
  domains: ReadonlyArray<OrganizationDomain>,
  orderBy: NonNullable<InstanceDomainFilters["orderBy"]> = "-created_at"
): ReadonlyArray<OrganizationDomain> => {
  const order = orderBy.endsWith("name") ? byName : byCreation
  return orderBy.startsWith("-") ? domains.toReversed().sort(Order.reverse(order)) : domains.toSorted(order)
}

const byName = Order.mapInput(Order.string, ({ name }: OrganizationDomain) => name)

const byCreation = Order.mapInput(Order.number, ({ createdAt }: OrganizationDomain) => createdAt?.epochMillis ?? 0)
