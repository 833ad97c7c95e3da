/** What it costs that a call is retried, limited, traced and counted. */
import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Layer, ManagedRuntime, MetricLabel, Redacted } from "effect"
import { Clerk, Metrics, type RateLimit, Retry, Users } from "effect-clerk"
import { measure, type Options } from "./measure.ts"
import { micros, ratio, type Section } from "./report.ts"
import type { Serving } from "./serving.ts"

/** Rules that are kept, and never make a call wait. */
const rules: ReadonlyArray<RateLimit.Rule> = [
  { per: "instance", limit: 2e9, window: "10 seconds", burst: 1e9 },
  { per: "userId", limit: 2e9, window: "10 seconds", burst: 1e9, operations: ["users.update"] }
]

const calls = {
  "Users.get": Users.get({ userId: "user_1" }),
  "Users.update": Users.update({ userId: "user_1", firstName: "Ada" })
}

/** How many calls one run makes. */
const several = 20

export const cost = async ({ apiUrl }: Serving, options: Options): Promise<Section> => {
  const runtime = (options: Partial<Clerk.Options>) =>
    ManagedRuntime.make(Layer.provide(
      Clerk.layer({ secretKey: Redacted.make("sk_live_bench"), apiUrl, ...options }),
      NodeHttpClient.layerUndici
    ))
  const on = runtime({ rateLimit: rules })
  const off = runtime({ rateLimit: "none", retry: Retry.none })
  // Metrics cannot be turned off, so what they cost is measured by itself and taken off.
  const metrics = await measure([{ name: "metrics", run: async () => updateMetrics() }], { ...options, calls: 20_000 })
  const ofMetrics = metrics[0]!.cpu
  const rows: Array<ReadonlyArray<string>> = []
  for (const [name, call] of Object.entries(calls)) {
    const [withAll, without] = await measure([
      { name, run: () => on.runPromise(Effect.repeatN(call, several - 1)) },
      { name, run: () => off.runPromise(Effect.withTracerEnabled(Effect.repeatN(call, several - 1), false)) }
    ], options)
    const cpuOn = withAll!.cpu / several
    const cpuOff = without!.cpu / several - ofMetrics
    rows.push([name, micros(cpuOff), micros(cpuOn), ratio(cpuOn / cpuOff)])
  }
  await Promise.all([on.dispose(), off.dispose()])
  return {
    title: "What retry, limiter, span and metrics cost",
    about: "CPU of a call over undici, with everything off and with everything on.",
    columns: ["call", "off", "on", "ratio"],
    rows
  }
}

const labels = [MetricLabel.make("operation", "users.bench"), MetricLabel.make("outcome", "success")]

const updateMetrics = () => {
  Metrics.limiterWait.unsafeUpdate(0, labels)
  Metrics.requests.unsafeUpdate(1, labels)
  Metrics.duration.unsafeUpdate(1, labels)
}
