/**
 * A reference model of Clerk's users, as simple as can be. It shares no code with the in-memory Clerk.
 */
interface Json {
  readonly [name: string]: unknown
}

interface Model {
  readonly id: string
  username: string | null
  externalId: string | null
  firstName: string | null
  readonly email: string | null
  password: string | null
  metadata: Json
  banned: boolean
  lockedUntil: number
}

/** A call: the user by its number in the order of creation, where it has one; no user for other numbers. */
export type Call =
  | { readonly _tag: "create"; readonly body: Body & { readonly email_address?: ReadonlyArray<string> } }
  | { readonly _tag: "update"; readonly user: number; readonly body: Body }
  | { readonly _tag: "metadata"; readonly user: number; readonly patch: Json }
  | { readonly _tag: "verify"; readonly user: number; readonly password: string }
  | { readonly _tag: "get" | "delete" | "ban" | "unban" | "lock" | "unlock"; readonly user: number }
  | { readonly _tag: "list"; readonly filters: Filters; readonly page: Page }
  | { readonly _tag: "count"; readonly filters: Filters }
  | { readonly _tag: "wait"; readonly minutes: number }

export interface Body {
  readonly username?: string | null
  readonly external_id?: string | null
  readonly first_name?: string | null
  readonly password?: string
}

export interface Filters {
  readonly username?: ReadonlyArray<string>
  readonly email_address?: ReadonlyArray<string>
  readonly external_id?: ReadonlyArray<string>
  readonly query?: string
  readonly banned?: boolean
}

export interface Page {
  readonly limit?: number
  readonly offset?: number
  readonly order_by?: string
  readonly after?: number
}

/** The status, and what of the body is compared. */
export type Result = readonly [status: number, shown: unknown]

const fail = (status: number, ...codes: ReadonlyArray<string>): Result => [status, codes]

