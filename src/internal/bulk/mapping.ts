/**
 * Reads the rows of another system by a mapping.
 */
import type { Mapping, Source } from "../../BulkMapping.ts"
import * as Export from "./export.ts"

type AnySource = Source | string

const identifierName: { readonly [field: string]: string | undefined } = {
  emailAddresses: "emailAddress",
  phoneNumbers: "phoneNumber",
  web3Wallets: ""
}

/** Fields whose value is a boolean, a whole number, a time or an object, which stand in texts in CSV. */
const booleans = /^(skip\w+|banned|locked|deleteSelfEnabled|createOrganizationEnabled|bypassClientTrust|verified)$/
const numbers = /^createOrganizationsLimit$/
const times = /^(createdAt|legalAcceptedAt)$/
const objects = /^\w+Metadata$/

export const read = (mapping: Mapping) => {
  const fields = Object.entries(mapping).map(([name, given]) =>
    [name, Array.isArray(given) ? given as ReadonlyArray<AnySource> : [given as AnySource]] as const
  )
  return (row: unknown): unknown => {
    if (typeof row !== "object" || row === null) {
      return row
    }
    const found: Record<string, unknown> = {}
    for (const [name, sources] of fields) {
      const value = identifierName[name] === undefined
        ? sources.map((source) => valueOf(row, source)).find(isPresent)
        : identifiersOf(row, sources, identifierName[name])
      if (isPresent(value)) {
        found[name] = coerce(name, value)
      }
    }
    return found
  }
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null && value !== ""

/** The value at the first of these paths that has one. A list of names and values, as Cognito has it, is searched by name. */
const at = (row: unknown, path: string | ReadonlyArray<string>): unknown =>
  typeof path !== "string"
    ? path.map((path) => at(row, path)).find(isPresent)
    : Export.at(row, path) ?? nested(row, path)

/** A path through JSON in a text, and through lists of `{ Name, Value }`. */
const nested = (row: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => {
    const object = typeof value === "string" ? parsed(value) : value
    return Array.isArray(object)
      ? (object as ReadonlyArray<{ readonly Name?: unknown; readonly Value?: unknown }>)
        .find((item) => item?.Name === key)?.Value
      : Export.at(object, key)
  }, row)

const valueOf = (row: unknown, source: AnySource): unknown => {
  if (typeof source === "string") {
    return at(row, source)
  }
  if (source.if !== undefined && !isPresent(at(row, source.if))) {
    return undefined
  }
  const value = source.template === undefined
    ? source.from === undefined ? source.value : at(row, source.from)
    : filled(row, source.template)
  return isPresent(value) && source.as !== undefined ? as[source.as](value) : value
}

const filled = (row: unknown, template: string): string | undefined => {
  let isComplete = true
  const text = template.replace(/\{([^{}]+)\}/g, (_, path: string) => {
    const value = at(row, path)
    isComplete &&= isPresent(value)
    return String(value)
  })
  return isComplete ? text : undefined
}

const isoOf = (millis: number): unknown =>
  Number.isFinite(millis) && Math.abs(millis) <= 8.64e15 ? new Date(millis).toISOString() : "not a time"

const as: { readonly [As in NonNullable<Source["as"]>]: (value: unknown) => unknown } = {
  seconds: (value) => isoOf(Number(value) * 1000),
  milliseconds: (value) => isoOf(Number(value)),
  future: (value) => Date.parse(String(timeOf(value))) > Date.now(),
  "+": (value) => String(value).startsWith("+") ? value : `+${String(value)}`,
  first: (value) => String(value).trim().split(/\s+/)[0],
  rest: (value) => String(value).trim().split(/\s+/).slice(1).join(" "),
  not: (value) => {
    const flag = flagOf(value)
    return typeof flag === "boolean" ? !flag : flag
  }
}

/** Each address once: the first source that has it decides whether it is verified. */
const identifiersOf = (
  row: unknown,
  sources: ReadonlyArray<AnySource>,
  name: string
): ReadonlyArray<unknown> | undefined => {
  const found = new Map<string, unknown>()
  for (const source of sources) {
    const value = valueOf(row, source)
    const { split, verified = false } = typeof source === "string" ? {} : source
    const values = Array.isArray(value)
      ? value
      : split === undefined
      ? [value]
      : String(value ?? "").split(anyOf(split))
    for (const item of values.filter(isPresent)) {
      const text = String(item).trim()
      if (!found.has(text.toLowerCase())) {
        found.set(
          text.toLowerCase(),
          name === ""
            ? text
            : { [name]: text, verified: typeof verified === "boolean" ? verified : isVerified(at(row, verified)) }
        )
      }
    }
  }
  return found.size === 0 ? undefined : [...found.values()]
}

const anyOf = (characters: string): RegExp => new RegExp(`[${characters.replace(/[\\\]^-]/g, "\\$&")}]+`)

/** A flag, or the time at which it was verified. */
const isVerified = (value: unknown): boolean => {
  const flag = flagOf(value)
  return typeof flag === "boolean" ? flag : isPresent(value) && !Number.isNaN(Date.parse(String(timeOf(value))))
}

const flagOf = (value: unknown): unknown =>
  typeof value !== "string" && typeof value !== "number"
    ? value
    : /^(true|t|yes|y|1)$/i.test(String(value))
    ? true
    : /^(false|f|no|n|0)$/i.test(String(value))
    ? false
    : value

/** Postgres writes `2024-05-01 12:00:00+00`. */
const timeOf = (value: unknown): unknown =>
  typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\d) /, "$1T").replace(/([+-]\d\d)$/, "$1:00") : value

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Reads a text as what the field needs. What cannot be read is left, and the row is refused by its field. */
export const coerce = (name: string, value: unknown): unknown =>
  booleans.test(name)
    ? flagOf(value)
    : numbers.test(name) && typeof value === "string"
    ? Number(value)
    : times.test(name)
    ? isoTime(value)
    : objects.test(name) && typeof value === "string"
    ? parsed(value)
    : typeof value === "number"
    ? String(value)
    : value

const isoTime = (value: unknown): unknown => typeof value === "number" ? isoOf(value) : timeOf(value)

const unsafeKey = /(^|\.)(__proto__|constructor|prototype)(\.|$)/

/** A row of a CSV file whose columns are fields of `UserRow`, or paths into them as an export writes them. Empty cells are left out. */
export const fromColumns = (row: unknown): unknown => {
  if (typeof row !== "object" || row === null) {
    return row
  }
  const found: Record<string, unknown> = {}
  for (const [column, value] of Object.entries(row)) {
    if (unsafeKey.test(column)) {
      // An unknown field, which refuses the row.
      found[`column ${column}`] = value
    } else if (isPresent(value)) {
      const keys = column.split(".")
      const last = keys.pop()!
      const first = keys[0] ?? last
      let target: Record<string, unknown> = found
      for (const [index, key] of keys.entries()) {
        const next = keys[index + 1] ?? last
        target = (target[key] ??= /^\d+$/.test(next) ? [] : {}) as Record<string, unknown>
      }
      target[last] = objects.test(first) && keys.length > 0
        ? parsed(String(value))
        : /^(emailAddresses|phoneNumbers|web3Wallets|backupCodes)$/.test(last)
        ? parsed(String(value))
        : coerce(last, value)
    }
  }
  return found
}
