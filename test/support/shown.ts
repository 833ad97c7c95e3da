/**
 * Everything that a program can show of a call: its logs and spans, and its result, printed in every common way.
 *
 * ```ts
 * const { logs, spans, values } = yield* shown(Users.get({ userId: "user_1" }))
 * ```
 */
import { Cause, Effect, Exit, Layer, Logger, LogLevel } from "effect"
import { Console } from "node:console"
import { Writable } from "node:stream"
import { format, inspect } from "node:util"
import { tracing } from "./tracing.ts"

/** A value, printed in every common way. */
const printed = (value: unknown): ReadonlyArray<string> => {
  const lines: Array<string> = []
  const stdout = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk))
      done()
    }
  })
  const console = new Console({ stdout })
  console.log(value)
  console.dir(value, { depth: null, showHidden: true })
  return [
    ...lines,
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    format("%s %o %O %j", value, value, value, value),
    JSON.stringify(value) ?? "",
    String(value),
    value instanceof Error ? `${value.message}\n${value.stack}\n${JSON.stringify(Object.entries(value))}` : ""
  ]
}

/** Runs a call and logs, traces and prints everything about it. */
export const shown = Effect.fnUntraced(function*<A, E, R>(call: Effect.Effect<A, E, R>) {
  const logs: Array<string> = []
  const keep = (line: unknown) => {
    logs.push(...printed(line))
  }
  const loggers = [
    Logger.stringLogger,
    Logger.logfmtLogger,
    Logger.jsonLogger,
    Logger.structuredLogger,
    Logger.make(({ annotations, cause, message, spans }) => ({ annotations, cause, message, spans }))
  ].map((logger) => Logger.add(Logger.map(logger, keep)))
  const { layer: tracer, spans } = tracing()
  const exit = yield* call.pipe(
    Effect.tapErrorCause((cause) => Effect.logFatal("failed", cause)),
    Effect.tapError((error) => Effect.logDebug(error).pipe(Effect.annotateLogs("error", error))),
    Effect.tap((value) => Effect.logTrace(value)),
    Effect.exit,
    Effect.provide(
      Layer.mergeAll(Logger.remove(Logger.defaultLogger), Logger.minimumLogLevel(LogLevel.All), tracer, ...loggers)
    )
  )
  const values = Exit.isSuccess(exit)
    ? [exit, exit.value]
    : [exit, exit.cause, Cause.pretty(exit.cause, { renderErrorCause: true }), Cause.squash(exit.cause)]
  return { exit, logs, spans: spans.flatMap(printed), values: values.flatMap(printed) }
})
