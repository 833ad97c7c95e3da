/** A tracer that keeps every span. */
import { Cause, Exit, Layer, Tracer } from "effect"

export interface Seen {
  readonly name: string
  readonly kind: Tracer.SpanKind
  readonly attributes: Record<string, unknown>
  readonly events: Array<readonly [name: string, attributes: Record<string, unknown> | undefined]>
  /** `"ok"`, or the failure in the words that an exporter would send. */
  status: string | undefined
}

export const tracing = () => {
  const spans: Array<Seen> = []
  const tracer = Tracer.make({
    span: (name, parent, context, links, startTime, kind) => {
      const seen: Seen = { name, kind, attributes: {}, events: [], status: undefined }
      spans.push(seen)
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
          seen.status = Exit.match(exit, { onSuccess: () => "ok", onFailure: Cause.pretty })
        },
        attribute: (key, value) => {
          seen.attributes[key] = value
        },
        event: (name, _, attributes) => {
          seen.events.push([name, attributes])
        },
        addLinks: () => {}
      }
    },
    context: (run) => run()
  })
  return { spans, layer: Layer.setTracer(tracer) }
}
