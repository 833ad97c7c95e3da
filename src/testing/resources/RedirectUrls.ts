/**
 * The redirect URLs of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import { operations } from "../../operations/RedirectUrls.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { RedirectUrlId } from "../../Schema/Ids.ts"
import { RedirectUrl } from "../../Schema/RedirectUrl.ts"
import type { Instance } from "../Instance.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { listUnlessPaginated, omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const make = ({ counters }: Instance): Resource<typeof operations> => ({
  prefix: "redirectUrls",
  operations,
  transformBody: (body, context) => listUnlessPaginated(omit(body), context),
  handlers: () =>
    Effect.map(Collection.make<RedirectUrl>(), (urls) => ({
      list: (paging = {}) =>
        Effect.map(urls.all, (all) => ({ data: page(all.toReversed(), paging), totalCount: all.length })),

      create: Effect.fnUntraced(function*({ url }) {
        if (!URL.canParse(url)) {
          return yield* ErrorResponse.ofParam("form_param_format_invalid", "url")
        }
        if (url.startsWith("http:")) {
          return yield* ErrorResponse.ofParam("insecure_url", "url")
        }
        const now = yield* currentTime
        const id = RedirectUrlId.make(yield* counters.nextId("ru"))
        return yield* urls.put(new RedirectUrl({ id, url, createdAt: now, updatedAt: now }))
      }),

      get: ({ id }) => urls.find(id),

      delete: (input) =>
        Effect.map(urls.remove(input.id), ({ id }) => new DeletedObject({ object: "redirect_url", id, deleted: true }))
    }))
})

const omit = omitEmptyKeys({ byKey: new Map(), byObject: new Map(), isOpaque: () => false })
