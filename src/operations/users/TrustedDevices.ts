/**
 * The operations on the trusted devices of a user. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Operation from "../../Operation.ts"
import { TrustedDevice } from "../../Schema/TrustedDevice.ts"
import { Page } from "../../Schema/wire/Lists.ts"

/**
 * The operations on the trusted devices of a user, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the active trusted devices of the user with the id `userId`, all in one response.
   *
   * Returns the devices, and their total number. Devices that cannot be decoded are left out and reported (see `Http.OnDecodeError`).
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/trusted_devices
   */
  listTrustedDevices: Operation.get("/users/:userId/trusted_devices", {
    success: Page(TrustedDevice),
    errors: [403, 404, 500]
  }),

  /**
   * Revokes the trusted device with the id `trustedDeviceId` of the user with the id `userId`.
   *
   * Returns the device, with `status: "revoked"`. A retry after a lost response fails with 404 if the first request revoked the device.
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/trusted_devices/%7Btrusted_device_id%7D
   */
  revokeTrustedDevice: Operation.del("/users/:userId/trusted_devices/:trustedDeviceId", {
    success: TrustedDevice,
    errors: [403, 404, 500]
  })
}
