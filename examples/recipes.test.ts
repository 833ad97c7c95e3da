/** Each recipe on the in-memory Clerk. */
import { HttpApp, HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { DateTime, Effect, Layer, ManagedRuntime, Redacted, TestClock } from "effect"
import {
  OrganizationInvitations,
  OrganizationMemberships,
  Organizations,
  Sessions,
  Users,
  WaitlistEntries
} from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { createServer } from "node:http"
import { ensureUser } from "./idempotentCreate.ts"
import { impersonationLink } from "./impersonate.ts"
import { addAdministrator } from "./inviteMember.ts"
import { createKey, revokeKeys } from "./machines.ts"
import { deleteInactive } from "./nightlyCleanUp.ts"
import { make as makeHandlers } from "./routeHandlers.ts"
import { signOutEverywhere } from "./signOut.ts"
import { router } from "./signUp.ts"
import { setPlan } from "./tagUsers.ts"
import { inviteNext } from "./waitlist.ts"
import worker from "./worker.ts"

const ada = { id: "user_ada", emailAddress: ["ada@example.com"] }

it.effect("idempotentCreate creates a user once, even if the response of the first create is lost", () =>
  Effect.gen(function*() {
    yield* ClerkTest.fault({ operation: "users.create", drop: "after" })
    const first = yield* ensureUser("account_1", { emailAddress: ["ada@example.com"] })
    const second = yield* ensureUser("account_1", { emailAddress: ["ada@example.com"] })
    assert.strictEqual(first.id, second.id)
    assert.strictEqual((yield* Users.count()).totalCount, 1)
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("signUp creates a user, and says when the address is taken or the password refused", () =>
  Effect.gen(function*() {
    const handler = HttpApp.toWebHandlerRuntime(yield* Effect.runtime<Users>())(router)
    const post = (email: string, password: string) =>
      Effect.promise(() =>
        handler(
          new Request("http://localhost/sign-up", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ email, password })
          })
        )
      )
    assert.strictEqual((yield* post("ada@example.com", "correct horse battery")).status, 201)
    assert.strictEqual((yield* post("ada@example.com", "correct horse battery")).status, 409)
    const refused = yield* post("bob@example.com", "short")
    assert.strictEqual(refused.status, 422)
    assert.include(yield* Effect.promise(() => refused.text()), `"field":"password"`)
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("inviteMember adds a user, and invites anyone else", () =>
  Effect.gen(function*() {
    yield* ClerkTest.seed([ada, { id: "user_bob", emailAddress: ["bob@example.com"] }])
    const { id } = yield* Organizations.create({ name: "Acme", createdBy: "user_ada" })
    assert.strictEqual(yield* addAdministrator(id, "bob@example.com", "user_ada"), "added")
    assert.strictEqual(yield* addAdministrator(id, "eve@example.com", "user_ada"), "invited")
    assert.strictEqual((yield* OrganizationMemberships.list({ organizationId: id })).totalCount, 2)
    assert.strictEqual((yield* OrganizationInvitations.list({ organizationId: id })).totalCount, 1)
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("impersonate makes a link that is redacted", () =>
  Effect.gen(function*() {
    yield* ClerkTest.seed([ada, { id: "user_staff" }])
    const url = yield* impersonationLink("user_ada", "user_staff")
    assert.include(String(url), "<redacted>")
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("nightlyCleanUp deletes those who have not been active, and nobody else", () =>
  Effect.gen(function*() {
    const now = yield* DateTime.now
    yield* ClerkTest.seed([
      { ...ada, lastActiveAt: DateTime.subtract(now, { years: 3 }) },
      { id: "user_bob", lastActiveAt: DateTime.subtract(now, { days: 3 }) }
    ])
    assert.strictEqual(yield* deleteInactive, 1)
    assert.deepStrictEqual((yield* Users.list()).map(({ id }) => String(id)), ["user_bob"])
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("routeHandlers respond with the user, 404 and a count", () =>
  Effect.gen(function*() {
    const runtime = ManagedRuntime.make(ClerkTest.layer({ users: [ada] }))
    const handlers = makeHandlers(runtime)
    const get = (id: string) =>
      Effect.promise(() => handlers.getUser(new Request("http://localhost"), { params: Promise.resolve({ id }) }))
    assert.strictEqual((yield* get("user_ada")).status, 200)
    assert.strictEqual((yield* get("user_bob")).status, 404)
    assert.deepStrictEqual(yield* Effect.promise(async () => (await handlers.count()).json()), { totalCount: 1 })
    yield* runtime.disposeEffect
  }))

it.live("worker counts the users of the instance of its variables", () =>
  Effect.gen(function*() {
    const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
    const { secretKey } = yield* ClerkTest
    const response = yield* Effect.promise(() =>
      worker.fetch(new Request("http://localhost"), { CLERK_SECRET_KEY: Redacted.value(secretKey), CLERK_API_URL: url })
    )
    assert.deepStrictEqual(yield* Effect.promise(() => response.json()), { totalCount: 1 })
  }).pipe(Effect.provide(
    ClerkTest.layerServer({ users: [ada] }).pipe(
      Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
    )
  )))

it.effect("machines creates a key whose secret is redacted, and revokes all keys of a user", () =>
  Effect.gen(function*() {
    const userId = `user_${"a".repeat(27)}`
    yield* ClerkTest.seed([{ id: userId }])
    const key = yield* createKey(userId, "reports")
    assert.include(String(key.secret), "<redacted>")
    yield* revokeKeys(userId)
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("waitlist invites the oldest entries", () =>
  Effect.gen(function*() {
    yield* Effect.forEach(["a", "b", "c"], (name) =>
      Effect.zipRight(TestClock.adjust("1 second"), WaitlistEntries.create({ emailAddress: `${name}@example.com` })))
    const invited = yield* inviteNext(2)
    assert.deepStrictEqual(
      Array.from(invited, ({ emailAddress }) =>
        emailAddress),
      ["a@example.com", "b@example.com"]
    )
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("tagUsers sets the plan of the users of an organization once", () =>
  Effect.gen(function*() {
    yield* ClerkTest.seed([ada, { id: "user_bob" }])
    const { id } = yield* Organizations.create({ name: "Acme", createdBy: "user_ada" })
    assert.strictEqual(yield* setPlan(id, "pro"), 1)
    assert.strictEqual(yield* setPlan(id, "pro"), 0)
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("signOut ends all sessions of a user", () =>
  Effect.gen(function*() {
    yield* ClerkTest.seed([ada])
    yield* Sessions.create({ userId: "user_ada" })
    yield* Sessions.create({ userId: "user_ada" })
    assert.strictEqual(yield* signOutEverywhere("user_ada"), 2)
    assert.strictEqual(yield* signOutEverywhere("user_ada"), 0)
  }).pipe(Effect.provide(ClerkTest.layer())))
