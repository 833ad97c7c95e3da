import { HttpRouter, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Schema } from "effect"
import { type ClerkErrors, Errors, Users } from "effect-clerk"

const SignUp = Schema.Struct({ email: Schema.NonEmptyString, password: Schema.Redacted(Schema.String) })

const refused = ({ errors }: ClerkErrors) =>
  HttpServerResponse.unsafeJson(
    { errors: errors.map(({ longMessage, meta }) => ({ field: meta["param_name"], message: longMessage })) },
    { status: 422 }
  )

// POST /sign-up: 201 with the id, 409 when the address is taken, 422 with the fields that Clerk refuses.
export const router = HttpRouter.empty.pipe(
  HttpRouter.post(
    "/sign-up",
    Effect.gen(function*() {
      const { email, password } = yield* HttpServerRequest.schemaBodyJson(SignUp)
      const user = yield* Users.create({ emailAddress: [email], password })
      return yield* HttpServerResponse.json({ id: user.id }, { status: 201 })
    }).pipe(
      Errors.catchCode("form_identifier_exists", () => HttpServerResponse.empty({ status: 409 })),
      Effect.catchTag(
        "ClerkErrors",
        (error) => error.status === 422 ? Effect.succeed(refused(error)) : Effect.fail(error)
      )
    )
  )
)
