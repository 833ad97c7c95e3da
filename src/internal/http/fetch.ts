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
  return context.pipe(
    Context.add(FetchHttpClient.Fetch, (...args) => fetch(...args).then(received)),
    Context.add(FetchHttpClient.RequestInit, { ...init, redirect: "manual" })
  )
}

/**
 * The response with its whole body and a content-length, which a compressed response does not tell. The body is read here because the
 * platform's stream of it costs a get over `fetch` as much as the request itself.
 */
const received = async (response: Response): Promise<Response> => {
  // A mocked fetch may return less than a response.
  if (typeof response.body?.getReader !== "function") {
    return response
  }
  const body = Content.collect()
  const reader = response.body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (!body.add(next.value)) {
        await reader.cancel()
        return new Response(failing(body.chunks, new Content.TooLarge()), response)
      }
    }
  } catch (error) {
    return new Response(failing(body.chunks, error), response)
  }
  const headers = new Headers(response.headers)
  headers.delete("content-encoding")
  headers.set("content-length", String(body.size()))
  return new Response(Content.join(body.chunks) as BodyInit, { status: response.status, headers })
}

/** What was received before the error stays readable. */
const failing = (chunks: ReadonlyArray<Uint8Array>, error: unknown): ReadableStream<Uint8Array> => {
  const left = chunks.values()
  return new ReadableStream({
    pull: (controller) => {
      const { done, value } = left.next()
      return done ? controller.error(error) : controller.enqueue(value)
    }
  })
}
