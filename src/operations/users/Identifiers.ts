/**
 * The operations that replace the e-mail addresses and phone numbers of a user. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../../Operation.ts"
import { EmailAddressResponse } from "../../Schema/EmailAddress.ts"
import { PhoneNumberResponse } from "../../Schema/PhoneNumber.ts"
import { openEnum } from "../../Schema/wire/Fields.ts"
import { clearable } from "../../Schema/wire/Request.ts"
import { snakeCase } from "../../Schema/wire/SnakeCase.ts"

const Status = openEnum("verified", "reserved", "unverified")

/**
 * The operations that replace the e-mail addresses and phone numbers of a user, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Replaces all e-mail addresses of the user with the id `userId` by one, which becomes the primary one. The others are deleted; one that
   * is linked to an external account is refused.
   *
   * Parameters: `emailAddress`, `identificationStatus` (`"verified"` by default; `"reserved"`: not verified, but held for this user, who
   * can sign in with it; `"unverified"`: neither, which locks out a user without another identifier), `notifyPrimaryEmailAddressChanged`.
   *
   * Returns the new e-mail address.
   *
   * Fails with 400 (`delete_linked_identification_disallowed`), 401, 403, 404 (`resource_not_found`), 422 (`form_identifier_exists`,
   * `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/email-addresses/put/users/%7Buser_id%7D/email_address
   */
  replaceEmailAddress: Operation.put("/users/:userId/email_address", {
    payload: Schema.Struct(snakeCase({
      /** The new e-mail address. */
      emailAddress: Schema.String,
      /** The status of the new e-mail address: `"verified"` by default, `"reserved"` or `"unverified"`. */
      identificationStatus: Schema.optional(Status),
      /** `true` notifies the user at the previous primary e-mail address. */
      notifyPrimaryEmailAddressChanged: clearable(Schema.Boolean)
    })),
    success: EmailAddressResponse,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Replaces all phone numbers of the user with the id `userId` by one, which becomes the primary one. The others are deleted. The new one
   * is no second factor: to replace one that is turns off the second factors of the user.
   *
   * Parameters: `phoneNumber` (in E.164 format, such as `"+15555550100"`), `identificationStatus` (`"verified"` by default;
   * `"reserved"`: not verified, but held for this user, who can sign in with it; `"unverified"`: neither, which locks out a user without
   * another identifier).
   *
   * Returns the new phone number.
   *
   * Fails with 400, 401, 403 (`unsupported_country_code`), 404 (`resource_not_found`), 422 (`form_identifier_exists`,
   * `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/phone-numbers/put/users/%7Buser_id%7D/phone_number
   */
  replacePhoneNumber: Operation.put("/users/:userId/phone_number", {
    payload: Schema.Struct(snakeCase({
      /** The new phone number in E.164 format, such as `"+15555550100"`. */
      phoneNumber: Schema.String,
      /** The status of the new phone number: `"verified"` by default, `"reserved"` or `"unverified"`. */
      identificationStatus: Schema.optional(Status)
    })),
    success: PhoneNumberResponse,
    errors: [400, 401, 403, 404, 422]
  })
}
