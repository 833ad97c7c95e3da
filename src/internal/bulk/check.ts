/**
 * Checks a user before it is sent, so that a refusal names the field. Each message says what was expected and never repeats the value.
 */
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { Issue } from "../../Errors.ts"
import { NewUser } from "../../Schema/UserChanges.ts"
import * as Input from "../http/input.ts"
import { namesOf } from "../http/request.ts"
import { format, leaves } from "../schema/issues.ts"

const names = namesOf(NewUser)

const encode = Schema.encodeUnknownEither(NewUser, { errors: "all", onExcessProperty: "error" })

/** What is wrong with a user; nothing if it can be sent. */
export const check = (user: unknown): ReadonlyArray<Issue> =>
  Either.match(
    Input.check(Input.read(user, names), (input) =>
      Either.mapLeft(Either.map(encode(input), () => input as NewUser), ({ issue }) => format(leaves(issue)))),
    {
      onLeft: (issues) =>
        issues,
      onRight: rules
    }
  )

const rules = (user: NewUser): ReadonlyArray<Issue> => [
  ...identifications("emailAddress", user.emailAddress, user.emailAddressIdentificationStatus, isEmailAddress, anEmail),
  ...identifications("phoneNumber", user.phoneNumber, user.phoneNumberIdentificationStatus, isPhoneNumber, aPhone),
  ...identifications("web3Wallet", user.web3Wallet, undefined, isPresent, "an address of a wallet"),
  ...text("externalId", user.externalId, 256),
  ...text("firstName", user.firstName, 256),
  ...text("lastName", user.lastName, 256),
  ...text("username", user.username, 64),
  ...issueIf(
    isSet(user.password) && isSet(user.passwordDigest),
    "passwordDigest",
    "Expected a password or a digest, got both"
  ),
  ...issueIf(
    isSet(user.passwordDigest) && !user.passwordHasher,
    "passwordHasher",
    "Expected the algorithm of passwordDigest"
  ),
  ...issueIf(
    !isSet(user.passwordDigest) && !!user.passwordHasher,
    "passwordDigest",
    "Expected the digest of passwordHasher"
  ),
  ...issueIf(
    isSet(user.passwordDigest) && Redacted.value(user.passwordDigest!) === "",
    "passwordDigest",
    "Expected a digest, got an empty string"
  ),
  ...issueIf(
    isSet(user.totpSecret) && !/^[A-Z2-7]+=*$/i.test(Redacted.value(user.totpSecret!)),
    "totpSecret",
    "Expected a secret in base32"
  ),
  ...issueIf(
    !isIdentified(user),
    "",
    "Expected an externalId, an e-mail address, a phone number, a user name or a wallet, to find the user by"
  )
]

/** Whether the user can be found after a response was lost. */
export const isIdentified = (user: NewUser): boolean =>
  Boolean(
    user.externalId || user.emailAddress?.length || user.phoneNumber?.length || user.username || user.web3Wallet?.length
  )

const anEmail = "an e-mail address"
const aPhone = "a phone number in E.164 format, such as +15555550100"

/** Clerk decides what is an address. This finds what cannot be one. */
const isEmailAddress = (value: string): boolean =>
  value.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(value.replace(/^".*"@/, "quoted@"))
const isPhoneNumber = (value: string): boolean => /^\+[1-9]\d{4,14}$/.test(value)
const isPresent = (value: string): boolean => value !== ""

const isSet = <A>(value: A | null | undefined): boolean => value !== null && value !== undefined

const issueIf = (broken: boolean, path: string, message: string): ReadonlyArray<Issue> =>
  broken ? [new Issue({ path, message })] : []

const text = (path: string, value: string | null | undefined, max: number): ReadonlyArray<Issue> =>
  issueIf(
    typeof value === "string" && value.length > max && Array.from(value.slice(0, 2 * max + 1)).length > max,
    path,
    `Expected at most ${max} characters`
  )

const identifications = (
  name: string,
  values: ReadonlyArray<string> = [],
  statuses: ReadonlyArray<string> | undefined,
  isValid: (value: string) => boolean,
  expected: string
): ReadonlyArray<Issue> => {
  const seen = new Set<string>()
  return [
    ...values.flatMap((value, index) => {
      const isRepeated = seen.has(value.toLowerCase())
      seen.add(value.toLowerCase())
      return [
        ...issueIf(!isValid(value), `${name}[${index}]`, `Expected ${expected}`),
        ...issueIf(isRepeated, `${name}[${index}]`, "Expected a value that is not in the list yet")
      ]
    }),
    ...issueIf(
      statuses !== undefined && statuses.length > 0 && statuses.length !== values.length,
      `${name}IdentificationStatus`,
      `Expected one status for each of ${name}`
    ),
    ...(statuses ?? []).flatMap((status, index) =>
      issueIf(
        status !== "verified" && status !== "reserved",
        `${name}IdentificationStatus[${index}]`,
        "Expected \"verified\" or \"reserved\""
      )
    )
  ]
}
