/**
 * The page at `/`: users with a search, the last requests, and faults with a form to add one. It needs no script.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import type { User } from "../../Schema/User.ts"
import type { Fault } from "../server/Faults.ts"
import type { HttpRequest, HttpResponse } from "../server/HttpMessage.ts"
import { scenarios } from "../server/scenarios.ts"
import type { ServedRequest } from "./Control.ts"
import { addFaults } from "./ControlApi.ts"
import { type Html, html } from "./html.ts"
import { style } from "./pageStyle.ts"
import type { Source } from "./Source.ts"

export const make = (source: Source, recent: Ref.Ref<ReadonlyArray<ServedRequest>>) => {
  const render = Effect.fnUntraced(function*(search: string, problem: string | null) {
    const { total, users } = yield* source.find(search, maxUsers)
    const faults = yield* source.activeFaults
    return page(problem === null ? 200 : 422, [
      problem === null ? html`` : html`<p class="problem" role="alert">${problem}</p>`,
      usersSection(search, users, total),
      requestsSection(yield* Ref.get(recent)),
      faultsSection(faults)
    ])
  })

  const submit = Effect.fnUntraced(function*(form: URLSearchParams) {
    const action = form.get("action")
    if (action === "clear") {
      yield* source.clearFaults
    } else if (action === "add") {
      const problem = yield* Effect.match(addFaults(source, [faultOf(form)]), {
        onFailure: (sentence) => sentence,
        onSuccess: () => null
      })
      if (problem !== null) {
        return yield* render("", problem)
      }
    }
    // The browser gets the page anew, so that to reload it does not send the form again.
    return { ...page(303, []), headers: { location: "/#faults" } }
  })

  return (request: HttpRequest): Effect.Effect<HttpResponse> | undefined => {
    const [path = "", query = ""] = request.url.split("?")
    if (path !== "/") {
      return undefined
    }
    if (!isLocalName(request.headers["host"])) {
      return Effect.succeed(page(403, [html`<p>This page is not served under the name of a public domain.</p>`]))
    }
    switch (request.method) {
      case "GET":
      case "HEAD":
        return render(new URLSearchParams(query).get("q") ?? "", null)
      case "POST":
        return isOwnForm(request)
          ? submit(new URLSearchParams(new TextDecoder().decode(request.body)))
          : Effect.succeed(page(403, [html`<p>Another site sent this form.</p>`]))
      default:
        return undefined
    }
  }
}

const maxUsers = 50

/** A site of the web can give its domain the address of this machine. It cannot do so with an address or a name without a dot. */
const isLocalName = (host = ""): boolean => /^(?:[^.:]+|[\d.]+|\[[\da-f:]+\]|[^.:]+\.localhost)(?::\d+)?$/i.test(host)

/** Browsers say which site a form comes from. */
const isOwnForm = ({ headers }: HttpRequest): boolean =>
  headers["origin"] === undefined || headers["origin"] === `http://${headers["host"]}`

/** The fault of the form, as JSON. A field that was left empty is not given. */
const faultOf = (form: URLSearchParams): unknown => {
  const scenario = form.get("scenario") ?? ""
  const value = (name: string) => form.get(name)?.trim() || undefined
  const number = (name: string) => value(name) === undefined ? undefined : Number(value(name))
  return scenario !== "" ? { scenario } : withoutUndefined({
    operation: value("operation"),
    status: number("status"),
    times: value("times") === "always" ? "always" : number("times"),
    probability: number("probability"),
    delay: value("delay") !== undefined && /^\d+$/.test(value("delay")!) ? number("delay") : value("delay"),
    drop: value("drop") === "before" ? true : value("drop")
  })
}

const withoutUndefined = (fields: { readonly [name: string]: unknown }) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

// ---------------------------------------------------------------------------------------------------------------------
// Sections
// ---------------------------------------------------------------------------------------------------------------------

const usersSection = (search: string, users: ReadonlyArray<User>, total: number): Html =>
  html`<section id="users"><h2>Users</h2>
<form method="get" action="/"><label>Search <input type="search" name="q" value="${search}" placeholder="name, e-mail address, id"></label> <button>Search</button></form>
<p>${total === 1 ? "1 user" : `${total} users`}${search === "" ? "" : ` with “${search}”`}${
    total > users.length ? `, the newest ${users.length} of them` : ""
  }.</p>
${
    table(
      ["User", "Identifiers", "State", "Created", "Public metadata"],
      users.map((user) => [
        html`<strong>${user.fullName ?? user.username ?? "No name"}</strong><br><code>${user.id}</code>`,
        html`${
          [
            ...user.emailAddresses.map((it) => it.emailAddress),
            ...user.phoneNumbers.map((it) => it.phoneNumber),
            ...user.username === null ? [] : [user.username]
          ].join(", ")
        }`,
        html`${stateOf(user)}`,
        html`${DateTime.formatIso(user.createdAt).slice(0, 19).replace("T", " ")}`,
        html`<code>${JSON.stringify(user.publicMetadata)}</code>`
      ])
    )
  }</section>`

