/**
 * Validates requests and responses of the in-memory Clerk against the schemas of Clerk's OpenAPI file.
 */
import { Ajv, type ValidateFunction } from "ajv"
import addFormats from "ajv-formats"
import type { Described, DescribedEndpoint, JsonSchema } from "./document.ts"
import { generalStatuses } from "./repairs.ts"

export interface Exchange {
  readonly method: string
  /** Path and query, such as `"/v1/users?limit=1"`. */
  readonly url: string
  readonly sent: unknown
  /** The response; undefined when it is a fault that the test asked for. */
  readonly received: { readonly status: number; readonly body: unknown } | undefined
}

export interface Validator {
  /** What the file does not allow, in sentences. */
  readonly problems: (exchange: Exchange) => ReadonlyArray<string>
  /** Compiles every schema, which throws if one of them is not valid. */
  readonly compileAll: () => number
}

export const make = ({ components, endpoints }: Described): Validator => {
  const ajv = new Ajv({
    allErrors: true,
    // Unknown keywords and formats are errors, so that no schema is ignored.
    strictSchema: true,
    strictTypes: false,
    // Compiles faster.
    inlineRefs: false,
    code: { optimize: false }
  })
  addFormats.default(ajv)
  ajv.addFormat("int64", true)
  ajv.addVocabulary(["components", "endpoints"])
  ajv.addSchema({ components, endpoints }, "clerk")
  const compiled = new Map<string, ValidateFunction>()
  const compile = (pointer: string): ValidateFunction => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `clerk#/${pointer}` })
    compiled.set(pointer, validate)
    return validate
  }
  const check = (part: string, pointer: string, value: unknown): ReadonlyArray<string> => {
    const validate = compile(pointer)
    return validate(value)
      ? []
      : validate.errors!.map(({ instancePath, message, params }) =>
        `${part}${instancePath} ${message} ${JSON.stringify(params)}`
      )
  }
  const matchers = endpoints.map((endpoint, index) => ({
    endpoint,
    index,
    path: new RegExp(`^/v1${endpoint.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
    parameters: (endpoint.path.match(/\{/g) ?? []).length
  })).sort((a, b) => a.parameters - b.parameters)

  return {
    problems: ({ method, received, sent, url }) => {
      const [path = "", search] = url.split("?")
      const match = matchers.find(({ endpoint, path: matcher }) => endpoint.method === method && matcher.test(path))
      if (match === undefined) return []
      const { endpoint, index } = match
      const isAccepted = received !== undefined && received.status < 300
      return [
        // Tests also send what the in-memory Clerk refuses.
        ...(isAccepted || received === undefined
          ? [
            ...check("query", `endpoints/${index}/query`, valuesOf(new URLSearchParams(search), endpoint)),
            ...(endpoint.body === undefined || sent === undefined
              ? []
              : check("body", `endpoints/${index}/body`, sent))
          ]
          : []),
        ...(received === undefined ? [] : isAccepted
          ? check("response", `endpoints/${index}/success`, received.body)
          : [
            ...(endpoint.errors.includes(received.status) || received.status in generalStatuses
              ? []
              : [`the status ${received.status} is not documented`]),
            ...check("error", "components/schemas/ClerkErrors", received.body)
          ])
      ].map((problem) => `${method} ${endpoint.path} ${received?.status ?? "fault"}: ${problem}`)
    },
    compileAll: () => {
      endpoints.forEach(({ body }, index) => {
        compile(`endpoints/${index}/query`)
        compile(`endpoints/${index}/success`)
        if (body !== undefined) compile(`endpoints/${index}/body`)
      })
      return compiled.size
    }
  }
}

/** The values of a query, of the types that the file gives them. */
const valuesOf = (query: URLSearchParams, endpoint: DescribedEndpoint): JsonSchema => {
  const properties = endpoint.query["properties"] as { readonly [name: string]: { readonly type?: string } }
  return Object.fromEntries(
    [...new Set(query.keys())].filter((name) => name !== "__clerk_api_version").map((name) => {
      const values = query.getAll(name)
      const type = properties[name]?.type
      return [name, type === "array" ? values : typed(values[0]!, type)]
    })
  )
}

const typed = (value: string, type: string | undefined): unknown =>
  (type === "integer" || type === "number") && /^-?\d+$/.test(value) ||
    type === "boolean" && /^(true|false)$/.test(value)
    ? JSON.parse(value)
    : value
