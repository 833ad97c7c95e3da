import { Cause, Effect, Exit, type ManagedRuntime } from "effect"
import { Errors, Users } from "effect-clerk"

// Handlers that return a `Response`, for Next.js (`export const GET = handlers.getUser`), Hono, Remix, Workers and so on. The runtime is built
// once for the program: see runtime.ts.
export const make = (runtime: ManagedRuntime.ManagedRuntime<Users, unknown>) => {
  const handle = async (effect: Effect.Effect<Response, unknown, Users>): Promise<Response> => {
    const exit = await runtime.runPromiseExit(effect)
    if (Exit.isSuccess(exit)) {
      return exit.value
    }
    await Effect.runPromise(Effect.logError(Cause.pretty(exit.cause)))
    return Response.json({ error: "Try again later" }, { status: 503 })
  }

  return {
    // app/users/[id]/route.ts of Next.js: export const GET = handlers.getUser
    getUser: async (_: Request, { params }: { readonly params: Promise<{ readonly id: string }> }) =>
      handle(
        Users.get({ userId: (await params).id }).pipe(
          Effect.map(({ fullName, id }) => Response.json({ id, fullName })),
          Errors.catchStatus(404, () => Effect.succeed(Response.json({ error: "No such user" }, { status: 404 })))
        )
      ),
    // Hono: app.get("/count", () => handlers.count())
    count: () => handle(Effect.map(Users.count(), ({ totalCount }) => Response.json({ totalCount })))
  }
}
