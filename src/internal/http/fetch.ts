/**
 * Settings and limits of `fetch`, for clients that are made of it.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as Context from "effect/Context"
import * as FiberRef from "effect/FiberRef"
import * as Option from "effect/Option"
import * as Content from "./content.ts"

/**
 * Makes `fetch` follow no redirect, which would carry passwords to another host, and limits the size of its bodies. This has to happen
 * inside the client: settings provided around it would replace those of its layer, such as a proxy's dispatcher.
 */
export const guard = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.mapRequestEffect(
    client,
    (request) => FiberRef.modify(FiberRef.currentContext, (context) => [request, guarded(context)])
  )

const guarded = (context: Context.Context<never>) => {
  const fetch = Option.getOrElse(Context.getOption(context, FetchHttpClient.Fetch), () => globalThis.fetch)
  const init = Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit))
  const text = Option.getOrUndefined(Context.getOption(context, ResponseText))
  const limited: typeof fetch = async (...args) => {
    const response = await fetch(...args)
    const { body, headers, status } = response
    // A mocked fetch may return less than a response, and a proxy a status that no Response can be made with.
    if (text === undefined || typeof body?.getReader !== "function" || status > 599) {
      return response
    }
    text.isLimited = true
    return new LimitedResponse(body, { status, headers })
  }
  return context.pipe(
    Context.add(FetchHttpClient.Fetch, limited),
    Context.add(FetchHttpClient.RequestInit, { ...init, redirect: "manual" })
  )
}

/** Tells whether the text of the response to a request is limited, so that it need not be read in chunks. */
export class ResponseText extends Context.Tag("effect-clerk/ResponseText")<ResponseText, { isLimited: boolean }>() {}

/**
 * A response whose text is limited to `maxBodyBytes`. Compressed responses do not tell their length, and to read the body of a get as a
 * stream of Effect costs as much as the request itself.
 */
class LimitedResponse extends Response {
  override async text(): Promise<string> {
    const { add, take } = Content.collect()
    const reader = this.body!.getReader()
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (!add(next.value)) {
        await reader.cancel()
        throw new Content.TooLarge()
      }
    }
    return Content.text(take())
  }
}
