/**
 * Compares the tables with an OpenAPI document, and the differences with those that are known.
 */
import { Array } from "effect"
import { compare, type Difference } from "./compare.ts"
import type { KnownDifference } from "./differences.ts"
import { keyOf } from "./endpoint.ts"
import * as OpenApi from "./openapi.ts"
import type { Resource } from "./resources.ts"
import * as Table from "./table.ts"

export interface Report {
  /** The differences that are not listed. */
  readonly unlisted: ReadonlyArray<Difference>
  /** The listed differences that are none. */
  readonly unused: ReadonlyArray<Difference>
  readonly listed: number
  readonly operations: number
  /** The endpoints of the file that should be in one of the tables and are not. */
  readonly missing: ReadonlyArray<OpenApi.DocumentEndpoint>
  /** The endpoints of resources without a table, by the name of the resource in the file. */
  readonly others: { readonly [tag: string]: ReadonlyArray<OpenApi.DocumentEndpoint> }
}

export const check = (
  resources: ReadonlyArray<Resource>,
  document: OpenApi.Document,
  known: ReadonlyArray<KnownDifference>
): Report => {
  const ours = resources.flatMap(({ prefix, table }) => Table.endpointsOf(prefix, table))
  const theirs = OpenApi.endpointsOf(document)
  const isOfATable = ({ tags }: OpenApi.DocumentEndpoint) => resources.some(({ tag }) => tags.includes(tag))
  const inTable = new Set(ours.map(keyOf))
  const notInTable = theirs.filter((their) => !inTable.has(keyOf(their)))
  const found = compare(ours, theirs, isOfATable)
  const listed = known.flatMap(({ facts, onlyIn }) => facts.map((fact): Difference => ({ fact, onlyIn })))
  return {
    unlisted: without(found, listed),
    unused: without(listed, found),
    listed: listed.length,
    operations: ours.length,
    missing: notInTable.filter(isOfATable),
    others: Array.groupBy(notInTable.filter((their) => !isOfATable(their)), ({ tags: [tag = "Other"] }) => tag)
  }
}

const without = (some: ReadonlyArray<Difference>, others: ReadonlyArray<Difference>) => {
  const texts = new Set(others.map(show))
  return some.filter((difference) => !texts.has(show(difference)))
}

/** A difference as a line, such as `users.ban status 404: only in the table`. */
export const show = ({ fact, onlyIn }: Difference): string => `${fact}: only in the ${onlyIn}`
