/**
 * The filters of enterprise connections and of their test runs.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./wire/Fields.ts"
import { filterValues, limit, offset, queryFlag, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const enterpriseConnectionFilters = Schema.Struct(snakeCase({
  /** The id of the organization that the connections belong to. */
  organizationId: queryText,
  /** `true` for active connections, `false` for those that are not. */
  active: queryFlag,
  /** The maximum number of connections in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of connections to skip; 0 by default. */
  offset
}))

/**
 * The filters and the page of `EnterpriseConnections.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface EnterpriseConnectionFilters extends Schema.Schema.Type<typeof enterpriseConnectionFilters> {}

/**
 * The filters and the page of `EnterpriseConnections.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const EnterpriseConnectionFilters: Schema.Schema<
  EnterpriseConnectionFilters,
  typeof enterpriseConnectionFilters.Encoded
> = enterpriseConnectionFilters

const testRunFilters = Schema.Struct(snakeCase({
  /** The statuses of the test runs. */
  status: filterValues(openEnum("pending", "success", "failed")),
  /** The maximum number of test runs in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of test runs to skip; 0 by default. */
  offset
}))

/**
 * The filters and the page of `EnterpriseConnections.listTestRuns`.
 *
 * @since 0.1.0
 * @category models
 */
export interface TestRunFilters extends Schema.Schema.Type<typeof testRunFilters> {}

/**
 * The filters and the page of `EnterpriseConnections.listTestRuns`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const TestRunFilters: Schema.Schema<TestRunFilters, typeof testRunFilters.Encoded> = testRunFilters
