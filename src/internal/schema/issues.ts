/**
 * Formats parse issues. Messages never contain the value itself, which may be a password, a token or an e-mail address.
 */
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as AST from "effect/SchemaAST"
import { Issue } from "../../Errors.ts"
import { clip, first } from "../text.ts"

export type Path = ReadonlyArray<PropertyKey>

export interface Leaf {
  readonly path: Path
  /** The innermost part of the path that the value can be decoded without: an item of a list, or an optional field. */
  readonly part: Path | undefined
  readonly message: string
  /** Whether the schema has a message of its own. */
  readonly hasOwnMessage: boolean
}

/** The innermost issues, each with its path. */
export const leaves = (issue: ParseResult.ParseIssue, path: Path = [], part?: Path): ReadonlyArray<Leaf> => {
  const leaf = (message: string, hasOwnMessage = false) => [{ path, part, message, hasOwnMessage }]
  switch (issue._tag) {
    case "Pointer":
      return leaves(issue.issue, path.concat(issue.path), part)
    case "Composite": {
      const { ast } = issue
      const inner = "length" in issue.issues ? issue.issues : [issue.issues]
      return ast._tag === "Union" ?
        bestMember(issue, inner, path, part) :
        inner.flatMap((inner) =>
          leaves(
            inner,
            path,
            inner._tag === "Pointer" && canBeLeftOut(ast, inner.path) ? path.concat(inner.path) : part
          )
        )
    }
    case "Refinement":
    case "Transformation":
      return leaves(issue.issue, path, part)
    case "Missing":
      return leaf("Expected a value, got nothing")
    case "Unexpected":
      return leaf("Expected no such key")
    case "Forbidden":
      return leaf("Expected a value that can be read at once")
    case "Type": {
      // Messages of Effect's own refinements would contain the value.
      const own = isOurs.has(issue.ast._tag) ? issue.message ?? annotated(issue) : annotated(issue)
      return leaf(own ?? expected(issue.ast, issue.actual), own !== undefined)
    }
  }
}

const isOurs = new Set<AST.AST["_tag"]>(["Declaration", "Refinement"])

/** Whether the key of an object or list is an optional field, or an item whose position means nothing. */
const canBeLeftOut = (ast: AST.Annotated, key: Path | PropertyKey): boolean => {
  const { _tag } = ast as AST.AST
  return _tag === "TupleType"
    ? (ast as AST.TupleType).elements.length === 0
    : _tag === "TypeLiteral" &&
      (ast as AST.TypeLiteral).propertySignatures.some(({ isOptional, name }) => isOptional && name === key)
}

/** Leaves of very many are left out. The end of a long text is left out after the secrets of the call. */
export const format = (found: ReadonlyArray<Pick<Leaf, "path" | "message">>): ReadonlyArray<Issue> =>
  first(
    found,
    ({ message, path }) => new Issue({ path: clip(formatPath(path), 20_000), message: clip(message, 20_000) }),
    (message) => new Issue({ path: "", message })
  )

const formatPath = (path: Path): string =>
  path.reduce<string>(
    (path, key) => typeof key === "number" ? `${path}[${key}]` : path === "" ? String(key) : `${path}.${String(key)}`,
    ""
  )

/** The issues of the union member that was probably meant: the one with the deepest path, or with a message of its own. */
const bestMember = (
  union: ParseResult.Composite,
  members: ReadonlyArray<ParseResult.ParseIssue>,
  path: Path,
  part: Path | undefined
): ReadonlyArray<Leaf> => {
  const found = members.map((member) => leaves(member, path, part))
  return found.find((leaves) => leaves.some((leaf) => leaf.path.length > path.length)) ??
    found.find((leaves) => leaves.some((leaf) => leaf.hasOwnMessage)) ??
    [{ path, part, message: expected(union.ast, union.actual), hasOwnMessage: false }]
}

const annotated = (issue: ParseResult.Type): string | undefined => {
  const message = Option.getOrUndefined(AST.getMessageAnnotation(issue.ast))?.(issue)
  return typeof message === "string" ? message : undefined
}

const expected = (ast: AST.AST, actual: unknown): string => `Expected ${describe(ast)}, got ${typeName(actual)}`

const typeName = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : typeof value

const describe = (ast: AST.AST): string => {
  const name = AST.getIdentifierAnnotation(ast).pipe(Option.orElse(() => AST.getTitleAnnotation(ast)))
  if (Option.isSome(name)) {
    return name.value.replace(/FromSelf$/, "")
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
