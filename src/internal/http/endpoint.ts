/**
 * What is fixed for an operation of a client, prepared when it is called for the first time.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import type * as Tracer from "effect/Tracer"
import type * as Auth from "../../Auth.ts"
import type * as Errors from "../../Errors.ts"
import type * as Operation from "../../Operation.ts"
import type * as RateLimit from "../../RateLimit.ts"
import type * as Retry from "../../Retry.ts"
import { type Decoder, decoder } from "../schema/decode.ts"
import { type Encoder, encoder } from "./request.ts"
import * as Telemetry from "./telemetry.ts"

/** What is fixed for all operations of a client. */
export interface Connection {
  readonly apiUrl: string
  readonly auth: Auth.Service
  readonly client: HttpClient.HttpClient
  readonly headers: { readonly [name: string]: string }
  /** Whether a `transformClient` may read the bodies too. */
  readonly isShared: boolean
  readonly limiter: RateLimit.Service
  /** Reports the items of a list that could not be decoded. */
  readonly report: (errors: ReadonlyArray<() => Errors.SDKError>) => Effect.Effect<void, Errors.SDKError>
  readonly retry: Retry.Policy
}

export interface Endpoint extends Encoder {
  readonly connection: Connection
  readonly name: string
  readonly operation: Operation.Any
  readonly decoder: Decoder<unknown>
  readonly labels: Telemetry.Labels
  readonly isList: boolean
  /** The name of the last path parameter. */
  readonly lastParam: string
  readonly rules: ReadonlyArray<RateLimit.Rule>
  readonly spanName: string
  readonly span: Tracer.SpanOptions
}

export const make = (connection: Connection, name: string, operation: Operation.Any): Endpoint => ({
  connection,
  name,
  operation,
  ...encoder(operation, connection),
  decoder: decoder(operation.success as Schema.Schema<unknown>),
  labels: Telemetry.labels(name),
  isList: AST.isTupleType(operation.success.ast),
  lastParam: /:(\w+)$/.exec(operation.path)?.[1] ?? "",
  rules: operation.rateLimit === undefined ? [] : [operation.rateLimit],
  spanName: `Clerk.${name}`,
  span: {
    kind: "client",
    captureStackTrace: false,
    attributes: { "http.request.method": operation.method, "url.template": operation.path }
  }
})
