/**
 * Finds the operation of a request by its method and path.
 */
import type * as Operation from "../../Operation.ts"

/** The path that Clerk's API starts with. */
export const basePath = "/v1"

export interface Route {
  /** As in errors and spans, such as `"users.update"`. */
  readonly name: string
  readonly operation: Operation.Any
  readonly segments: ReadonlyArray<string>
}

export interface Match<R extends Route> {
  readonly _tag: "Match"
  readonly route: R
  readonly params: { readonly [name: string]: string }
}

/** Sorts routes so that literal segments come before parameters: `/users/count` before `/users/:userId`. */
export const sort = <R extends Route>(routes: ReadonlyArray<R>): ReadonlyArray<R> =>
  routes.toSorted((left, right) => countParameters(left) - countParameters(right))

const countParameters = ({ segments }: Route): number => segments.filter((segment) => segment.startsWith(":")).length

/** The segments of a path template, without its fixed query. */
export const segments = (path: string): ReadonlyArray<string> => `${basePath}${path}`.split("?")[0]!.split("/")

/** No route has this path. */
export interface UnknownPath {
  readonly _tag: "UnknownPath"
}

/** A route has this path, but with other methods. */
export interface UnknownMethod {
  readonly _tag: "UnknownMethod"
  readonly allowed: ReadonlyArray<string>
}

/** The route of a request. HEAD has the routes of GET. */
export const match = <R extends Route>(
  routes: ReadonlyArray<R>,
  method: string,
  path: string
): Match<R> | UnknownPath | UnknownMethod => {
  const given = (withoutVersion.test(path) ? `${basePath}${path}` : path).split("/").map(decode)
  const found = routes.flatMap((route) => {
    const params = paramsOf(route, given)
    return params === undefined ? [] : [{ _tag: "Match" as const, route, params }]
  })
  const wanted = method === "HEAD" ? "GET" : method
  const methods = found.map(({ route }) => route.operation.method)
  return found.find(({ route }) => route.operation.method === wanted) ??
    (methods.length === 0
      ? { _tag: "UnknownPath" }
      : { _tag: "UnknownMethod", allowed: methods.flatMap((method) => method === "GET" ? [method, "HEAD"] : [method]) })
}

/** What Clerk's own client calls without `/v1`. */
const withoutVersion = /^\/(?:api_keys|m2m_tokens|oauth_applications\/access_tokens)(?:\/|$)/

const paramsOf = (route: Route, given: ReadonlyArray<string | undefined>): Match<Route>["params"] | undefined => {
  if (given.length !== route.segments.length) {
    return undefined
  }
  const params: Array<readonly [string, string]> = []
  for (const [index, segment] of route.segments.entries()) {
    const value = given[index]
    if (segment.startsWith(":") && value) {
      params.push([segment.slice(1), value])
    } else if (segment !== value) {
      return undefined
    }
  }
  return Object.fromEntries(params)
}

/** Decodes one segment after the path was split, so that an encoded `/` stays part of an id. */
const decode = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
