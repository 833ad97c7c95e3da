import { FetchHttpClient } from "@effect/platform"
import { Layer, ManagedRuntime } from "effect"
import { Clerk, Users } from "effect-clerk"

// Built on the first call, then shared by all calls.
const runtime = ManagedRuntime.make(Layer.provide(Clerk.layerConfig(), FetchHttpClient.layer))

// For a request handler of any framework.
export const getUser = (userId: string) => runtime.runPromise(Users.get({ userId }))

export const shutdown = () => runtime.dispose()
