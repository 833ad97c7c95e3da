/**
 * The routes of the resources of an in-memory server.
 */
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type { Any } from "../../Operation.ts"
import type { ApiVersion } from "./ApiVersion.ts"
import * as RequestDecoder from "./RequestDecoder.ts"
import type { Reads, Resource } from "./Resource.ts"
import * as ResponseEncoder from "./ResponseEncoder.ts"
import * as Router from "./Router.ts"

export type Match = ReturnType<typeof Router.match<ReturnType<typeof routesOf>[number]>>

export type Matched = Extract<Match, { readonly _tag: "Match" }>

/** The names of the operations of a resource, as in errors and spans. */
export const namesOf = ({ operations, prefix }: Resource): ReadonlyArray<string> =>
  Object.keys(operations).map((name) => `${prefix}.${name}`)

/** Dies when two operations have one name. */
export const distinct = (names: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string>> => {
  const [duplicate] = new Set(names).size === names.length ? [] : names.filter((name, at) => names.indexOf(name) !== at)
  return duplicate === undefined
    ? Effect.succeed(names)
    : Effect.dieMessage(`Two resources of the in-memory Clerk have the operation "${duplicate}".`)
}

/** The routes of a resource, with what decodes their requests and encodes their responses. */
export const routesOf = ({ isMachineKey, operations, prefix, reads = {}, transformBody = identity }: Resource) =>
  Object.entries(operations).map(([operationName, operation]) => ({
    name: `${prefix}.${operationName}`,
    operationName,
    operation,
    isMachineKey,
    transformBody,
    since: reads[operationName]?.since,
    ...prepare(operation, reads[operationName]),
    encode: ResponseEncoder.encoder(operation)
  }))

type DecoderOf = (version: ApiVersion) => RequestDecoder.Decoder

interface Prepared {
  readonly reads: Reads | undefined
  readonly segments: ReadonlyArray<string>
  /** The decoder for a version of the API, made at the first request. */
  readonly decode: DecoderOf
}

/** What servers share, since a program of tests has a server for each of them. Another resource may read the same operation in another way. */
const prepared = new WeakMap<Any, Prepared>()

const prepare = (operation: Any, reads?: Reads): Prepared => {
  const known = prepared.get(operation)
  if (known !== undefined && known.reads === reads) {
    return known
  }
  let decoderOf: DecoderOf | undefined
  const made: Prepared = {
    reads,
    segments: Router.segments(operation.path),
    decode: (version) => {
      decoderOf ??= makeDecoder(operation, reads)
      return decoderOf(version)
    }
  }
  prepared.set(operation, made)
  return made
}

const makeDecoder = (
  { encoding, ...operation }: Any,
  { codes, payload = operation.payload, payloadBefore, query = operation.query }: Reads = {}
): DecoderOf => {
  const decode = RequestDecoder.decoder({ query, payload, encoding }, codes)
  if (payloadBefore === undefined) {
    return () => decode
  }
  const [changed, oldPayload] = payloadBefore
  const decodeOld = RequestDecoder.decoder({ query, payload: oldPayload, encoding }, codes)
  return (version) => version < changed ? decodeOld : decode
}
