/**
 * The operations that set and delete the profile image of a user. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../../Operation.ts"
import { ProfileImage } from "../../Schema/ProfileImage.ts"
import { User } from "../../Schema/User.ts"

/**
 * The operations that set and delete the profile image of a user, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Sets the profile image of the user with the id `userId`.
   *
   * Parameters: `file` (a `File`, a `Blob` or bytes, optionally with a name and a type; 1 byte to 10 MB).
   *
   * Returns the user, with the new `imageUrl`.
   *
   * Fails with 400 (`request_body_invalid` when the file is not an image), 401, 404 (`resource_not_found`), 413
   * (`image_too_large`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/profile_image
   */
  setProfileImage: Operation.post("/users/:userId/profile_image", {
    payload: Schema.Struct({
      /** The image, of 1 byte to 10 MB. */
      file: ProfileImage
    }),
    encoding: "formData",
    success: User,
    errors: [400, 401, 404, 413],
    idempotent: true
  }),

  /**
   * Deletes the profile image of the user with the id `userId`.
   *
   * Returns the user. A retry after a lost response fails with `image_not_found` where the first request deleted the image.
   *
   * Fails with 404 (`resource_not_found`, `image_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/profile_image
   */
  deleteProfileImage: Operation.del("/users/:userId/profile_image", {
    success: User,
    errors: [404]
  })
}
