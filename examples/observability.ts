/**
 * Prints what the OpenTelemetry exporters of a program receive while Clerk fails some requests. It needs no key and no network:
 *
 *     npx tsx examples/observability.ts
 */
import * as NodeSdk from "@effect/opentelemetry/NodeSdk"
import { PeriodicExportingMetricReader, type PushMetricExporter } from "@opentelemetry/sdk-metrics"
import { SimpleSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base"
import { Effect, Layer, Schedule } from "effect"
import { Errors, Retry, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

// The program adds a span and a metric tag of its own. It needs nothing else for telemetry.
const program = Effect.gen(function*() {
  const ada = yield* Users.create({ emailAddress: ["ada@example.com"] })
  yield* Users.updateMetadata({ userId: ada.id, publicMetadata: { plan: "pro" } })
  yield* Users.updateMetadata({ userId: ada.id, publicMetadata: { theme: "dark" } })
  yield* Users.get({ userId: "user_unknown" }).pipe(Errors.catchStatus(404, () => Effect.void))
}).pipe(Effect.withSpan("sign up"), Effect.tagMetrics("tenant", "acme"))

// The first update gets a 503, then a 429. The rate limit allows about one update every 200 ms.
const faults = Effect.all([
  ClerkTest.fault({ operation: "users.updateMetadata", status: 503 }),
  ClerkTest.fault({ operation: "users.updateMetadata", status: 429, headers: { "retry-after": "1" } })
])
const ClerkLive = ClerkTest.layer({
  retry: Retry.make({ schedule: Schedule.intersect(Schedule.exponential("100 millis"), Schedule.recurs(4)) }),
  rateLimit: [{ per: "userId", limit: 8, window: "1 second", burst: 1, operations: ["users.updateMetadata"] }]
})

// A real program uses the exporters of its vendor instead of these two, such as OTLPTraceExporter and OTLPMetricExporter.
const printSpans: SpanExporter = {
  export: (spans, done) => {
    for (const { attributes, duration: [seconds, nanos], name } of spans) {
      console.log(`${name}, ${Math.round(seconds * 1000 + nanos / 1e6)} ms`, attributes)
    }
    done({ code: 0 })
  },
  shutdown: () => Promise.resolve()
}
const printMetrics: PushMetricExporter = {
  export: ({ scopeMetrics }, done) => {
    const metrics = scopeMetrics.flatMap((scope) => scope.metrics)
    for (const { dataPoints, descriptor } of metrics.filter(({ descriptor }) => descriptor.name.startsWith("clerk."))) {
      console.log(`\n${descriptor.name}: ${descriptor.description} (${descriptor.unit})`)
      for (const { attributes, value } of dataPoints) {
        const text = typeof value === "number" ? value : `${value.sum} in ${value.count}`
        console.log(`  ${attributes["operation"]} ${attributes["outcome"]} ${attributes["tenant"]}: ${text}`)
      }
    }
    done({ code: 0 })
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve()
}

const Telemetry = NodeSdk.layer(() => ({
  resource: { serviceName: "observability" },
  spanProcessor: new SimpleSpanProcessor(printSpans),
  metricReader: new PeriodicExportingMetricReader({ exporter: printMetrics })
}))

faults.pipe(
  Effect.zipRight(program),
  Effect.provide(Layer.merge(ClerkLive, Telemetry)),
  Effect.runPromise
)
