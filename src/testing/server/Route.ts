/**
 * Which operation a request is for, by the table.
 */
import type * as Operation from "../../Operation.ts"

/** Where Clerk's API begins. */
export const prefix = "/v1"

export interface Route {
  /** As in errors and spans, such as `"users.update"`. */
  readonly name: string
  readonly operation: Operation.Any
  readonly segments: ReadonlyArray<string>
}

export interface Match<R extends Route> {
  readonly route: R
  readonly params: { readonly [name: string]: string }
}

/** The routes of a table; what is literal goes before what is not: `/users/count` before `/users/:userId`. */
export const routes = <R extends Route>(routes: ReadonlyArray<R>): ReadonlyArray<R> =>
  routes.toSorted((left, right) => parameters(left) - parameters(right))

const parameters = ({ segments }: Route): number => segments.filter((segment) => segment.startsWith(":")).length

/** The segments of a template, without its fixed query. */
export const segments = (path: string): ReadonlyArray<string> => `${prefix}${path}`.split("?")[0]!.split("/")

/** The route of a request; whether its path is known at all tells 404 from 405. */
export const match = <R extends Route>(
  routes: ReadonlyArray<R>,
  method: string,
  path: string
): Match<R> | "unknown path" | "unknown method" => {
  const given = path.split("/").map(decode)
  const found = routes.flatMap((route) => {
    const params = paramsOf(route, given)
    return params === undefined ? [] : [{ route, params }]
  })
  return found.find(({ route }) => route.operation.method === method) ??
    (found.length === 0 ? "unknown path" : "unknown method")
}

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

/** A segment is decoded once, after the path was split. */
const decode = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
