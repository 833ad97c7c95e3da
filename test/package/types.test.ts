/** Type tests. `npm run check` checks them; at run time they always pass. */
import { describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Redacted, Schema } from "effect"
import type {
  ClerkErrors,
  EmailAddressId,
  ListFilters,
  NewUser,
  OAuthAccessToken,
  PasswordHasher,
  SDKError,
  TotalCount,
  UserChanges,
  UserId
} from "effect-clerk"
import { Errors, Operation, User, type userOperations, Users } from "effect-clerk"
import { snakeCase } from "effect-clerk/Schema/wire/SnakeCase"
import { expectTypeOf } from "vitest"

const userId = "user_1"

describe("The type of snakeCase", () => {
  it("is exact on both sides", () => {
    const Struct = Schema.Struct(snakeCase({
      firstName: Schema.String,
      web3WalletId: Schema.NullOr(Schema.NumberFromString),
      mayBeAbsent: Schema.optional(Schema.Boolean),
      hasADefault: Schema.optionalWith(Schema.String, { default: () => "" }),
      namesItself: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("own_name")),
      id: Schema.String
    }))
    expectTypeOf<typeof Struct.Type>().toEqualTypeOf<{
      readonly firstName: string
      readonly web3WalletId: number | null
      readonly mayBeAbsent?: boolean | undefined
      readonly hasADefault: string
      readonly namesItself: string
      readonly id: string
    }>()
    expectTypeOf<typeof Struct.Encoded>().toEqualTypeOf<{
      readonly first_name: string
      readonly web3_wallet_id: string | null
      readonly may_be_absent?: boolean | undefined
      readonly has_a_default?: string | undefined
      readonly own_name: string
      readonly id: string
    }>()
  })

  it("has the field names of the API in an encoded user", () => {
    expectTypeOf<typeof User.Encoded["created_at"]>().toEqualTypeOf<number>()
    expectTypeOf<typeof User.Encoded>().toHaveProperty("lockout_expires_in_seconds")
    expectTypeOf<typeof User.Encoded>().not.toHaveProperty("firstName")
  })
})

describe("The type of a user", () => {
  it("has DateTime, Duration, branded ids and null for missing values", () => {
    expectTypeOf<User["id"]>().toEqualTypeOf<UserId>()
    expectTypeOf<User["primaryEmailAddressId"]>().toEqualTypeOf<EmailAddressId | null>()
    expectTypeOf<User["createdAt"]>().toEqualTypeOf<DateTime.Utc>()
    expectTypeOf<User["lastSignInAt"]>().toEqualTypeOf<DateTime.Utc | null>()
    expectTypeOf<User["lockoutExpiresIn"]>().toEqualTypeOf<Duration.Duration | null>()
    expectTypeOf<User["publicMetadata"]>().toEqualTypeOf<{ readonly [key: string]: unknown }>()
    expectTypeOf<User["fullName"]>().toEqualTypeOf<string | null>()
    expectTypeOf<OAuthAccessToken["token"]>().toEqualTypeOf<Redacted.Redacted>()
    expectTypeOf<OAuthAccessToken["idToken"]>().toEqualTypeOf<Redacted.Redacted | null>()
  })

  it("does not accept the id of an e-mail address as the id of a user", () => {
    const now = DateTime.unsafeMake(0)
    const ofEmail = (id: EmailAddressId) =>
      // @ts-expect-error: another brand.
      new User({ id, createdAt: now, updatedAt: now })
    // @ts-expect-error: the id, too, is required.
    const ofNothing = () => new User({ createdAt: now, updatedAt: now })
    expectTypeOf(ofEmail).returns.toEqualTypeOf<User>()
    expectTypeOf(ofNothing).returns.toEqualTypeOf<User>()
  })
})

