/** Spans and metrics of calls, up to the exporters of OpenTelemetry. */
import * as NodeSdk from "@effect/opentelemetry/NodeSdk"
import { assert, describe, it } from "@effect/vitest"
import { SpanKind, SpanStatusCode } from "@opentelemetry/api"
import {
  AggregationTemporality,
  DataPointType,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader
} from "@opentelemetry/sdk-metrics"
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base"
import { Effect, Fiber, Logger, LogLevel, Metric, MetricState, Redacted, Schedule, TestClock } from "effect"
import { Metrics, Retry, Users } from "effect-clerk"
import { clerk, hang, html, json, lost, type Options, play, type Script, scripted } from "../support/script.ts"
import { tracing } from "../support/tracing.ts"

const get = Users.get({ userId: "user_ada" })

const trace = (id: string) => ({ "clerk-trace-id": id })
const ada = json(200, { id: "user_ada", created_at: 1, updated_at: 1 }, trace("of the 200"))
const notFound = clerk(404, "resource_not_found", trace("of the 404"))
const unavailable = clerk(503, "unavailable", trace("of the 503"))
const tooMany = clerk(429, "too_many_requests", { ...trace("of the 429"), "retry-after": "5" })

/** Two retries, each after one second. */
const twice = Retry.make({ schedule: Schedule.intersect(Schedule.spaced("1 second"), Schedule.recurs(2)) })

/** Grants one request every two seconds. */
const rateLimit = [{ per: "instance", limit: 6, window: "6 seconds", burst: 1 }] as const

// ---------------------------------------------------------------------------------------------------------------------
// Spans
// ---------------------------------------------------------------------------------------------------------------------

describe("The span of a call", () => {
  const attributes = {
    "http.request.method": "GET",
    "url.template": "/users/:userId",
    "clerk.attempts": 1,
    "clerk.limiter.wait": 0
  }

  const cases: ReadonlyArray<readonly [what: string, Script, expected: Readonly<Record<string, unknown>>, Options?]> = [
    ["succeeds", [ada], { "http.response.status_code": 200, "clerk.trace_id": "of the 200" }],
    ["succeeds after a 503, a 429 and a wait for the rate limiter", [unavailable, tooMany, ada], {
      "http.response.status_code": 200,
      "clerk.trace_id": "of the 200",
      "clerk.attempts": 3,
      "clerk.limiter.wait": 1000,
      "clerk.retry.reasons": "503, 429"
    }, { rateLimit }],
    ["fails with 404", [notFound], { "http.response.status_code": 404, "clerk.trace_id": "of the 404" }],
    ["fails with 404 after a 503 and a lost connection", [unavailable, lost, notFound], {
      "http.response.status_code": 404,
      "clerk.trace_id": "of the 404",
      "clerk.attempts": 3,
      "clerk.retry.reasons": "503, Transport"
    }],
    ["times out on every attempt", [hang], { "clerk.attempts": 3, "clerk.retry.reasons": "Timeout, Timeout" }],
    ["gets a 503 from Clerk and then a 502 from a proxy", [unavailable, html(502)], {
      "http.response.status_code": 502,
      "clerk.attempts": 3,
      "clerk.retry.reasons": "503, 502"
    }]
  ]
  it.effect.each(cases)(
    "has the attributes of a call that %s",
    ([, script, expected, options]) =>
      Effect.gen(function*() {
        const { layer, spans } = tracing()
        yield* play(script, get, { retry: twice, ...options }).pipe(Effect.provide(layer))
        assert.deepStrictEqual(spans.map((span) => span.attributes), [{ ...attributes, ...expected }])
      })
  )

  it.effect("has no attempts when the input is invalid", () =>
    Effect.gen(function*() {
      const { layer, spans } = tracing()
      yield* play([ada], Users.get({ userId: ".." })).pipe(Effect.provide(layer))
      assert.deepStrictEqual(spans.map((span) => span.attributes), [{ ...attributes, "clerk.attempts": 0 }])
    }))

  const interruptions: ReadonlyArray<readonly [where: string, Script, expected: Readonly<Record<string, unknown>>]> = [
    ["waiting for the rate limiter", [ada], { "clerk.attempts": 0, "clerk.limiter.wait": 1000 }],
    ["sleeping before a retry", [ada, unavailable], {
      "http.response.status_code": 503,
      "clerk.trace_id": "of the 503",
      "clerk.retry.reasons": "503"
    }],
    ["waiting for the response of a retry", [ada, unavailable, hang], {
      "http.response.status_code": 503,
      "clerk.trace_id": "of the 503",
      "clerk.attempts": 2,
      "clerk.retry.reasons": "503"
    }]
  ]
  it.effect.each(interruptions)(
    "has the attributes of a call that is interrupted while %s",
    ([where, script, expected]) =>
      Effect.gen(function*() {
        const { layer: tracer, spans } = tracing()
        const { layer } = scripted(script, {
          retry: twice,
          rateLimit: where === "waiting for the rate limiter" ? rateLimit : "none"
        })
        yield* Effect.gen(function*() {
          yield* get
          const fiber = yield* Effect.fork(get)
          yield* TestClock.adjust(where === "sleeping before a retry" ? "500 millis" : "1 second")
          yield* Fiber.interrupt(fiber)
        }).pipe(Effect.provide(layer), Effect.provide(tracer))
        assert.deepStrictEqual(spans[1]?.attributes, { ...attributes, ...expected })
      })
  )
})