export const make = () => {
  const ids: Array<string> = []
  let users: ReadonlyArray<Model> = []
  let minutes = 0

  const idOf = (user: number): string => ids[user] ?? "user_nobody"
  const show = ({ banned, email, externalId, firstName, id, lockedUntil, metadata, password, username }: Model) => ({
    id,
    username,
    external_id: externalId,
    first_name: firstName,
    email_addresses: email === null ? [] : [email],
    public_metadata: metadata,
    banned,
    locked: lockedUntil > minutes,
    password_enabled: password !== null
  })
  const lower = (text: string | null) => text?.toLowerCase()

  const passwordErrors = ({ password }: Body) =>
    password !== undefined && password.length < 8 ? ["form_password_length_too_short"] : []
  const isTaken = (id: string, key: "email" | "username" | "externalId", value: string | null) =>
    value !== null &&
      users.some((user) =>
        user.id !== id && (key === "externalId" ? user[key] === value : lower(user[key]) === lower(value))
      )
      ? ["form_identifier_exists"]
      : []
  const identifiers = (
    { email, externalId, id, username }: Pick<Model, "id" | "email" | "username" | "externalId">
  ) => [
    ...isTaken(id, "email", email),
    ...isTaken(id, "username", username),
    ...isTaken(id, "externalId", externalId)
  ]
  const changed = (user: Model, body: Body): Model => ({
    ...user,
    username: body.username === undefined ? user.username : body.username || null,
    externalId: body.external_id === undefined ? user.externalId : body.external_id || null,
    firstName: body.first_name === undefined ? user.firstName : body.first_name,
    password: body.password ?? user.password
  })
  const merge = (before: Json, patch: Json): Json => {
    const after: { [name: string]: unknown } = { ...before }
    for (const [key, value] of Object.entries(patch)) {
      if (value === null) delete after[key]
      else if (typeof value === "object") {
        after[key] = merge((typeof after[key] === "object" ? after[key] : {}) as Json, value as Json)
      } else after[key] = value
    }
    return after
  }

  const matches = ({ banned, email_address, external_id, query, username }: Filters) => (user: Model): boolean => {
    const included = external_id?.filter((it) => !it.startsWith("-")).map((it) => it.replace(/^\+/, "")) ?? []
    const excluded = external_id?.filter((it) => it.startsWith("-")).map((it) => it.slice(1)) ?? []
    return (username === undefined || username.map(lower).includes(lower(user.username))) &&
      (email_address === undefined || email_address.map(lower).includes(lower(user.email))) &&
      (included.length === 0 || included.includes(user.externalId!)) && !excluded.includes(user.externalId!) &&
      (banned === undefined || user.banned === banned) &&
      (query === undefined ||
        [user.id, user.username, user.email, user.firstName].some((it) => lower(it)?.includes(lower(query)!)))
  }

  const list = (filters: Filters, { after, limit = 10, offset = 0, order_by = "-created_at" }: Page): Result => {
    if (limit < 1 || limit > 500) return fail(422, "form_param_value_invalid")
    const sign = order_by.startsWith("-") ? -1 : 1
    const key = order_by.replace(/^[+-]/, "")
    const newestFirst = users.toReversed()
    const value = (user: Model) => lower(key === "first_name" ? user.firstName : user.username)
    const sorted = key === "created_at"
      ? sign < 0 ? newestFirst : users.slice()
      : newestFirst.toSorted((left, right) => {
        const [a, b] = [value(left), value(right)]
        return a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : a < b ? -sign : sign
      })
    const position = after === undefined ? -1 : sorted.findIndex(({ id }) => id === idOf(after))
    return after !== undefined && position < 0
      ? fail(422, "form_resource_not_found")
      : [200, sorted.slice(position + 1).filter(matches(filters)).slice(offset, offset + limit).map(show)]
  }

  const change = (user: number, f: (user: Model) => Model | Result): Result => {
    const before = users.find(({ id }) => id === idOf(user))
    if (before === undefined) return fail(404, "resource_not_found")
    const after = f(before)
    if ("0" in after) return after
    users = users.map((it) => it === before ? after : it)
    return [200, show(after)]
  }

  /** The result of a call; `created` is the id of the user that the server created. */
  const apply = (call: Exclude<Call, { readonly _tag: "wait" }>, created: string): Result => {
    switch (call._tag) {
      case "create": {
        const [email = null] = call.body.email_address ?? []
        const errors = [
          ...email !== null && !email.includes("@") ? ["form_param_format_invalid"] : [],
          ...passwordErrors(call.body)
        ]
        if (errors.length > 0) return fail(422, ...errors)
        const user = changed({
          id: created,
          username: null,
          externalId: null,
          firstName: null,
          email,
          password: null,
          metadata: {},
          banned: false,
          lockedUntil: 0
        }, call.body)
        if (email === null && user.username === null && user.externalId === null) return fail(422, "form_data_missing")
        const taken = identifiers({ ...user, id: "" })
        if (taken.length > 0) return fail(422, ...taken)
        ids.push(created)
        users = [...users, user]
        return [200, show(user)]
      }
      case "update":
        return change(call.user, (user) => {
          const after = changed(user, call.body)
          const short = passwordErrors(call.body)
          const errors = short.length > 0 ? short : identifiers(after)
          return errors.length > 0 ? fail(422, ...errors) : after
        })
      case "metadata":
        return change(call.user, (user) => ({ ...user, metadata: merge(user.metadata, call.patch) }))
      case "verify":
        return change(
          call.user,
          ({ password }) =>
            password === null
              ? fail(400, "no_password_set")
              : password === call.password
              ? [200, { verified: true }]
              : fail(422, "incorrect_password")
        )
      case "get":
        return change(call.user, (user) => user)
      case "delete": {
        const result = change(call.user, ({ id }) => [200, { id, deleted: true }])
        users = users.filter(({ id }) => id !== idOf(call.user))
        return result
      }
      case "ban":
      case "unban":
        return change(call.user, (user) => ({ ...user, banned: call._tag === "ban" }))
      case "lock":
      case "unlock":
        return change(call.user, (user) => ({ ...user, lockedUntil: call._tag === "lock" ? minutes + 60 : 0 }))
      case "list":
        return list(call.filters, call.page)
      case "count":
        return [200, users.filter(matches(call.filters)).length]
    }
  }

  return {
    apply,
    idOf,
    wait: (passed: number) => {
      minutes += passed
    }
  }
}
