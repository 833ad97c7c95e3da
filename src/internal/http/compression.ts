/**
 * Decodes compressed bodies. `fetch` decodes them itself; the other HTTP clients of Node do not.
 */
import { hasProperty, isFunction } from "effect/Predicate"
import { maxBodyBytes } from "./content.ts"

type Codec = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array

interface Zlib {
  /** Decodes gzip and deflate. */
  readonly unzipSync: Codec
  readonly inflateRawSync: Codec
  readonly brotliDecompressSync: Codec
}

/** The zlib of the runtime, without an import that bundles for browsers and edge runtimes could not resolve. */
const zlib = (): Zlib | undefined => {
  const { process } = globalThis as { readonly process?: unknown }
  return hasProperty(process, "getBuiltinModule") && isFunction(process.getBuiltinModule)
    ? process.getBuiltinModule("node:zlib") as Zlib | undefined
    : undefined
}

/** The request headers that ask for a compressed body: none where only `fetch` can decode it, which asks itself. */
export const requestHeaders = (): { readonly [name: string]: string } =>
  zlib() === undefined ? {} : { "accept-encoding": "gzip, deflate, br" }

/** Whether a body that begins with these bytes needs `decompress`. */
export const mayBeCompressed = (bytes: Uint8Array, contentEncoding: string): boolean =>
  contentEncoding !== "" || isGzip(bytes) || isDeflate(bytes)

export interface Decompressed {
  readonly bytes: Uint8Array
  readonly fault: "corrupt" | "connection lost" | "too large" | undefined
}

/** Decodes a body with the encodings of its `Content-Encoding` header, the last one first. */
export const decompress = (body: Uint8Array, contentEncoding: string): Decompressed => {
  const codecs = zlib()
  const encodings = contentEncoding.toLowerCase().split(",").map((encoding) => encoding.trim())
  let bytes = body
  for (let layer = 0; layer < maxLayers; layer++) {
    const encoding = encodings.pop() ?? ""
    // By what the bytes look like, since some clients keep the header of a body that they have decoded, and some proxies leave it out.
    const isCertain = isGzip(bytes) || isDeflate(bytes)
    const codec = isCertain ? codecs?.unzipSync : byLabel(codecs, encoding)
    if (codec === undefined) {
      break
    }
    try {
      bytes = codec(bytes, { maxOutputLength: maxBodyBytes })
    } catch (error) {
      const code = hasProperty(error, "code") ? error.code : undefined
      if (isCertain || code === "ERR_BUFFER_TOO_LARGE") {
        return { bytes: empty, fault: faults[String(code)] ?? "corrupt" }
      }
    }
  }
  return { bytes, fault: undefined }
}

/** More than any proxy applies. */
const maxLayers = 4

const empty = new Uint8Array()

const faults: { readonly [code: string]: Decompressed["fault"] } = {
  ERR_BUFFER_TOO_LARGE: "too large",
  Z_BUF_ERROR: "connection lost"
}

const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b

const isDeflate = ([first = 0, second = 0]: Uint8Array): boolean => first === 0x78 && (first * 256 + second) % 31 === 0

/** Encodings whose bytes look like any other bytes. */
const byLabel = (codecs: Zlib | undefined, encoding: string): Codec | undefined =>
  encoding === "br" ? codecs?.brotliDecompressSync : encoding === "deflate" ? codecs?.inflateRawSync : undefined