describe("The type of an operation", () => {
  it("has the errors ClerkErrors and SDKError and requires only Users", () => {
    expectTypeOf(Users.get({ userId })).toEqualTypeOf<Effect.Effect<User, ClerkErrors | SDKError, Users>>()
    expectTypeOf(Users.list()).toEqualTypeOf<Effect.Effect<ReadonlyArray<User>, ClerkErrors | SDKError, Users>>()
    expectTypeOf(Users.count()).toEqualTypeOf<Effect.Effect<TotalCount, ClerkErrors | SDKError, Users>>()
    expectTypeOf<Effect.Effect.Error<ReturnType<(typeof Users)[Calls]>>>().toEqualTypeOf<ClerkErrors | SDKError>()
    expectTypeOf<Effect.Effect.Context<ReturnType<(typeof Users)[Calls]>>>().toEqualTypeOf<Users>()
  })

  type Calls = keyof typeof userOperations

  it("has no requirements as a method of the service", () => {
    const program = Effect.gen(function*() {
      const users = yield* Users
      expectTypeOf(users.get({ userId })).toEqualTypeOf<Effect.Effect<User, ClerkErrors | SDKError>>()
    })
    expectTypeOf(program).toEqualTypeOf<Effect.Effect<void, never, Users>>()
  })

  it("requires an argument exactly when one of its fields is required", () => {
    expectTypeOf(Users.list).parameters.toEqualTypeOf<[input?: ListFilters | undefined]>()
    expectTypeOf(Users.create).parameters.toEqualTypeOf<[input?: NewUser | undefined]>()
    expectTypeOf(Users.get).parameters.toEqualTypeOf<[input: { readonly userId: string }]>()
    expectTypeOf(Users.deletePasskey).parameter(0).toEqualTypeOf<{
      readonly userId: string
      readonly passkeyIdentificationId: string
    }>()
    const wrong = () => {
      // @ts-expect-error: get needs an id.
      Users.get()
      // @ts-expect-error: the name is userId.
      Users.get({ userID: userId })
      // @ts-expect-error: there is no such filter.
      Users.list({ emailAdress: [] })
      // @ts-expect-error: a filter takes a list.
      Users.list({ emailAddress: "ada@example.com" })
      // @ts-expect-error: a password is redacted.
      Users.verifyPassword({ userId, password: "correct horse" })
      // @ts-expect-error: metadata has its own call.
      Users.update({ userId, publicMetadata: {} })
      // @ts-expect-error: Clerk does not order by it.
      Users.list({ orderBy: "created" })
    }
    expectTypeOf(wrong).returns.toEqualTypeOf<void>()
  })

  it("accepts null only for fields that can be cleared", () => {
    expectTypeOf<UserChanges["firstName"]>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<UserChanges["passwordDigest"]>().toEqualTypeOf<Redacted.Redacted | undefined>()
    expectTypeOf<NewUser["emailAddress"]>().toEqualTypeOf<ReadonlyArray<string> | undefined>()
    expectTypeOf<UserChanges["createdAt"]>().toEqualTypeOf<DateTime.Utc | Date | null | undefined>()
  })

  it("derives the parameters from the path template", () => {
    expectTypeOf<Operation.ParamNames<"/users">>().toEqualTypeOf<never>()
    expectTypeOf<Operation.ParamNames<"/users/:userId/ban">>().toEqualTypeOf<"userId">()
    expectTypeOf<Operation.ParamNames<"/users/:userId/tokens/:provider?paginated=true">>().toEqualTypeOf<
      "userId" | "provider"
    >()
  })
})

describe("The type of an open enum", () => {
  /** The members that are known: `string & {}` is none of them. */
  type Known<Member> = Member extends string ? string extends Member ? never : Member : never

  it("B36: lists every password hasher that Clerk or its tools name", () => {
    expectTypeOf<Known<typeof PasswordHasher.Type>>().toEqualTypeOf<
      | "argon2i"
      | "argon2id"
      | "awscognito"
      | "bcrypt"
      | "bcrypt_peppered"
      | "bcrypt_sha256_django"
      | "hmac_sha256_utf16_b64"
      | "ldap_ssha"
      | "md5"
      | "md5_phpass"
      | "md5_salted"
      | "pbkdf2_sha1"
      | "pbkdf2_sha256"
      | "pbkdf2_sha256_django"
      | "pbkdf2_sha512"
      | "pbkdf2_sha512_hex"
      | "phpass"
      | "scrypt_firebase"
      | "scrypt_werkzeug"
      | "sha256"
      | "sha256_salted"
      | "sha512_symfony"
    >()
  })

  it("B36: accepts any other string", () => {
    expectTypeOf<string>().toExtend<typeof PasswordHasher.Type>()
    expectTypeOf(Users.create({ passwordHasher: "yescrypt_2031" })).toEqualTypeOf<
      Effect.Effect<User, ClerkErrors | SDKError, Users>
    >()
  })
})