// ---------------------------------------------------------------------------------------------------------------------
// Metrics
// ---------------------------------------------------------------------------------------------------------------------

/** The metrics of the calls with a label: a count, or the count and sum of a histogram in milliseconds. */
const counted = Effect.fnUntraced(function*(label: string) {
  const metrics: Record<string, unknown> = {}
  for (const { metricKey, metricState } of yield* Metric.snapshot) {
    const tags = new Map(metricKey.tags.map(({ key, value }) => [key, value]))
    if (metricKey.name.startsWith("clerk.") && tags.get("test") === label) {
      metrics[`${metricKey.name} ${tags.get("operation")} ${tags.get("outcome")}`] =
        MetricState.isHistogramState(metricState)
          ? { count: metricState.count, sum: metricState.sum }
          : MetricState.isCounterState(metricState) && metricState.count
    }
  }
  return metrics
})

const once = (sum: number) => ({ count: 1, sum })

describe("The metrics", () => {
  type Counted = Readonly<Record<string, unknown>>
  const none = { retry: Retry.none }

  const cases: ReadonlyArray<readonly [what: string, Script, expected: Counted, options: Options]> = [
    ["succeeds", [ada], {
      "clerk.requests users.get success": 1,
      "clerk.limiter.wait users.get success": once(0),
      "clerk.duration users.get success": once(0)
    }, none],
    ["succeeds after a 503, a 429 and a wait for the rate limiter", [unavailable, tooMany, ada], {
      "clerk.requests users.get ClerkErrors": 2,
      "clerk.requests users.get success": 1,
      "clerk.retries users.get ClerkErrors": 2,
      "clerk.rate_limited users.get ClerkErrors": 1,
      "clerk.limiter.wait users.get success": { count: 3, sum: 1000 },
      "clerk.duration users.get success": once(7000)
    }, { retry: twice, rateLimit }],
    ["fails with 404", [notFound], {
      "clerk.requests users.get ClerkErrors": 1,
      "clerk.limiter.wait users.get success": once(0),
      "clerk.duration users.get ClerkErrors": once(0)
    }, none],
    ["gets 429 from a proxy", [html(429)], {
      "clerk.requests users.get UnexpectedResponse": 1,
      "clerk.rate_limited users.get UnexpectedResponse": 1,
      "clerk.limiter.wait users.get success": once(0),
      "clerk.duration users.get UnexpectedResponse": once(0)
    }, none],
    ["gets an undecodable response", [json(200, {})], {
      "clerk.requests users.get InvalidResponse": 1,
      "clerk.limiter.wait users.get success": once(0),
      "clerk.duration users.get InvalidResponse": once(0)
    }, none],
    ["dies of a defect in the HTTP client", [() => Effect.die("bug")], {
      "clerk.requests users.get defect": 1,
      "clerk.limiter.wait users.get success": once(0),
      "clerk.duration users.get defect": once(0)
    }, none],
    ["loses its connection, times out and loses its connection again", [lost, hang, lost], {
      "clerk.requests users.get Transport": 2,
      "clerk.requests users.get Timeout": 1,
      "clerk.retries users.get Transport": 1,
      "clerk.retries users.get Timeout": 1,
      "clerk.limiter.wait users.get success": { count: 3, sum: 0 },
      "clerk.duration users.get Transport": once(32_000)
    }, { retry: twice }]
  ]
  it.effect.each(cases)("count a call that %s", ([label, script, expected, options]) =>
    Effect.gen(function*() {
      yield* Effect.exit(play(script, get, options)).pipe(Effect.tagMetrics("test", label))
      assert.deepStrictEqual(yield* counted(label), expected)
    }))

  it.effect("count a call with invalid input without a request", () =>
    Effect.gen(function*() {
      yield* play([ada], Users.get({ userId: ".." })).pipe(Effect.tagMetrics("test", "input"))
      assert.deepStrictEqual(yield* counted("input"), { "clerk.duration users.get InvalidRequest": once(0) })
    }))

  it.effect("count a call that the rate limiter delays beyond its budget", () =>
    Effect.gen(function*() {
      const retry = Retry.make({ budget: "500 millis" })
      const both = Effect.zipRight(get, get).pipe(Effect.tagMetrics("test", "budget"))
      yield* play([ada], both, { retry, rateLimit })
      assert.deepStrictEqual(yield* counted("budget"), {
        "clerk.requests users.get success": 1,
        "clerk.limiter.wait users.get success": once(0),
        "clerk.limiter.wait users.get Timeout": once(500),
        "clerk.duration users.get success": once(0),
        "clerk.duration users.get Timeout": once(500)
      })
    }))

  it.effect("count an attempt that the budget interrupts as a timeout", () =>
    Effect.gen(function*() {
      const retry = Retry.make({ schedule: Schedule.spaced("1 second"), budget: "5 seconds" })
      yield* Effect.exit(play([clerk(503), hang], get, { ...none, retry })).pipe(
        Effect.tagMetrics("test", "out of budget")
      )
      assert.deepStrictEqual(yield* counted("out of budget"), {
        "clerk.requests users.get ClerkErrors": 1,
        "clerk.requests users.get Timeout": 1,
        "clerk.retries users.get ClerkErrors": 1,
        "clerk.limiter.wait users.get success": { count: 2, sum: 0 },
        "clerk.duration users.get ClerkErrors": once(5000)
      })
    }))

  it.effect("count an attempt that the budget interrupts after a 429 as a timeout, and the 429 once", () =>
    Effect.gen(function*() {
      const busy = clerk(429, "too_many_requests", { "retry-after": "1" })
      const call = Users.deletePasskey({ userId: "user_1", passkeyIdentificationId: "idn_1" })
      yield* play([busy, hang], call, { retry: Retry.make({ budget: "5 seconds" }) }).pipe(
        Effect.tagMetrics("test", "429 and out of budget")
      )
      assert.deepInclude(yield* counted("429 and out of budget"), {
        "clerk.rate_limited users.deletePasskey ClerkErrors": 1,
        "clerk.requests users.deletePasskey ClerkErrors": 1,
        "clerk.requests users.deletePasskey Timeout": 1
      })
    }))

  const interruptions: ReadonlyArray<readonly [where: string, Script, expected: Counted]> = [
    ["the rate limiter", [ada], {
      "clerk.requests users.get success": 1,
      "clerk.limiter.wait users.get success": once(0),
      "clerk.limiter.wait users.get interrupted": once(1000),
      "clerk.duration users.get success": once(0),
      "clerk.duration users.get interrupted": once(1000)
    }],
    ["a response", [ada, hang], {
      "clerk.requests users.get success": 1,
      "clerk.requests users.get interrupted": 1,
      "clerk.limiter.wait users.get success": { count: 2, sum: 2000 },
      "clerk.duration users.get success": once(0),
      "clerk.duration users.get interrupted": once(3000)
    }]
  ]
  it.effect.each(interruptions)(
    "count a call that is interrupted while waiting for %s",
    ([label, script, expected]) =>
      Effect.gen(function*() {
        const { layer } = scripted(script, { ...none, rateLimit })
        yield* Effect.gen(function*() {
          yield* get
          const fiber = yield* Effect.fork(get)
          yield* TestClock.adjust(label === "the rate limiter" ? "1 second" : "3 seconds")
          yield* Fiber.interrupt(fiber)
        }).pipe(Effect.provide(layer), Effect.tagMetrics("test", label))
        assert.deepStrictEqual(yield* counted(label), expected)
      })
  )

  it.effect("can be read by operation, outcome and the tags of the program", () =>
    Effect.gen(function*() {
      yield* play([ada, ada, notFound], Effect.all([get, get, get]), none).pipe(Effect.tagMetrics("tenant", "acme"))
      yield* play([ada], get, none).pipe(Effect.tagMetrics("tenant", "other"))
      const sent = Metrics.requests.pipe(Metric.tagged("operation", "users.get"), Metric.tagged("outcome", "success"))
      const took = Metrics.duration.pipe(
        Metric.tagged("operation", "users.get"),
        Metric.tagged("outcome", "ClerkErrors")
      )
      yield* Effect.gen(function*() {
        assert.strictEqual((yield* Metric.value(sent)).count, 2)
        assert.strictEqual((yield* Metric.value(took)).count, 1)
      }).pipe(Effect.tagMetrics("tenant", "acme"))
    }))
})

