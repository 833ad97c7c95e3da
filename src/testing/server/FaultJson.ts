/**
 * Faults as JSON: for files, and for the control over HTTP.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Fault } from "./Faults.ts"
import * as Json from "./jsonInput.ts"
import { scenarios } from "./scenarios.ts"

const Delay = Schema.Union(Schema.NonNegative, Schema.String).pipe(
  Schema.filter((delay) =>
    Option.isSome(Duration.decodeUnknown(delay)) || "Expected milliseconds, or a text such as \"2 seconds\""
  )
)

const FaultFromJson = Schema.Struct({
  operation: Schema.optional(Schema.String),
  times: Schema.optional(Schema.Union(Schema.Literal("always"), Schema.Int)),
  probability: Schema.optional(Schema.Number),
  status: Schema.optional(Schema.Int),
  body: Schema.optional(Schema.Unknown),
  headers: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.String })),
  delay: Schema.optional(Delay),
  drop: Schema.optional(Schema.Union(Schema.Boolean, Schema.Literal("after")))
})

type ScenarioName = keyof typeof scenarios

const scenarioNames = Object.keys(scenarios) as ReadonlyArray<ScenarioName>

const decodeFault = Json.decoder(FaultFromJson, "fault")

const decodeScenario = Json.decoder(Schema.Struct({ scenario: Schema.Literal(...scenarioNames) }), "fault")

const isScenario = (item: unknown): boolean => typeof item === "object" && item !== null && "scenario" in item

/** The faults of JSON values, each a fault or `{"scenario":"outage"}`, or a sentence about the first that is neither. */
export const fromJson = (items: ReadonlyArray<unknown>): Effect.Effect<ReadonlyArray<Fault>, string> =>
  Effect.map(
    Effect.forEach(items, (item, index): Effect.Effect<ReadonlyArray<Fault>, string> =>
      isScenario(item)
        ? Effect.map(decodeScenario(item, index), ({ scenario }) => scenarios[scenario])
        : Effect.map(decodeFault(item, index), (fault) => [fault as Fault])),
    (faults) => faults.flat()
  )

/** A fault with a delay that reads the same in JSON. */
export const toJson = (fault: Fault): unknown => ({
  ...fault,
  ...fault.delay === undefined ? {} : { delay: Duration.format(fault.delay) }
})
