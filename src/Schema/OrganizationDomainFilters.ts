/**
 * The parameters of `OrganizationDomains.list` and `OrganizationDomains.listAll`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { filterValues, limit, offset, queryFlag, Signed } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const organizationDomainFilters = Schema.Struct(snakeCase({
  /** `true` for domains that are verified, `false` for domains that are not. */
  verified: queryFlag,
  /** The enrollment mode of the domains, or `{ exclude: mode }` for the domains with another one. */
  enrollmentMode: Schema.optional(Signed),
  /** The maximum number of domains in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of domains to skip; 0 by default. */
  offset
}))

/**
 * The filters and the page of `OrganizationDomains.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationDomainFilters extends Schema.Schema.Type<typeof organizationDomainFilters> {}

/**
 * The filters and the page of `OrganizationDomains.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationDomainFilters: Schema.Schema<
  OrganizationDomainFilters,
  typeof organizationDomainFilters.Encoded
> = organizationDomainFilters

/**
 * The orders of `OrganizationDomains.listAll`: a field, with `-` in front of it for descending.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationDomainOrder = Schema.TemplateLiteral(
  Schema.Literal("", "+", "-"),
  Schema.Literal("created_at", "name")
)

const mode = Schema.String.pipe(
  Schema.filter(
    (mode) => mode !== "" && !/[,+-]/.test(mode) || "Expected an enrollment mode, without `,`, `+` and `-`",
    {
      arbitrary: () => (fc) => fc.constantFrom("manual_invitation", "enterprise_sso")
    }
  )
)

/** Clerk reads these values from one parameter, with commas between them. */
const enrollmentModes = Schema.transform(
  Schema.String,
  Schema.Array(Schema.Union(
    mode,
    Schema.Struct({
      /** The enrollment mode to leave out. */
      exclude: mode
    })
  )).pipe(Schema.minItems(1)),
  {
    strict: true,
    decode: (text) => text.split(",").map((mode) => mode.startsWith("-") ? { exclude: mode.slice(1) } : mode),
    encode: (modes) => modes.map((mode) => typeof mode === "object" ? `-${mode.exclude}` : mode).join(",")
  }
)

const instanceDomainFilters = Schema.Struct(snakeCase({
  /** The id of the organization that the domains belong to. */
  organizationId: Schema.optional(Schema.NonEmptyString),
  /** `true` for domains that are verified, `false` for domains that are not. */
  verified: queryFlag,
  /** The enrollment modes of the domains; `{ exclude: mode }` leaves those of a mode out. */
  enrollmentMode: Schema.optional(enrollmentModes),
  /** Part of the name of a domain, or with `org_` in front the exact id of an organization; not blank. */
  query: Schema.optional(Schema.NonEmptyTrimmedString),
  /** Exact names of domains, 1 to 100. */
  domains: filterValues(Schema.String),
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default. */
  orderBy: Schema.optional(OrganizationDomainOrder),
  /** The maximum number of domains in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of domains to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `OrganizationDomains.listAll`.
 *
 * @since 0.1.0
 * @category models
 */
export interface InstanceDomainFilters extends Schema.Schema.Type<typeof instanceDomainFilters> {}

/**
 * The filters, the order and the page of `OrganizationDomains.listAll`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const InstanceDomainFilters: Schema.Schema<InstanceDomainFilters, typeof instanceDomainFilters.Encoded> =
  instanceDomainFilters