// ---------------------------------------------------------------------------------------------------------------------
// OpenTelemetry
// ---------------------------------------------------------------------------------------------------------------------

/** A program with OpenTelemetry, and what its exporters have been given. */
const openTelemetry = () => {
  const spanExporter = new InMemorySpanExporter()
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const metricReader = new PeriodicExportingMetricReader({ exporter })
  const layer = NodeSdk.layer(() => ({
    resource: { serviceName: "test" },
    spanProcessor: new SimpleSpanProcessor(spanExporter),
    metricReader
  }))
  return {
    layer,
    spans: Effect.sync(() => spanExporter.getFinishedSpans()),
    metrics: Effect.promise(() => metricReader.forceFlush()).pipe(
      Effect.map(() =>
        exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      )
    )
  }
}

describe("Over OpenTelemetry", () => {
  it.effect("a span is exported with kind, attributes, status and duration", () =>
    Effect.gen(function*() {
      const { layer, spans } = openTelemetry()
      const seen = yield* Effect.gen(function*() {
        yield* play([unavailable, tooMany, ada], get, { retry: twice, rateLimit })
        yield* play([notFound], get)
        return yield* spans
      }).pipe(Effect.provide(layer))
      const attributes = { "http.request.method": "GET", "url.template": "/users/:userId" }
      assert.deepStrictEqual(
        seen.map(({ attributes, duration, kind, name, status }) => ({ attributes, duration, kind, name, status })),
        [
          {
            name: "Clerk.users.get",
            kind: SpanKind.CLIENT,
            attributes: {
              ...attributes,
              "http.response.status_code": 200,
              "clerk.trace_id": "of the 200",
              "clerk.attempts": 3,
              "clerk.limiter.wait": 1000,
              "clerk.retry.reasons": "503, 429"
            },
            status: { code: SpanStatusCode.OK },
            duration: [7, 0]
          },
          {
            name: "Clerk.users.get",
            kind: SpanKind.CLIENT,
            attributes: {
              ...attributes,
              "http.response.status_code": 404,
              "clerk.trace_id": "of the 404",
              "clerk.attempts": 1,
              "clerk.limiter.wait": 0
            },
            status: {
              code: SpanStatusCode.ERROR,
              message: "users.get (GET /users/:userId) answered 404: No. (resource_not_found) [trace of the 404]"
            },
            duration: [0, 0]
          }
        ]
      )
    }))

  it.effect("metrics are exported with kind, unit, description and attributes", () =>
    Effect.gen(function*() {
      const { layer, metrics } = openTelemetry()
      const label = "exported"
      const seen = yield* Effect.gen(function*() {
        yield* play([unavailable, tooMany, ada], get, { retry: twice, rateLimit }).pipe(
          Effect.tagMetrics("test", label)
        )
        return yield* metrics
      }).pipe(Effect.provide(layer))
      const exported = seen.filter(({ descriptor }) => descriptor.name.startsWith("clerk.")).flatMap((
        { dataPointType, dataPoints, descriptor }
      ) =>
        dataPoints.filter(({ attributes }) => attributes["test"] === label).map(({ attributes, value }) => ({
          name: descriptor.name,
          type: dataPointType,
          unit: descriptor.unit,
          description: descriptor.description,
          operation: attributes["operation"],
          outcome: attributes["outcome"],
          value: typeof value === "number" ? value : { count: value.count, sum: value.sum }
        }))
      )
      const counter = (name: string, description: string, outcome: string, value: number) => ({
        name,
        type: DataPointType.SUM,
        unit: "1",
        description,
        operation: "users.get",
        outcome,
        value
      })
      const histogram = (name: string, description: string, value: unknown) => ({
        name,
        type: DataPointType.HISTOGRAM,
        unit: "milliseconds",
        description,
        operation: "users.get",
        outcome: "success",
        value
      })
      assert.sameDeepMembers<unknown>(exported, [
        counter("clerk.requests", "Requests sent to Clerk", "ClerkErrors", 2),
        counter("clerk.requests", "Requests sent to Clerk", "success", 1),
        counter("clerk.retries", "Requests sent to Clerk again", "ClerkErrors", 2),
        counter("clerk.rate_limited", "Responses with status 429", "ClerkErrors", 1),
        histogram("clerk.limiter.wait", "Time that a request waited for the rate limiter", { count: 3, sum: 1000 }),
        histogram("clerk.duration", "Duration of a call with all attempts and waits", once(7000))
      ])
    }))

  it.effect("no exported span or metric contains an id, a filter or a secret", () =>
    Effect.gen(function*() {
      const { layer, metrics, spans } = openTelemetry()
      const canary = "canary"
      const calls = [
        Users.list({ emailAddress: [`${canary}@example.com`], query: canary }),
        Users.get({ userId: `user_${canary}` }),
        Users.update({ userId: `user_${canary}`, password: Redacted.make(canary), firstName: canary })
      ]
      const options = { retry: twice, rateLimit, secretKey: Effect.succeed(Redacted.make(`sk_test_${canary}`)) }
      const seen = yield* Effect.gen(function*() {
        yield* Effect.forEach(calls, (call) => play<unknown>([unavailable, tooMany, lost], call, options))
        return [
          ...(yield* spans).map(({ attributes, events, name, status }) => ({ attributes, events, name, status })),
          ...(yield* metrics)
        ]
      }).pipe(Effect.provide(layer))
      assert.include(JSON.stringify(seen), "Clerk.users.update")
      assert.notInclude(JSON.stringify(seen), canary)
    }))
})

