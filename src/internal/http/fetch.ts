/**
 * What `fetch` is told, and how what it answers is read, where a client is made of it.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Context from "effect/Context"
import * as FiberRef from "effect/FiberRef"
import * as Option from "effect/Option"
import * as Content from "./content.ts"

/**
 * Tells `fetch` to follow no redirect, which would carry passwords to wherever it points, and sees to it that a text ends. That is said
 * within the client, because only there are the settings that its layer was made with: what is said around it would replace them.
 */
export const guard = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.mapRequestEffect(
    client,
    (request) => FiberRef.modify(FiberRef.currentContext, (context) => [request, guarded(context, request)])
  )

const guarded = (context: Context.Context<never>, request: HttpClientRequest.HttpClientRequest) => {
  const fetch = Option.getOrElse(Context.getOption(context, FetchHttpClient.Fetch), () => globalThis.fetch)
  const init = Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit))
  const withEnd: typeof fetch = async (...args) => {
    const response = await fetch(...args)
    const { body } = response
    // What a test answers may be less than a response.
    if (typeof body?.getReader === "function") {
      response.text = async () => textOf(body.getReader())
      ending.add(request)
    }
    return response
  }
  return context.pipe(
    Context.add(FetchHttpClient.Fetch, withEnd),
    Context.add(FetchHttpClient.RequestInit, { ...init, redirect: "manual" })
  )
}

const ending = new WeakSet<HttpClientRequest.HttpClientRequest>()

/** Whether the text of what is answered to a request ends, however long the answer is. */
export const ends = (request: HttpClientRequest.HttpClientRequest): boolean => ending.has(request)

/** What such a text fails with when it would be larger than `Content.largest`. */
export class TooLarge extends Error {}

const textOf = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> => {
  const chunks: Array<Uint8Array> = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) {
      return Content.text(chunks)
    }
    chunks.push(value)
    size += value.length
    if (size > Content.largest) {
      await reader.cancel()
      throw new TooLarge()
    }
  }
}
