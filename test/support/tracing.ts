/** A tracer that records every span. */
import { Cause, Exit, Layer, Tracer } from "effect"

export interface RecordedSpan {
  readonly name: string
  readonly kind: Tracer.SpanKind
  readonly attributes: Record<string, unknown>
  readonly events: Array<readonly [name: string, attributes: Record<string, unknown> | undefined]>
  /** `"ok"`, or the failure as an exporter would print it. */
  status: string | undefined
}

export const tracing = () => {
  const spans: Array<RecordedSpan> = []
  const tracer = Tracer.make({
    span: (name, parent, context, links, startTime, kind) => {
      const recorded: RecordedSpan = { name, kind, attributes: {}, events: [], status: undefined }
      spans.push(recorded)
      return {
        _tag: "Span",
        name,
        spanId: `000000000000000${spans.length}`,
        traceId: "00000000000000000000000000000001",
        parent,
        context,
        status: { _tag: "Started", startTime },
        attributes: new Map(),
        links,
        sampled: true,
        kind,
        end: (_, exit) => {
          recorded.status = Exit.match(exit, { onSuccess: () => "ok", onFailure: Cause.pretty })
        },
        attribute: (key, value) => {
          recorded.attributes[key] = value
        },
        event: (name, _, attributes) => {
          recorded.events.push([name, attributes])
        },
        addLinks: () => {}
      }
    },
    context: (run) => run()
  })
  return { spans, layer: Layer.setTracer(tracer) }
}
