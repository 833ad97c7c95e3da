/**
 * Compares endpoints of tables with those of an OpenAPI document. A difference is one fact that only one of them has.
 */
import { type Endpoint, keyOf } from "./endpoint.ts"
import type { DocumentEndpoint } from "./openapi.ts"
import { type Fields, isAnything, object, of, type Shape, union } from "./shape.ts"

export interface Difference {
  /** What only one side has, such as `"users.ban status 404"` or `"users.create body.locale null"`. */
  readonly fact: string
  readonly onlyIn: "table" | "file"
}

/** The differences of all endpoints; those of a class of the library are listed once, such as `"User.locale"`. */
export const compare = (
  ours: ReadonlyArray<Endpoint>,
  theirs: ReadonlyArray<DocumentEndpoint>,
  isOfATable: (endpoint: DocumentEndpoint) => boolean
): ReadonlyArray<Difference> => {
  const inFile = new Map(theirs.map((endpoint) => [keyOf(endpoint), endpoint]))
  const inTable = new Set(ours.map(keyOf))
  const pairs = ours.flatMap((our): ReadonlyArray<Pair> => {
    const their = inFile.get(keyOf(our))
    return their === undefined ? [] : [{ ours: our, theirs: asksForPages(our) ? paginated(their) : their }]
  })
  return [
    ...ours.filter((our) => !inFile.has(keyOf(our))).map((our) => onlyIn("table", `${our.name} ${keyOf(our)}`)),
    ...theirs.filter((their) => isOfATable(their) && !inTable.has(keyOf(their))).map((their) =>
      onlyIn("file", keyOf(their))
    ),
    ...pairs.flatMap(({ ours, theirs }) => compareEndpoints(ours, theirs)),
    ...compareClasses(pairs)
  ]
}

/** The file describes the response to `paginated=true` nowhere. */
const asksForPages = ({ query, response }: Endpoint): boolean => query.has("paginated") && !response.types.has("array")

const paginated = (endpoint: Endpoint): Endpoint =>
  endpoint.response.types.has("array")
    ? {
      ...endpoint,
      response: object([
        ["data", { required: true, shape: endpoint.response }],
        ["total_count", { required: true, shape: of("number") }]
      ])
    }
    : endpoint

interface Pair {
  readonly ours: Endpoint
  readonly theirs: Endpoint
}

const onlyIn = (onlyIn: Difference["onlyIn"], fact: string): Difference => ({ fact, onlyIn })

/** What only one of two lists has. */
const differencesOf = (ours: Iterable<string>, theirs: Iterable<string>): ReadonlyArray<Difference> => {
  const [left, right] = [new Set(ours), new Set(theirs)]
  return [
    ...[...left].filter((fact) => !right.has(fact)).map((fact) => onlyIn("table", fact)),
    ...[...right].filter((fact) => !left.has(fact)).map((fact) => onlyIn("file", fact))
  ]
}

export const compareEndpoints = (ours: Endpoint, theirs: Endpoint): ReadonlyArray<Difference> => {
  const { name } = ours
  const statuses = ({ statuses }: Endpoint) => statuses.map((status) => `${name} status ${status}`)
  const mediaTypes = ({ mediaType }: Endpoint) => mediaType === undefined ? [] : [`${name} body ${mediaType}`]
  return [
    ...compareFields(`${name} query.`, ours.query, theirs.query, sent),
    ...differencesOf(mediaTypes(ours), mediaTypes(theirs)),
    ...(ours.mediaType === theirs.mediaType ? compareShapes(`${name} body`, ours.body, theirs.body, sent) : []),
    ...compareShapes(`${name} response`, ours.response, theirs.response, received),
    ...differencesOf(statuses(ours), statuses(theirs))
  ]
}

/** Whether a difference matters: what is sent must be the same, what is received may be more tolerant. */
interface Direction {
  readonly mayAcceptNull: boolean
  readonly mayRequireLess: boolean
}

const sent: Direction = { mayAcceptNull: false, mayRequireLess: false }
const received: Direction = { mayAcceptNull: true, mayRequireLess: true }

const compareShapes = (at: string, ours: Shape, theirs: Shape, direction: Direction): ReadonlyArray<Difference> =>
  isAnything(ours) || isAnything(theirs) ? [] : [
    ...compareTypes(at, ours, theirs, direction),
    ...(ours.name === undefined ? compareContents(at, ours, theirs, direction) : [])
  ]

const compareTypes = (at: string, ours: Shape, theirs: Shape, { mayAcceptNull }: Direction) => {
  const facts = ({ types }: Shape) => [...types].map((type) => type === "null" ? `${at} null` : `${at} type ${type}`)
  return differencesOf(facts(ours), facts(theirs)).filter(({ fact, onlyIn }) =>
    !(mayAcceptNull && onlyIn === "table" && fact === `${at} null`)
  )
}

const compareContents = (at: string, ours: Shape, theirs: Shape, direction: Direction): ReadonlyArray<Difference> => {
  const values = ({ values = new Set() }: Shape) => [...values].map((value) => `${at} value "${value}"`)
  return [
    // The file has no enum for some values that an open enum of the library knows.
    ...(theirs.values === undefined && !ours.closed ? [] : differencesOf(values(ours), values(theirs))),
    // An object without fields is kept as it is.
    ...(ours.fields === undefined || !theirs.types.has("object")
      ? []
      : compareFields(`${at}.`, ours.fields, theirs.fields ?? new Map(), direction)),
    ...(ours.items === undefined || theirs.items === undefined
      ? []
      : compareShapes(`${at}[]`, ours.items, theirs.items, direction))
  ]
}

const compareFields = (
  prefix: string,
  ours: Fields,
  theirs: Fields,
  direction: Direction
): ReadonlyArray<Difference> => [
  ...differencesOf([...ours.keys()].map((name) => prefix + name), [...theirs.keys()].map((name) => prefix + name)),
  ...[...ours].flatMap(([name, our]) => {
    const their = theirs.get(name)
    const at = prefix + name
    return their === undefined ? [] : [
      ...(our.required && !their.required ? [onlyIn("table", `${at} required`)] : []),
      ...(their.required && !our.required && !direction.mayRequireLess ? [onlyIn("file", `${at} required`)] : []),
      ...compareShapes(at, our.shape, their.shape, direction)
    ]
  })
]

/** A class is compared once with everything in the file that it decodes: it must know the fields of each variant. */
const compareClasses = (pairs: ReadonlyArray<Pair>): ReadonlyArray<Difference> => {
  const classes = new Map<string, { readonly ours: Shape; readonly theirs: Array<Shape> }>()
  const collect = (ours: Shape, theirs: Shape): void => {
    if (ours.name !== undefined) {
      const found = classes.get(ours.name) ?? { ours, theirs: [] }
      classes.set(ours.name, found)
      found.theirs.push(theirs)
    }
    ours.fields?.forEach(({ shape }, name) => {
      const their = theirs.fields?.get(name)
      if (their !== undefined) collect(shape, their.shape)
    })
    if (ours.items !== undefined && theirs.items !== undefined) collect(ours.items, theirs.items)
  }
  for (const { ours, theirs } of pairs) collect(ours.response, theirs.response)
  return [...classes].flatMap(([name, { ours, theirs }]) => compareContents(name, ours, union(theirs), received))
}
