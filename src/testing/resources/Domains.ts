/**
 * The domains of an in-memory Clerk, which is a development instance: none of them can have a proxy.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { operations } from "../../operations/Domains.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { Domain } from "../../Schema/Domain.ts"
import { DomainId } from "../../Schema/Ids.ts"
import { clearable } from "../../Schema/wire/Request.ts"
import { snakeCase } from "../../Schema/wire/SnakeCase.ts"
import type { Instance } from "../Instance.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import { issuer } from "../tokens/Keys.ts"

export const make = ({ counters }: Instance): Resource<typeof operations> => ({
  prefix: "domains",
  operations,
  transformBody: omitEmptyKeys({ byKey: new Map(), byObject: new Map(), isOpaque: () => false }),
  reads: { add: { payload: AnyDomain } },
  handlers: () =>
    Effect.gen(function*() {
      const domains = yield* Collection.make<Domain>()
      yield* domains.put(primary)

      const check = Effect.fnUntraced(function*(id: string | undefined, name: string, proxyUrl?: string | null) {
        if (proxyUrl) {
          return yield* ErrorResponse.ofParam("domain_update_forbidden", "proxy_url")
        }
        if (!hostAndPort.test(name)) {
          return yield* ErrorResponse.ofParam("form_param_format_invalid", "name")
        }
        const isTaken = (yield* domains.all).some((other) =>
          other.id !== id && other.name.toLowerCase() === name.toLowerCase()
        )
        return isTaken ? yield* ErrorResponse.ofParam("form_already_exists", "name") : undefined
      })

      return {
        list: () => Effect.map(domains.all, (all) => ({ data: all.toReversed(), totalCount: all.length })),

        add: Effect.fnUntraced(function*({ isSatellite, name, proxyUrl }) {
          if (!isSatellite) {
            return yield* ErrorResponse.ofParam("primary_domain_already_exists", "is_satellite")
          }
          yield* check(undefined, name, proxyUrl)
          const id = DomainId.make(yield* counters.nextId("dmn"))
          return yield* domains.put(domainOf({ id, name, isSatellite: true }))
        }),

        update: Effect.fnUntraced(function*({ domainId, name, proxyUrl }) {
          const before = yield* domains.find(domainId)
          yield* check(domainId, name ?? before.name, proxyUrl)
          return yield* domains.put(name == null ? before : domainOf({ ...before, name }))
        }),

        delete: Effect.fnUntraced(function*({ domainId }) {
          const { id, isSatellite } = yield* domains.find(domainId)
          if (!isSatellite) {
            return yield* ErrorResponse.ofCode("operation_not_allowed_on_primary_domain")
          }
          yield* domains.remove(id)
          return new DeletedObject({ object: "domain", id, deleted: true })
        })
      }
    })
})

/** The body of `add`, of which the client refuses a domain that is no satellite. */
const AnyDomain = Schema.Struct(snakeCase({
  name: Schema.NonEmptyString,
  isSatellite: Schema.Boolean,
  proxyUrl: clearable(Schema.String)
}))

const domainOf = ({ id, isSatellite, name }: Pick<Domain, "id" | "name" | "isSatellite">): Domain =>
  new Domain({
    id,
    name,
    isSatellite,
    frontendApiUrl: isSatellite ? `https://clerk.${name}` : issuer,
    accountsPortalUrl: isSatellite ? null : `https://accounts.${name}`
  })

const primary = domainOf({
  id: DomainId.make("dmn_primary"),
  name: new URL(issuer).hostname.replace(/^clerk\./, ""),
  isSatellite: false
})

const hostAndPort = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*(?::\d{1,5})?$/i
