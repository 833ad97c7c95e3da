/**
 * One call of an operation, from its input to a value or a failure, with its span and metrics.
 */
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Errors from "../../Errors.ts"
import type * as Operation from "../../Operation.ts"
import * as Retry from "../../Retry.ts"
import { attempts } from "./attempts.ts"
import type { Endpoint } from "./endpoint.ts"
import { hidden, notSent } from "./failures.ts"
import * as Secrets from "./secrets.ts"
import * as Send from "./send.ts"
import * as Telemetry from "./telemetry.ts"

/** What is fixed for a call. */
export interface Call {
  readonly endpoint: Endpoint
  readonly policy: Retry.Policy
  readonly request: HttpClientRequest.HttpClientRequest
  readonly params: { readonly [name: string]: string }
  /** The last path parameter: the id of what a delete deletes. */
  readonly lastParam: string | undefined
  readonly secrets: Secrets.Secrets
  readonly sender: Send.Sender
  readonly telemetry: Telemetry.Telemetry
}

export const run = (
  endpoint: Endpoint,
  given: unknown
): Effect.Effect<Operation.Page<unknown>, Errors.ClerkFailure> =>
  // The mask keeps an interruption from coming between the span and what ends it.
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(
      Effect.makeSpan(endpoint.spanName, endpoint.span),
      (span) =>
        Effect.withFiberRuntime<Operation.Page<unknown>, Errors.ClerkFailure>((fiber) => {
          const input = endpoint.read(given)
          const { client, retry } = endpoint.connection
          const telemetry = new Telemetry.Telemetry(endpoint.labels, fiber, span)
          const sender = Send.make(client, span)
          const secrets = Secrets.make(input)
          const policy = Context.get(fiber.currentContext, Retry.RetryPolicy) ?? retry
          return Effect.onExit(
            restore(Effect.flatMap(
              Effect.mapError(
                endpoint.encode(input),
                (issues) => notSent(endpoint.name, endpoint.operation)(hidden(issues, secrets))
              ),
              ({ params, request }) =>
                attempts({
                  endpoint,
                  policy,
                  request,
                  params,
                  lastParam: params[endpoint.lastParam],
                  secrets,
                  sender,
                  telemetry
                })
            )),
            (exit) => {
              telemetry.end(exit)
              return sender.stop
            }
          )
        })
    )
  )
