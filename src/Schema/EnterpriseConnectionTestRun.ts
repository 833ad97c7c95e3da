/**
 * The test runs of enterprise connections.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { EnterpriseConnectionTestRunId } from "./Ids.ts"
import { list, nullable, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * What the identity provider said about the user of a test run.
 *
 * @since 0.1.0
 * @category models
 */
export class TestRunUserInfo extends Schema.Class<TestRunUserInfo>("effect-clerk/TestRunUserInfo")(snakeCase({
  /** The e-mail address; null when it is not known. */
  emailAddress: nullable(Schema.String),
  /** The first name; null when it is not known. */
  firstName: nullable(Schema.String),
  /** The last name; null when it is not known. */
  lastName: nullable(Schema.String),
  /** The id of the user at the identity provider; null when it is not known. */
  userId: nullable(Schema.String)
})) {}

/**
 * An entry in the log of a test run.
 *
 * @since 0.1.0
 * @category models
 */
export class TestRunLog extends Schema.Class<TestRunLog>("effect-clerk/TestRunLog")(snakeCase({
  /** The level, such as `"error"`. */
  level: text,
  /** The code of an error; null when there is none. */
  code: nullable(Schema.String),
  /** A short message; null when there is none. */
  shortMessage: nullable(Schema.String),
  /** The message. */
  message: text
})) {}

/**
 * The SAML messages of a test run. The response is redacted, since it can sign the user in: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class TestRunSaml extends Schema.Class<TestRunSaml>("effect-clerk/TestRunSaml")(snakeCase({
  /** The request; null when Clerk does not send it. */
  samlRequest: nullable(Schema.String),
  /** The response of the identity provider; null when Clerk does not send it. */
  samlResponse: nullable(Schema.Redacted(Schema.String)),
  /** The relay state; null when Clerk does not send it. */
  relayState: nullable(Schema.String)
})) {}

/**
 * What the identity provider issued in a test run over OpenID Connect. The tokens are redacted: `Redacted.value` reads them.
 *
 * @since 0.1.0
 * @category models
 */
export class TestRunOAuth extends Schema.Class<TestRunOAuth>("effect-clerk/TestRunOAuth")(snakeCase({
  /** The id token; null when Clerk does not send it. */
  idToken: nullable(Schema.Redacted(Schema.String)),
  /** The access token; null when Clerk does not send it. */
  accessToken: nullable(Schema.Redacted(Schema.String)),
  /** The user info, as text; null when Clerk does not send it. */
  userInfo: nullable(Schema.String)
})) {}

/**
 * A test run of an enterprise connection.
 *
 * @since 0.1.0
 * @category models
 */
export class EnterpriseConnectionTestRun
  extends Schema.Class<EnterpriseConnectionTestRun>("effect-clerk/EnterpriseConnectionTestRun")(snakeCase({
    /** The id of the test run. */
    id: EnterpriseConnectionTestRunId,
    /** Whether it is pending, or how it ended. */
    status: withDefault(openEnum("pending", "success", "failed"), () => ""),
    /** The protocol of the connection. */
    connectionType: withDefault(openEnum("saml", "oauth"), () => ""),
    /** What the identity provider said about the user; null before it responded. */
    parsedUserInfo: nullable(TestRunUserInfo),
    /** The entries of the log. */
    logs: list(TestRunLog),
    /** The SAML messages; null when the connection uses OpenID Connect. */
    saml: nullable(TestRunSaml),
    /** What the identity provider issued; null when the connection uses SAML. */
    oauth: nullable(TestRunOAuth),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp)
  }))
{}

/**
 * The start of a test run of an enterprise connection.
 *
 * @since 0.1.0
 * @category models
 */
export class CreatedTestRun extends Schema.Class<CreatedTestRun>("effect-clerk/CreatedTestRun")(snakeCase({
  /** The URL to open in a browser, which works for a short time. */
  url: Schema.String
})) {}
