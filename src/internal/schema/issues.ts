/**
 * What is wrong with a value, in words that never repeat the value: it may be a password, a token or somebody's address.
 */
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as AST from "effect/SchemaAST"
import { Issue } from "../../Errors.ts"

export type Path = ReadonlyArray<PropertyKey>

export interface Leaf {
  readonly path: Path
  readonly message: string
  /** Whether the schema has its own words for it. */
  readonly told: boolean
}

/** The innermost things that are wrong, each with its path. */
export const leaves = (issue: ParseResult.ParseIssue, path: Path = []): ReadonlyArray<Leaf> => {
  switch (issue._tag) {
    case "Pointer":
      return leaves(issue.issue, path.concat(issue.path))
    case "Composite": {
      const parts = "length" in issue.issues ? issue.issues : [issue.issues]
      return issue.ast._tag === "Union" ? deepest(issue, parts, path) : parts.flatMap((part) => leaves(part, path))
    }
    case "Refinement":
    case "Transformation":
      return leaves(issue.issue, path)
    case "Missing":
      return [{ path, message: "Expected a value, got nothing", told: false }]
    case "Unexpected":
      return [{ path, message: "Expected no such key", told: false }]
    case "Forbidden":
      return [{ path, message: "Expected a value that can be read at once", told: false }]
    case "Type": {
      // Only our own rules are trusted to keep the value out of their words.
      const told = issue.ast._tag === "Refinement" ? issue.message ?? annotated(issue) : annotated(issue)
      return [{ path, message: told ?? expected(issue.ast, issue.actual), told: told !== undefined }]
    }
  }
}

export const format = ({ message, path }: Leaf): Issue => new Issue({ path: formatPath(path), message })

const formatPath = (path: Path): string =>
  path.reduce<string>(
    (done, key) => typeof key === "number" ? `${done}[${key}]` : done === "" ? String(key) : `${done}.${String(key)}`,
    ""
  )

/** Of a union, the member that got furthest, or has its own words, is the one that was meant. */
const deepest = (
  union: ParseResult.Composite,
  members: ReadonlyArray<ParseResult.ParseIssue>,
  path: Path
): ReadonlyArray<Leaf> => {
  const found = members.map((member) => leaves(member, path))
  return found.find((leaves) => leaves.some((leaf) => leaf.path.length > path.length)) ??
    found.find((leaves) => leaves.some((leaf) => leaf.told)) ??
    [{ path, message: expected(union.ast, union.actual), told: false }]
}

const annotated = (issue: ParseResult.Type): string | undefined => {
  const message = Option.getOrUndefined(AST.getMessageAnnotation(issue.ast))?.(issue)
  return typeof message === "string" ? message : undefined
}

const expected = (ast: AST.AST, actual: unknown): string => `Expected ${describe(ast)}, got ${kind(actual)}`

const kind = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : typeof value

const describe = (ast: AST.AST): string => {
  const known = AST.getIdentifierAnnotation(ast).pipe(Option.orElse(() => AST.getTitleAnnotation(ast)))
  if (Option.isSome(known)) {
    return known.value.replace(/FromSelf$/, "")
  }
  switch (ast._tag) {
    case "TypeLiteral":
      return "an object"
    case "TupleType":
      return "an array"
    case "Refinement":
      return describe(ast.from)
    case "Transformation":
      return describe(ast.to)
    case "Union":
      return ast.types.filter((type) => type._tag !== "UndefinedKeyword").map(describe).join(" or ")
    default:
      return String(ast)
  }
}
