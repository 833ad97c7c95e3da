import { Effect, Schedule } from "effect"
import { Retry, Users } from "effect-clerk"

// For a nightly job, which may take its time.
const patient = Retry.make({ schedule: Schedule.spaced("5 seconds"), budget: "10 minutes" })

export const firstPage = Users.list({ limit: 500 }).pipe(Retry.with(patient))

// For all calls of a program that a user waits for.
const hurried = Retry.make({ attemptTimeout: "2 seconds", budget: "5 seconds" })

export const count = Users.count().pipe(Effect.provide(Retry.layer(hurried)))
