/**
 * A profile image to upload.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * A profile image: a `File`, a `Blob` or bytes, with a name and a media type where needed.
 *
 * @since 0.1.0
 * @category models
 */
export type ProfileImage = Blob | Uint8Array | {
  /** The bytes of the image. */
  readonly content: Blob | Uint8Array
  /** The file name, by default the `File`'s own or `"profileImage"`. */
  readonly name?: string | undefined
  /** The media type, such as `"image/png"`, by default the `Blob`'s own. */
  readonly type?: string | undefined
}

const Content = Schema.Union(Schema.instanceOf(Blob), Schema.Uint8ArrayFromSelf)

/**
 * A profile image of 1 byte to 10 MB, sent as a file.
 *
 * @since 0.1.0
 * @category schemas
 */
export const ProfileImage: Schema.Schema<ProfileImage, File> = Schema.transform(
  Schema.instanceOf(File),
  Schema.Union(
    Content,
    Schema.Struct({
      /** The bytes of the image. */
      content: Content,
      /** The file name. */
      name: Schema.optional(Schema.String),
      /** The media type. */
      type: Schema.optional(Schema.String)
    })
  ).pipe(
    // Checked before the content is copied into a file.
    Schema.filter((image) => {
      const content = "content" in image ? image.content : image
      const size = content instanceof Blob ? content.size : content.byteLength
      return size === 0
        ? "Expected an image, got no bytes"
        : size <= 10_000_000 || `Expected an image of at most 10 MB, got ${(size / 1_000_000).toFixed(1)} MB`
    })
  ),
  {
    strict: true,
    decode: (file) => file,
    encode: (image) => {
      const { content, name, type }: Exclude<ProfileImage, Blob | Uint8Array> = "content" in image
        ? image
        : { content: image }
      return new File([content as BlobPart], name ?? (content instanceof File ? content.name : "profileImage"), {
        type: type ?? (content instanceof Blob ? content.type : "")
      })
    }
  }
)
