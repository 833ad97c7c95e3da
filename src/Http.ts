/**
 * The one interpreter: an operation and its input in, a typed value or a typed error out.
 *
 * ```ts
 * import { Effect, Schema } from "effect"
 * import { Http, Operation } from "effect-clerk"
 *
 * // An endpoint that this library does not have yet is one declaration away.
 * const program = Effect.gen(function*() {
 *   const http = yield* Http.ClerkHttp
 *   const listDomains = http.call("domains.list", Operation.get("/domains", { success: Schema.Unknown, errors: [] }))
 *   return yield* listDomains()
 * })
 * ```
 *
 * One call, in order: the input is checked and encoded; then, for each attempt, the secret key is asked for, the request
 * sent, status, headers and body read, all within 30 seconds; then the body is decoded. Interrupting the call aborts the
 * request.
 *
 * @since 0.1.0
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { constTrue, identity } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import * as Redacted from "effect/Redacted"
import type * as Schema from "effect/Schema"
import * as Auth from "./Auth.ts"
import * as Errors from "./Errors.ts"
import * as Answer from "./internal/answer.ts"
import { decoder } from "./internal/decode.ts"
import { type Encoder, encoder } from "./internal/request.ts"
import * as Secrets from "./internal/secrets.ts"
import { innermost, neverSent, withoutKey } from "./internal/transport.ts"
import { version } from "./internal/version.ts"
import type * as Operation from "./Operation.ts"

/**
 * What turns operations into calls.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** Prepares an operation under a name for its errors and spans. All that can be done once is done here. */
  readonly call: <O extends Operation.Any>(
    name: string,
    operation: O
  ) => Operation.Call<O, Errors.ClerkErrors | Errors.SDKError>
}

/**
 * What turns operations into calls.
 *
 * @since 0.1.0
 * @category services
 */
export class ClerkHttp extends Context.Tag("effect-clerk/ClerkHttp")<ClerkHttp, Service>() {}

/**
 * Where and how Clerk is reached.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** The address with its path prefix, by default `https://api.clerk.com/v1`. */
  readonly apiUrl?: string | undefined
  /** The version of the API, by default `2026-05-12`, which is the one that the schemas are made for. */
  readonly apiVersion?: string | undefined
  /** Wraps the HTTP client, to log or to add a header for example. It sees the secret key. */
  readonly transformClient?: ((client: HttpClient.HttpClient) => HttpClient.HttpClient) | undefined
}

/**
 * What to do about an object in a list that cannot be read. The others are answered all the same.
 *
 * By default a warning is logged, which names the id and what is wrong with it. `Effect.fail` makes one odd object fail the
 * whole list:
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Http, Users } from "effect-clerk"
 *
 * const strict = Users.list().pipe(Effect.provideService(Http.OnMalformed, Effect.fail))
 * ```
 *
 * @since 0.1.0
 * @category references
 */
export class OnMalformed extends Context.Reference<OnMalformed>()("effect-clerk/OnMalformed", {
  defaultValue: (): (error: Errors.SDKError) => Effect.Effect<void, Errors.SDKError> => (error) =>
    Effect.logWarning(error.message)
}) {}

/**
 * What is wrong with an address of the API, if anything. `https://api.clerk.com`, as Clerk's own clients want it, gets its
 * `/v1`.
 *
 * @since 0.1.0
 * @category validation
 */
export const checkUrl = (apiUrl: string): Either.Either<string, string> => {
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) &&
      url.username + url.password + url.search + url.hash === ""
    ? Either.right(url.href.replace(/\/+$/, "").replace(/^https:\/\/api\.clerk\.com$/, "$&/v1"))
    : Either.left(
      "Expected an http or https address without credentials, query or hash, such as https://api.clerk.com/v1"
    )
}

/**
 * What is wrong with a version of the API, if anything.
 *
 * @since 0.1.0
 * @category validation
 */
export const checkVersion = (apiVersion: string): Either.Either<string, string> =>
  /^\d{4}-\d{2}-\d{2}$/.test(apiVersion)
    ? Either.right(apiVersion)
    : Either.left("Expected a version of Clerk's API, such as 2026-05-12")

/**
 * The interpreter over any HTTP client. Options that cannot be right fail at once.
 *
 * With `FetchHttpClient`, redirects are not followed: they would carry passwords to wherever they point. To change other
 * settings of `fetch`, provide `FetchHttpClient.RequestInit` to the program.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  options: Options = {}
): Layer.Layer<ClerkHttp, ConfigError.ConfigError, HttpClient.HttpClient | Auth.ClerkAuth> =>
  Layer.effect(
    ClerkHttp,
    Effect.gen(function*() {
      const auth = yield* Auth.ClerkAuth
      const httpClient = yield* HttpClient.HttpClient
      const apiUrl = yield* option("apiUrl", checkUrl(options.apiUrl ?? "https://api.clerk.com/v1"))
      const apiVersion = yield* option("apiVersion", checkVersion(options.apiVersion ?? "2026-05-12"))
      const client = (options.transformClient ?? identity)(httpClient).pipe(
        HttpClient.withTracerDisabledWhen(constTrue),
        HttpClient.transformResponse(Effect.mapInputContext(withoutRedirects))
      )
      const headers = {
        accept: "application/json",
        "clerk-api-version": apiVersion,
        "user-agent": `effect-clerk/${version}`
      }
      return {
        call: <O extends Operation.Any>(name: string, operation: O) =>
          prepare({ auth, client, encode: encoder(operation, { apiUrl, headers }), name, operation }) as Operation.Call<
            O,
            Errors.ClerkErrors | Errors.SDKError
          >
      }
    })
  )

const option = (name: string, value: Either.Either<string, string>) =>
  Effect.mapError(value, (problem) => ConfigError.InvalidData([name], problem))

const withoutRedirects = (context: Context.Context<never>): Context.Context<never> =>
  Context.add(context, FetchHttpClient.RequestInit, {
    ...Context.getOption(context, FetchHttpClient.RequestInit).pipe(Option.getOrUndefined),
    redirect: "manual"
  })

/**
 * Turns a table of operations into functions.
 *
 * @since 0.1.0
 * @category constructors
 */