describe("The types of Errors.catchStatus, Errors.catchCode and Errors.catchReason", () => {
  class NoSuchUser extends Schema.TaggedError<NoSuchUser>()("NoSuchUser", {}) {}

  it("add the result of the catchStatus handler and keep all errors", () => {
    type Handled = Effect.Effect<User | null, ClerkErrors | SDKError, Users>
    expectTypeOf(Users.get({ userId }).pipe(Errors.catchStatus(404, () => Effect.succeed(null))))
      .toEqualTypeOf<Handled>()
    expectTypeOf(Errors.catchStatus(Users.get({ userId }), 404, () => Effect.succeed(null))).toEqualTypeOf<Handled>()
    expectTypeOf(Users.get({ userId }).pipe(Errors.catchStatus(404, () => new NoSuchUser()))).toEqualTypeOf<
      Effect.Effect<User, ClerkErrors | SDKError | NoSuchUser, Users>
    >()
  })

  it("allow the data-last forms to be stored and applied to any effect", () => {
    const orNull = Errors.catchStatus(404, () => Effect.succeed(null))
    expectTypeOf(Users.get({ userId }).pipe(orNull)).toEqualTypeOf<
      Effect.Effect<User | null, ClerkErrors | SDKError, Users>
    >()
    const orTaken = Errors.catchCode("form_identifier_exists", () => Effect.succeed("taken" as const))
    expectTypeOf(Users.create({}).pipe(orTaken)).toEqualTypeOf<
      Effect.Effect<User | "taken", ClerkErrors | SDKError, Users>
    >()
  })

  it("add the result of the catchCode handler and keep all errors", () => {
    type Handled = Effect.Effect<User | string, ClerkErrors | SDKError, Users>
    const create = Users.create()
    expectTypeOf(create.pipe(Errors.catchCode("form_identifier_exists", () => Effect.succeed("taken"))))
      .toEqualTypeOf<Handled>()
    expectTypeOf(Errors.catchCode(create, "form_identifier_exists", () => Effect.succeed("taken")))
      .toEqualTypeOf<Handled>()
    expectTypeOf(create.pipe(Errors.catchCode("a_code_of_2031", () => new NoSuchUser()))).toEqualTypeOf<
      Effect.Effect<User, ClerkErrors | SDKError | NoSuchUser, Users>
    >()
  })

  it("pass the narrowed error to the handler", () => {
    const dataFirst = [
      Errors.catchStatus(Users.get({ userId }), 404, (error) => {
        expectTypeOf(error).toEqualTypeOf<ClerkErrors | SDKError>()
        return Effect.succeed(error.traceId)
      }),
      Errors.catchCode(Users.get({ userId }), "resource_not_found", (error) => {
        expectTypeOf(error).toEqualTypeOf<ClerkErrors>()
        return Effect.succeed(error.traceId)
      })
    ] as const
    const dataLast = [
      Users.get({ userId }).pipe(Errors.catchStatus(404, (error) => {
        expectTypeOf(error).toEqualTypeOf<ClerkErrors | SDKError>()
        return Effect.succeed(error.traceId)
      })),
      Users.get({ userId }).pipe(Errors.catchCode("resource_not_found", (error) => {
        expectTypeOf(error).toEqualTypeOf<ClerkErrors>()
        return Effect.succeed(error.traceId)
      }))
    ] as const
    type Handled = Effect.Effect<User | string | null, ClerkErrors | SDKError, Users>
    expectTypeOf(dataFirst).toEqualTypeOf<readonly [Handled, Handled]>()
    expectTypeOf(dataLast).toEqualTypeOf<readonly [Handled, Handled]>()
  })

  // F46
  it("pass an error with the narrowed reason to the handler of catchReason", () => {
    type Handled = Effect.Effect<User | string, ClerkErrors | SDKError | NoSuchUser, Users>
    const dataFirst = Errors.catchReason(Users.get({ userId }), "InvalidRequest", (error) => {
      expectTypeOf(error).toEqualTypeOf<Errors.WithReason<"InvalidRequest">>()
      expectTypeOf(error.reason).toEqualTypeOf<Errors.InvalidRequest>()
      expectTypeOf(error.reason.issues).toEqualTypeOf<ReadonlyArray<Errors.Issue>>()
      return error.attempts === 0 ? Effect.succeed(error.message) : new NoSuchUser()
    })
    const dataLast = Users.get({ userId }).pipe(Errors.catchReason("UnexpectedResponse", (error) => {
      expectTypeOf(error.reason).toEqualTypeOf<Errors.UnexpectedResponse>()
      return error.reason.body === "" ? new NoSuchUser() : Effect.succeed(error.reason.issue)
    }))
    expectTypeOf(dataFirst).toEqualTypeOf<Handled>()
    expectTypeOf(dataLast).toEqualTypeOf<Handled>()
    const stored = Errors.catchReason("Timeout", ({ reason }) => Effect.succeed(reason.waitedFor))
    expectTypeOf(Users.get({ userId }).pipe(stored)).toEqualTypeOf<
      Effect.Effect<User | Errors.Timeout["waitedFor"], ClerkErrors | SDKError, Users>
    >()
    // @ts-expect-error: there is no such reason.
    Errors.catchReason("NoSuchReason", () => Effect.succeed(null))
    expectTypeOf<Errors.WithReason<"Transport">>().toExtend<SDKError>()
  })

  it("keep the errors of other libraries", () => {
    const other = Effect.fail(new NoSuchUser()).pipe(Effect.zipRight(Users.get({ userId })))
    const handled = other.pipe(
      Errors.catchStatus(404, (error) => {
        expectTypeOf(error).toEqualTypeOf<ClerkErrors | SDKError>()
        return Effect.succeed(null)
      })
    )
    expectTypeOf(handled).toEqualTypeOf<Effect.Effect<User | null, ClerkErrors | SDKError | NoSuchUser, Users>>()
  })
})