// ---------------------------------------------------------------------------------------------------------------------
// Logs
// ---------------------------------------------------------------------------------------------------------------------

describe("A retry", () => {
  /** The messages that are logged during an effect from a level on. */
  const logged = <A, E, R>(level: LogLevel.LogLevel, effect: Effect.Effect<A, E, R>) => {
    const messages: Array<string> = []
    const logger = Logger.make(({ logLevel, message }) => void messages.push(`${logLevel.label} ${String(message)}`))
    return effect.pipe(
      Logger.withMinimumLogLevel(level),
      Effect.provide(Logger.replace(Logger.defaultLogger, logger)),
      Effect.map((result) => ({ messages, result }))
    )
  }
  const script: Script = [unavailable, lost, ada]

  // F49
  it.effect("is logged at level debug: what failed, which attempt, and the delay", () =>
    Effect.gen(function*() {
      const { messages } = yield* logged(LogLevel.All, play(script, get, { retry: twice }))
      assert.deepStrictEqual(messages, [
        "DEBUG Retry in 1s after attempt 1: users.get (GET /users/:userId) answered 503: No. (unavailable) " +
        "[trace of the 503]",
        "DEBUG Retry in 1s after attempt 2: users.get (GET /users/:userId) got no response after 2 attempts: " +
        "no luck with ECONNRESET (ECONNRESET)"
      ])
    }))

  it.effect("is logged with the delay that Retry-After asks for", () =>
    Effect.gen(function*() {
      const { messages } = yield* logged(LogLevel.Debug, play([tooMany, ada], get, { retry: twice }))
      assert.lengthOf(messages, 1)
      assert.include(messages[0], "Retry in 5s after attempt 1")
    }))

  it.effect("is not logged at the default level, nor is a call that is not retried", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual((yield* logged(LogLevel.Info, play(script, get, { retry: twice }))).messages, [])
      assert.deepStrictEqual((yield* logged(LogLevel.All, play([notFound], get, { retry: twice }))).messages, [])
      assert.deepStrictEqual((yield* logged(LogLevel.All, play([lost], get, { retry: Retry.none }))).messages, [])
    }))

  it.effect("is logged without a secret, an id or a value of the input", () =>
    Effect.gen(function*() {
      const echo = (text: string) => clerk(503, `unavailable ${text}`)
      const call = Users.update({ userId: "user_canary", password: Redacted.make("canary horse") })
      const { messages } = yield* logged(
        LogLevel.All,
        play([echo("sk_test_canary"), json(503, "canary horse"), ada], call, {
          retry: twice,
          secretKey: Effect.succeed(Redacted.make("sk_test_canary"))
        })
      )
      assert.lengthOf(messages, 2)
      assert.notInclude(messages.join(), "canary")
    }))
})