export const client = <Operations extends Operation.Table>(
  resource: string,
  operations: Operations
): Effect.Effect<Operation.Client<Operations, Errors.ClerkErrors | Errors.SDKError>, never, ClerkHttp> =>
  Effect.map(ClerkHttp, (http) =>
    Record.map(
      operations,
      (operation, name) => http.call(`${resource}.${name}`, operation)
    ) as Operation.Client<Operations, Errors.ClerkErrors | Errors.SDKError>)

// ---------------------------------------------------------------------------------------------------------------------
// One call
// ---------------------------------------------------------------------------------------------------------------------

interface Prepared {
  readonly auth: Auth.Service
  readonly client: HttpClient.HttpClient
  readonly encode: Encoder
  readonly name: string
  readonly operation: Operation.Any
}

const prepare = ({ auth, client, encode, name, operation }: Prepared) => {
  const decode = decoder(operation.success as Schema.Schema<unknown>)
  const isWrite = operation.method !== "GET"
  const call = {
    operation: name,
    method: operation.method,
    path: operation.path,
    repeatSafe: operation.repeat === "safe"
  }
  const span = {
    kind: "client",
    captureStackTrace: false,
    attributes: { "http.request.method": operation.method, "url.template": operation.path }
  } as const

  const sdkError = (reason: Errors.Reason, outcomeUnknown: boolean) =>
    new Errors.SDKError({ ...call, reason, outcomeUnknown: outcomeUnknown && isWrite })

  const notSent = (issues: ReadonlyArray<Errors.Issue>) => sdkError(new Errors.InvalidRequest({ issues }), false)

  const secretKey = auth.secretKey.pipe(
    Effect.mapError((error) => sdkError(new Errors.Transport({ cause: withoutKey(error) }), false)),
    Effect.flatMap((key) =>
      Either.mapBoth(Auth.check(key), {
        onLeft: (message) => notSent([new Errors.Issue({ path: "secretKey", message })]),
        onRight: Redacted.value
      })
    )
  )

  const attempt = Effect.fnUntraced(function*(
    request: HttpClientRequest.HttpClientRequest,
    secretsOfInput: ReadonlyArray<string>
  ) {
    let sent = false
    const exchange = Effect.gen(function*() {
      const key = yield* secretKey
      const secrets = () => Secrets.of(key, secretsOfInput)
      sent = true
      const response = yield* client.execute(HttpClientRequest.bearerToken(request, key)).pipe(
        Effect.catchAll((error) =>
          // A client that fails by status has an answer all the same.
          error._tag === "ResponseError" && error.reason === "StatusCode"
            ? Effect.succeed(error.response)
            : sdkError(new Errors.Transport({ cause: innermost(error, secrets()) }), !neverSent(error))
        )
      )
      return yield* Answer.read(response, secrets)
    })
    const answer = yield* exchange.pipe(
      Effect.timeoutFail({
        duration: attemptTimeout,
        onTimeout: () => sdkError(new Errors.Timeout({ after: attemptTimeout }), sent)
      }),
      // Fibers within HTTP clients and streams would log their errors, which hold the request with the secret key.
      Effect.withUnhandledErrorLogLevel(Option.none())
    )
    const refusal = answer.status >= 200 && answer.status < 300 ? undefined : refused(answer)
    const { traceId } = refusal ?? answer
    yield* Effect.annotateCurrentSpan({
      "http.response.status_code": answer.status,
      ...traceId !== null && { "clerk.trace_id": traceId }
    })
    return refusal === undefined ? yield* succeed(answer) : yield* refusal
  })

  const succeed = Effect.fnUntraced(function*(answer: Answer.Answer) {
    const { retryAfter, status, traceId } = answer
    if (answer.cut === "lost") {
      return yield* sdkError(Answer.unexpected(answer), true)
    }
    const invalid = (malformed: { readonly issues: ReadonlyArray<Errors.Issue>; readonly id: string | null }) =>
      sdkError(new Errors.InvalidResponse({ status, traceId, retryAfter, ...malformed }), true)
    const body = Answer.json(answer)
    if (Either.isLeft(body)) {
      return yield* invalid({ issues: [new Errors.Issue({ path: "", message: body.left })], id: null })
    }
    const decoded = decode(body.right)
    if (Either.isLeft(decoded)) {
      return yield* invalid(decoded.left)
    }
    if (decoded.right.malformed.length > 0) {
      const onMalformed = yield* OnMalformed
      yield* Effect.forEach(decoded.right.malformed, (malformed) => onMalformed(invalid(malformed)), { discard: true })
    }
    return decoded.right.value
  })

  const refused = (answer: Answer.Answer) => {
    const outcomeUnknown = answer.status >= 500 && isWrite
    return Option.match(Answer.clerkErrors(answer), {
      onNone: () => sdkError(Answer.unexpected(answer), outcomeUnknown),
      onSome: (told) => new Errors.ClerkErrors({ ...call, ...told, outcomeUnknown })
    })
  }

  return (input?: unknown) =>
    Effect.withSpan(
      Effect.suspend(() => Effect.mapError(encode(input), notSent)).pipe(
        // The retry has its place around the attempt.
        Effect.flatMap((request) => attempt(request, Secrets.inInput(input)))
      ),
      `Clerk.${name}`,
      span
    )
}

const attemptTimeout = Duration.seconds(30)
