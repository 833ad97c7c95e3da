/**
 * The in-memory Clerk behind an HTTP server: Clerk's API, the control and the page.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Ref from "effect/Ref"
import * as HttpApp from "../server/HttpApp.ts"
import type { HttpRequest } from "../server/HttpMessage.ts"
import type { ServedOptions, ServedRequest } from "./Control.ts"
import * as ControlApi from "./ControlApi.ts"
import * as Page from "./Page.ts"
import { shownPath } from "./shownPath.ts"
import type { Source } from "./Source.ts"

export const make = Effect.fnUntraced(function*(source: Source, options: ServedOptions) {
  const recent = yield* Ref.make<ReadonlyArray<ServedRequest>>([])
  const control = options.control === true ? ControlApi.make(source) : none
  const page = options.page === true ? Page.make(source, recent) : none

  const handle = Effect.fnUntraced(function*(request: HttpRequest) {
    const start = yield* Clock.currentTimeMillis
    const exit = yield* Effect.exit(source.handle(request))
    const served: ServedRequest = {
      method: request.method,
      path: shownPath(request.url),
      status: Exit.isSuccess(exit) ? exit.value.status : null,
      millis: Math.round((yield* Clock.currentTimeMillis) - start)
    }
    if (options.page === true) {
      yield* Ref.update(recent, (all) => [served, ...all.slice(0, maxRecent - 1)])
    }
    if (options.onRequest !== undefined) {
      yield* options.onRequest(served)
    }
    return yield* exit
  })

  return HttpApp.make((request) => control(request) ?? page(request) ?? handle(request))
})

const none = () => undefined

const maxRecent = 50
