/**
 * The options of `effect-clerk serve`.
 */
import * as Options from "@effect/cli/Options"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Auth from "../../Auth.ts"

const wholeNumber = (name: string, max: number, defaultValue: number) =>
  Options.integer(name).pipe(
    Options.filterMap(
      Option.liftPredicate((value) => value >= 0 && value <= max),
      `Expected '--${name}' to be a whole number from 0 to ${max}.`
    ),
    Options.withDefault(defaultValue)
  )

const latency = (text: string): Option.Option<Duration.Duration> =>
  Duration.decodeUnknown(/^\d+$/.test(text) ? Number(text) : text)

const webUrl = (text: string): Option.Option<URL> =>
  Option.filter(
    Option.liftThrowable((text: string) => new URL(text))(text),
    ({ protocol }) => protocol === "http:" || protocol === "https:"
  )

export const options = {
  port: wholeNumber("port", 65_535, 8787).pipe(
    Options.withDescription("The port to listen on; 0 selects a free port.")
  ),
  host: Options.text("host").pipe(
    Options.withDefault("127.0.0.1"),
    Options.withDescription("The address to listen on. Any but 127.0.0.1 can be reached from other machines.")
  ),
  key: Options.text("key").pipe(
    Options.map(Redacted.make),
    Options.filterMap(
      (key) => Either.getRight(Auth.check(key)),
      "Expected '--key' to be a Clerk secret key, which starts with sk_test_ or sk_live_."
    ),
    Options.withDefault(Redacted.make("sk_test_for_local_use")),
    Options.withDescription("The secret key that the server accepts.")
  ),
  users: wholeNumber("users", 100_000, 0).pipe(
    Options.withDescription("The number of users to create at the start.")
  ),
  seed: Options.text("seed").pipe(
    Options.optional,
    Options.withDescription("A file of users to create at the start: a JSON array, or one user a line.")
  ),
  latency: Options.text("latency").pipe(
    Options.filterMap(latency, "Expected '--latency' to be milliseconds, or a text such as '200 millis'."),
    Options.optional,
    Options.withDescription("How long each request takes longer.")
  ),
  rateLimit: Options.choice("rate-limit", ["development", "production"]).pipe(
    Options.optional,
    Options.withDescription("Keeps Clerk's rate limits of such an instance.")
  ),
  faults: Options.text("faults").pipe(
    Options.optional,
    Options.withDescription("A file of faults: a JSON array, or one fault a line.")
  ),
  persist: Options.text("persist").pipe(
    Options.optional,
    Options.withDescription("A file that keeps all data across restarts, with passwords as they were sent.")
  ),
  control: Options.boolean("control").pipe(
    Options.withDescription("Lets clients control the server by the paths under /_control, with the secret key.")
  ),
  webhooks: Options.text("webhooks").pipe(
    Options.filterMap(webUrl, "Expected '--webhooks' to be a URL that starts with http:// or https://."),
    Options.optional,
    Options.withDescription("A URL that gets a signed webhook for each change of a user.")
  )
}
