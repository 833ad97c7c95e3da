/**
 * Decodes the event in the body of a webhook. Fields that cannot be decoded are left out, as in a response.
 */
import * as Either from "effect/Either"
import type * as Schema from "effect/Schema"
import type { Issue } from "../../Errors.ts"
import { isJsonObject } from "../../Schema/wire/Json.ts"
import { dataSchemas, type EventType, isKnownType, type KnownEvent, type WebhookEvent } from "../../WebhookEvent.ts"
import * as Decode from "../schema/decode.ts"

export interface Decoded {
  readonly event: WebhookEvent
  /** What was left out. */
  readonly issues: ReadonlyArray<Issue>
}

export const decode = (type: string, data: unknown): Either.Either<Decoded, ReadonlyArray<Issue>> => {
  if (!isKnownType(type)) {
    return Either.right({ event: { type: "unknown", name: type, data: isJsonObject(data) ? data : {} }, issues: [] })
  }
  return Either.mapBoth(decoderOf(type).decode(data), {
    onLeft: ({ issues }) => issues,
    onRight: ({ failures, value }) => ({
      event: { type, data: value } as KnownEvent,
      issues: failures.flatMap((failure) => failure().issues)
    })
  })
}

/** Compiled once, on first use. */
const decoders = new Map<EventType, Decode.Decoder<unknown>>()

const decoderOf = (type: EventType): Decode.Decoder<unknown> => {
  const decoder = decoders.get(type) ?? Decode.decoder(dataSchemas[type] as unknown as Schema.Schema<unknown, unknown>)
  decoders.set(type, decoder)
  return decoder
}
