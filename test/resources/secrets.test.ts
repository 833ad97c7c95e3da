/** Secrets in and out are redacted: each field of a request or response with the name of a secret is, or is listed with a reason. */
import { assert, describe, it } from "@effect/vitest"
import { SchemaAST as AST, String as Text } from "effect"
import { operations } from "../support/resources.ts"

/** The words of names that Clerk's OpenAPI file has for secrets. */
const words =
  /(?:^|_)(?:secret|secrets|token|tokens|password|digest|key|keys|code|codes|ticket|jwt|otp|totp|signature)(?:_|$)/

/** Fields with such a name, or at such a path, that hold no secret. */
const harmless: { readonly [field: string]: string } = {
  backup_code_enabled: "whether there are backup codes",
  blocked_country_codes: "the codes of countries",
  code_type: "says whether a code is a TOTP or a backup code",
  creator_role_key: "the name of a role",
  "enterpriseConnections.listTestRuns success.data[].logs[].code": "the name of an error",
  custom_signing_key: "whether there is a signing key",
  default_role_key: "the name of a role",
  default_token_ttl: "a duration",
  dest_role_set_key: "the name of a set of roles",
  idempotency_key: "chosen by the program, which may log it",
  initial_role_set_key: "the name of a set of roles",
  key: "the name of a task of a session, of a role, of a permission or of a custom attribute",
  keys: "public keys",
  oauth_jwt_access_tokens: "whether access tokens are JWTs",
  password_enabled: "whether there is a password",
  password_hasher: "the name of an algorithm",
  password_last_updated_at: "a time",
  preferred_sign_in_strategy_when_password_required: "the name of a strategy",
  promo_code: "a code that is shared with customers",
  provider_key: "the name of a provider",
  previous_token_ttl: "a duration",
  requires_password_reset: "whether the password must be changed",
  role_key: "the name of a role",
  role_keys: "the names of roles",
  role_set_key: "the name of a set of roles",
  skip_password_checks: "whether checks are left out",
  skip_password_requirement: "whether a password may be left out",
  to_role_key: "the name of a role",
  token_fetch_url: "a URL",
  token_url: "the URL of an endpoint",
  token_format: "the name of a format",
  token_introspection_url: "a URL",
  totp_enabled: "whether there is a TOTP"
}

interface Field {
  readonly name: string
  readonly path: string
  readonly type: AST.AST
}

/** All fields of an object and of what is in it. `ast` is the type that a program sees. */
const fieldsOf = (ast: AST.AST, path: string, seen: ReadonlySet<AST.AST> = new Set()): ReadonlyArray<Field> => {
  if (seen.has(ast)) {
    return []
  }
  const inside = (inner: AST.AST, at: string) => fieldsOf(inner, at, new Set([...seen, ast]))
  switch (ast._tag) {
    case "TypeLiteral":
      return ast.propertySignatures.flatMap(({ name, type }) => {
        const at = `${path}.${String(name)}`
        return [{ name: Text.camelToSnake(String(name)), path: at, type }, ...inside(type, at)]
      })
    case "TupleType":
      return [...ast.elements, ...ast.rest].flatMap(({ type }) => inside(type, `${path}[]`))
    case "Union":
      return ast.types.flatMap((type) => inside(type, path))
    case "Refinement":
      return inside(ast.from, path)
    case "Suspend":
      return inside(ast.f(), path)
    case "Transformation":
      return inside(ast.to, path)
    case "Declaration":
      return isRedacted(ast) ? [] : ast.typeParameters.flatMap((type) => inside(type, path))
    default:
      return []
  }
}

const isRedacted = (ast: AST.AST): boolean => /^Redacted\b/.test(String(ast)) || /Redacted/.test(titleOf(ast))

const titleOf = ({ annotations }: AST.AST): string =>
  [AST.IdentifierAnnotationId, AST.TitleAnnotationId, AST.DescriptionAnnotationId]
    .map((id) => String(annotations[id] ?? "")).join(" ")

/** Whether a value is a secret, a list of secrets, or nothing. */
const isSecret = (ast: AST.AST): boolean => {
  switch (ast._tag) {
    case "Union":
      return ast.types.every((type) => isSecret(type))
    case "UndefinedKeyword":
      return true
    case "Literal":
      return ast.literal === null
    case "TupleType":
      return [...ast.elements, ...ast.rest].every(({ type }) => isSecret(type))
    case "Refinement":
      return isSecret(ast.from)
    case "Transformation":
      return isSecret(ast.to)
    default:
      return isRedacted(ast)
  }
}

const found = operations.flatMap(([name, { payload, query, success }]) =>
  Object.entries({ payload, query, success }).flatMap(([part, schema]) =>
    fieldsOf(AST.typeAST(schema.ast), `${name} ${part}`).filter(({ name }) => words.test(name))
  )
)

describe("A field that is named like a secret", () => {
  it("is redacted, or is listed with the reason why it holds none", () => {
    const plain = found.filter(({ name, path, type }) => !(name in harmless) && !(path in harmless) && !isSecret(type))
      .map(({ path }) => path)
    assert.deepStrictEqual([...new Set(plain)], [])
  })

  it("is listed only if there is one", () => {
    const names = found.filter(({ type }) => !isSecret(type)).flatMap(({ name, path }) => [name, path])
    assert.includeMembers(names, Object.keys(harmless))
  })

  it("is found in requests and in responses", () => {
    const secrets = found.filter(({ type }) => isSecret(type)).map(({ path }) => path)
    assert.includeMembers(secrets, [
      "users.create payload.password",
      "users.verifyTOTP payload.code",
      "users.getOAuthAccessToken success[].token",
      "machines.create success.secretKey",
      "machines.rotateSecretKey success.secret",
      "m2mTokens.create success.token",
      "m2mTokens.verify payload.token",
      "apiKeys.create success.secret",
      "apiKeys.getSecret success.secret",
      "apiKeys.verify payload.secret",
      "oauthApplications.create success.clientSecret",
      "oauthApplications.revokeToken payload.token",
      "oauthApplications.verifyAccessToken payload.accessToken",
      "enterpriseConnections.create payload.oidc.clientSecret",
      "enterpriseConnections.listTestRuns success.data[].oauth.accessToken"
    ])
  })
})