const stateOf = (user: User): string =>
  [
    user.banned ? "banned" : user.locked ? "locked" : "active",
    ...user.twoFactorEnabled ? ["two factors"] : [],
    ...user.passwordEnabled ? ["password"] : []
  ].join(", ")

const requestsSection = (requests: ReadonlyArray<ServedRequest>): Html =>
  html`<section id="requests"><h2>Last requests</h2>
${
    requests.length === 0
      ? html`<p>None yet. <a href="/">Refresh</a></p>`
      : html`<p><a href="/#requests">Refresh</a></p>`
  }
${
    table(
      ["Request", "Status", "Duration"],
      requests.map(({ method, millis, path, status }) => [
        html`<code>${method} ${path}</code>`,
        html`<span class="${status === null || status >= 400 ? "bad" : "good"}">${status ?? "dropped"}</span>`,
        html`${millis} ms`
      ])
    )
  }</section>`

const faultsSection = (faults: ReadonlyArray<Fault>): Html =>
  html`<section id="faults"><h2>Faults</h2>
${
    faults.length === 0
      ? html`<p>None: every request is handled as Clerk does.</p>`
      : html`${
        table(
          ["Applies to", "Effect", "Left"],
          faults.map((fault) => [
            html`<code>${fault.operation ?? "any operation"}</code>${
              fault.probability === undefined ? "" : `, with the probability ${fault.probability}`
            }`,
            html`${effectOf(fault)}`,
            html`${fault.times ?? 1}`
          ])
        )
      }<form method="post" action="/"><button name="action" value="clear">Remove all faults</button></form>`
  }
<form method="post" action="/" class="fields"><h3>Add a fault</h3>
<label>Operation <input name="operation" placeholder="any, or such as users.update"></label>
<label>Status <input name="status" type="number" min="200" max="599" placeholder="such as 503"></label>
<label>Requests <input name="times" placeholder="1, or always"></label>
<label>Probability <input name="probability" type="number" min="0.01" max="1" step="0.01" placeholder="1"></label>
<label>Delay <input name="delay" placeholder="such as 2 seconds"></label>
<label>Connection <select name="drop"><option value="">stays open</option><option value="before">is dropped before the request is carried out</option><option value="after">is dropped after the request was carried out</option></select></label>
<button name="action" value="add">Add fault</button></form>
<form method="post" action="/" class="fields"><h3>Add a scenario</h3>
<label>Scenario <select name="scenario">${
    Object.keys(scenarios).map((name) => html`<option>${name}</option>`)
  }</select></label>
<button name="action" value="add">Add scenario</button></form></section>`

const effectOf = ({ body, delay, drop, headers, status }: Fault): string =>
  [
    ...status === undefined ? [] : [`status ${status}`],
    ...body === undefined ? [] : ["a body of its own"],
    ...headers === undefined ? [] : [`the headers ${Object.keys(headers).join(", ")}`],
    ...delay === undefined ? [] : [`a delay of ${Duration.format(delay)}`],
    ...drop === undefined || drop === false ? [] : [`connection dropped ${drop === "after" ? "afterwards" : "at once"}`]
  ].join(", ") || "none"

/** On a narrow screen each row becomes a block, in which `data-label` names the cells. */
const table = (names: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Html>>): Html =>
  rows.length === 0 ?
    html`` :
    html`<table><thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${
      rows.map((cells) =>
        html`<tr>${cells.map((cell, index) => html`<td data-label="${names[index] ?? ""}">${cell}</td>`)}</tr>`
      )
    }</tbody></table>`

const page = (status: number, sections: ReadonlyArray<Html>): HttpResponse => ({
  status,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff"
  },
  body: new TextEncoder().encode(
    html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>In-memory Clerk</title><style>${style}</style></head>
<body><header><h1>In-memory Clerk</h1><nav><a href="#users">Users</a> <a href="#requests">Requests</a> <a href="#faults">Faults</a></nav></header>
<main>${sections}</main></body></html>
`.html
  )
})
