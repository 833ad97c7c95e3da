/**
 * Recognises images that are uploaded.
 */
import * as Effect from "effect/Effect"
import type { ProfileImage } from "../Schema/ProfileImage.ts"
import * as ErrorResponse from "./server/ErrorResponse.ts"

/** Fails with 400 unless a file is an image. */
export const checkImage = (file: ProfileImage): Effect.Effect<void, ErrorResponse.ErrorResponse> =>
  Effect.flatMap(isImage(file), (isImage) =>
    isImage
      ? Effect.void
      : ErrorResponse.ofCode("request_body_invalid", undefined, "The file is not a PNG, JPEG, GIF or WebP image."))

/** Whether a file starts like a PNG, JPEG, GIF or WebP image. */
const isImage = (file: ProfileImage): Effect.Effect<boolean> => {
  const content = "content" in file ? file.content : file
  return Effect.map(
    content instanceof Blob
      ? Effect.promise(() => content.slice(0, 12).arrayBuffer()).pipe(Effect.map((bytes) => new Uint8Array(bytes)))
      : Effect.succeed(content.subarray(0, 12)),
    (bytes) => {
      const start = String.fromCharCode(...bytes)
      return signatures.some((signature) => start.startsWith(signature)) || /^RIFF.{4}WEBP/s.test(start)
    }
  )
}

const signatures = ["\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF87a", "GIF89a"]
