/** Decoding alone, beside `JSON.parse` of the same text; by the build, as everything here. */
import { Schema } from "effect"
import { userOperations } from "effect-clerk"
import { measure } from "./measure.ts"
import { micros, ratio, type Section } from "./report.ts"
import type { Serving } from "./serving.ts"

type Decode = typeof import("../src/internal/schema/decode.ts")

export const decoding = async ({ apiUrl }: Serving): Promise<Section> => {
  const text = await (await fetch(`${apiUrl}/users?limit=500`)).text()
  const body: unknown = JSON.parse(text)
  const { success } = userOperations.list
  const { decoder } = await import(new URL("../dist/internal/schema/decode.js", import.meta.url).href) as Decode
  const decode = decoder(success as unknown as Schema.Schema<unknown>)
  const bySchema = Schema.decodeUnknownSync(success)
  const measured = await measure([
    { name: "JSON.parse", run: async () => JSON.parse(text) as unknown },
    { name: "ours", run: async () => decode(body) },
    { name: "Schema.decodeUnknown", run: async () => bySchema(body) }
  ], { calls: 20, rounds: 15 })
  const [parse] = measured
  return {
    title: "Decoding a page of 500 users",
    about: `Every field checked; ${Math.round(text.length / 1024)} kB of JSON.`,
    columns: ["by", "CPU", "ratio"],
    rows: measured.map(({ cpu, name }) => [name, micros(cpu), ratio(cpu / parse!.cpu)])
  }
}
