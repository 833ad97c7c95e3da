/**
 * Gets of many users as one list.
 */
import * as Array from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberRef from "effect/FiberRef"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import { hasProperty } from "effect/Predicate"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import * as Schema from "effect/Schema"
import type { ClerkFailure } from "../Errors.ts"
import type { User } from "../Schema/User.ts"
import { PathSegment } from "../Schema/wire/Request.ts"
import { groupBy } from "./groupBy.ts"

interface Input {
  readonly userId: string
}

/** Where users come from. */
export interface Source {
  readonly one: (userId: string) => Effect.Effect<User, ClerkFailure>
  /** Those of at most `most` users who can be had. */
  readonly many: (userIds: ReadonlyArray<string>) => Effect.Effect<HashMap.HashMap<string, User>, ClerkFailure>
}

/** How many ids Clerk takes in one list. */
export const most = 100

/** How many lists, and how many single gets, are asked for at a time. */
export const concurrency = 10

export interface GetUser extends Request.Request<User, ClerkFailure> {
  readonly _tag: "effect-clerk/GetUser"
  readonly userId: string
}

export const GetUser = Request.tagged<GetUser>("effect-clerk/GetUser")

export type Resolver = RequestResolver.RequestResolver<GetUser>

/** Asks for users, and tells of each what came. */
export type Ask = (userIds: Iterable<string>, asker: Asker) => Effect.Effect<void>

export interface Asker {
  readonly tell: (userId: string, exit: Exit.Exit<User, ClerkFailure>) => Effect.Effect<void>
  /** Whether anybody still waits to be told. */
  readonly waitsFor: (userId: string) => boolean
}

/** Asks for each alone. */
export const alone = (one: Source["one"], concurrency: number | "unbounded"): Ask => (userIds, { tell, waitsFor }) =>
  Effect.forEach(
    userIds,
    (userId) => waitsFor(userId) ? Effect.flatMap(Effect.exit(one(userId)), (exit) => tell(userId, exit)) : Effect.void,
    { concurrency, discard: true }
  )

/** Asks for all in lists; whoever is not in the list is asked for alone, to fail as alone. */
export const together = ({ many, one }: Source): Ask => {
  const askAlone = alone(one, concurrency)

  return (userIds, asker) => {
    const list = (userIds: ReadonlyArray<string>): Effect.Effect<void> =>
      userIds.length <= 1 ? askAlone(userIds, asker) : Effect.flatMap(
        Effect.exit(many(userIds)),
        Exit.matchEffect({
          onSuccess: (users) =>
            Effect.zipRight(
              Effect.forEach(users, ([userId, user]) => asker.tell(userId, Exit.succeed(user)), { discard: true }),
              askAlone(userIds.filter((userId) => !HashMap.has(users, userId)), asker)
            ),
          onFailure: (cause) =>
            isAboutOne(cause)
              ? Effect.forEach(Array.split(userIds, 2), list, { discard: true })
              : Effect.forEach(userIds, (userId) => asker.tell(userId, Exit.failCause(cause)), { discard: true })
        })
      )

    // Who is refused alone, without a request, would cost the list.
    const [odd, plain] = Array.partition(userIds, isSegment)
    return Effect.zipRight(
      askAlone(odd, asker),
      Effect.forEach(Array.chunksOf(plain, most), (userIds) => list(userIds.filter(asker.waitsFor)), {
        concurrency,
        discard: true
      })
    )
  }
}

const isSegment = Schema.is(PathSegment)

/** Whether the fault may be with one of the ids: then the others are asked for without it. */
const isAboutOne = (cause: Cause.Cause<ClerkFailure>): boolean =>
  Option.exists(Cause.failureOption(cause), ({ status }) => [400, 404, 414, 422, 431].includes(status ?? 0))

/** Those who ask for the same user share what comes. */
export const resolverOf = (ask: Ask): Resolver =>
  RequestResolver.makeWithEntry((blocks: ReadonlyArray<ReadonlyArray<Request.Entry<GetUser>>>) => {
    const byId = groupBy(blocks.flat(), ({ request }) => request.userId)
    return ask(byId.keys(), {
      tell: (userId, exit) =>
        Effect.forEach(byId.get(userId) ?? [], ({ request }) => Request.complete(request, exit), { discard: true }),
      waitsFor: (userId) => byId.get(userId)?.some(({ listeners }) => listeners.count > 0) === true
    })
  })

export const resolver = (source: Source): Resolver => resolverOf(together(source))

/** A get that is part of a batch where somebody makes one. */
export const get = (one: (input: Input) => Effect.Effect<User, ClerkFailure>, source: Resolver) => {
  const refused = RequestResolver.fromEffect((request: Refused) => one(request.input))
  // Effect waits for ever when one of a batch fails without a request, so input that is wrong is one, too.
  const request = (input: Input) =>
    isPlain(input) ? Effect.request(GetUser(input), source) : Effect.request(Refused({ input }), refused)

  return (input: Input): Effect.Effect<User, ClerkFailure> =>
    Effect.withFiberRuntime((fiber) =>
      !isBatching(fiber)
        ? one(input)
        : fiber.getFiberRef(FiberRef.currentRequestCacheEnabled)
        // Effect's cache of requests would give the users of one instance to another: it knows nothing but ids.
        ? Effect.withRequestCaching(request(input), false)
        : request(input)
    )
}

interface Refused extends Request.Request<User, ClerkFailure> {
  readonly _tag: "effect-clerk/Refused"
  readonly input: Input
}

const Refused = Request.tagged<Refused>("effect-clerk/Refused")

/** What is wrong with any other input is told by the call itself. */
export const isPlain = (input: unknown): boolean =>
  typeof input === "object" && input !== null && Object.keys(input).length === 1 &&
  typeof Object.getOwnPropertyDescriptor(input, "userId")?.value === "string"

/**
 * Whether a combinator such as `Effect.forEach` with `{ batching: true }` collects the requests of this fiber. Effect tells it
 * by the steps that the fiber is in. A request that nobody collects would cost a fiber of its own, so where the steps can be
 * looked at, they are.
 */
const isBatching = (fiber: unknown): boolean =>
  !hasProperty(fiber, "_steps") || !Array.isArray(fiber._steps) || fiber._steps.length > 0
