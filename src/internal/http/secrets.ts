/**
 * Removes the secrets of a call from the texts that leave it in an error, a span or a log, since a response may echo them.
 *
 * A secret can be echoed in many spellings: JSON, JSON within JSON, HTML, a URL, another character set. A text is therefore decoded until
 * nothing is left to decode, and after each step its letters and digits are compared with those of the secrets. White space, quotes and
 * accents, which servers write in different ways, make no difference then.
 */
import * as Encoding from "effect/Encoding"
import * as Option from "effect/Option"
import { isString } from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import { camelToSnake } from "effect/String"
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"
import { clip } from "../text.ts"

/** The secrets of one call: those of its input, and the secret key of each attempt. */
export interface Secrets {
  /** Whether the input has secrets. */
  readonly areInInput: boolean
  /** Adds the secret key of an attempt. A key that was rotated during the call stays a secret. */
  readonly use: (key: Redacted.Redacted) => void
  /** The beginning of a text without the secrets. Where one is spelled in another way, nothing is left of the text. */
  readonly hide: (text: string) => string
  /** A text without the secret keys, which may end within one. */
  readonly hideInPart: (text: string) => string
  /** A JSON value without the secrets in its texts and keys, up to a depth and a size. */
  readonly hideInJson: (value: unknown) => unknown
}

/** Reads the secrets of an input, before `Redacted.unsafeWipe` can remove them. */
export const make = (input: unknown): Secrets => {
  const fields = Option.getOrElse(copy(input), () => ({}))
  const params = Object.values(fields).flatMap((value) => Option.getOrElse(read(value), () => []))
  const keys = new Set<Secret>()
  let ofParams: ReadonlyArray<Secret> | undefined
  const all = () => [...keys, ...(ofParams ??= params.map(secret))]

  // Secrets are searched for beyond what is kept, which may end within one.
  const hide = (text: string) => clip(hideAll(text.slice(0, 20 * maxLength), all()), maxLength)

  const isName = (word: string) =>
    /^(code|(long_)?message|meta|param_name|clerk_trace_id)$/.test(word) ||
    Object.keys(fields).some((name) => camelToSnake(name) === word)

  /**
   * Clerk's codes and names are lower-case words. A password that is one of several words does not change them, so that
   * `incorrect_password` can be handled even if the password was `password`.
   */
  const hideInName = (name: string) =>
    /^[a-z_]{1,80}$/.test(name) && (isName(name) || !params.includes(name)) ? hideAll(name, [...keys]) : hide(name)

  const hideInJson = (value: unknown) => {
    let left = maxSize
    const inside = (value: unknown, key: string, depth: number): unknown => {
      left -= isString(value) ? clip(value, maxLength).length : 1
      return left < 0 || depth > maxDepth
        ? "…"
        : isString(value)
        ? /^(code|param_name)$/.test(key) ? hideInName(value) : hide(value)
        : Array.isArray(value)
        ? value.slice(0, left).map((item) => inside(item, key, depth + 1))
        : isJsonObject(value)
        ? Object.fromEntries(
          Object.entries(value).slice(0, left).map(([key, item]) => [hideInName(key), inside(item, key, depth + 1)])
        )
        : value
    }
    return inside(value, "", 0)
  }

  return {
    areInInput: params.length > 0,
    use: (key) => keys.add(secretKey(key)),
    hide,
    hideInJson,
    hideInPart: (text) =>
      hideAll(text, Array.from(keys, (key) => ({ ...key, needles: key.needles.map((needle) => needle.slice(0, 8)) })))
  }
}

/** Fails for a getter that throws, which the encoder reports. */
const copy = Option.liftThrowable((input: unknown): JsonObject => isJsonObject(input) ? { ...input } : {})

const read = Option.liftThrowable((value: unknown) =>
  [value].flat().filter(Redacted.isRedacted).map((secret) => String(Redacted.value(secret)))
)

// What is kept of a response: of each text, of each JSON value, and how deeply nested.
const maxLength = 1000
const maxSize = 10_000
const maxDepth = 400

// ---------------------------------------------------------------------------------------------------------------------
// Secrets in texts
// ---------------------------------------------------------------------------------------------------------------------

/** A secret, and what to look for. */
interface Secret {
  readonly plain: string
  /** What replaces all but letters and digits: nothing, or a dot in a secret with few of them. */
  readonly gap: string
  readonly needles: ReadonlyArray<string>
}

const secret = (plain: string): Secret => {
  const gap = compared(plain, "").length < minLength ? "." : ""
  const inBase64 = [0, 1, 2].map((before) => Encoding.encodeBase64(" ".repeat(before) + plain).slice(2 * before, -4))
  const needles = [...stagesOf(plain), Encoding.encodeHex(plain), ...inBase64].map((text) => compared(text, gap))
  return { plain, gap, needles: plain.length < minLength ? [] : needles.filter((it) => it.length >= minLength) }
}

/** Shorter secrets are not replaced: the gaps would reveal them. */
const minLength = 4

/** Most calls of a program are made with the same key. */
const secretKeys = new WeakMap<Redacted.Redacted, Secret>()

const secretKey = (key: Redacted.Redacted): Secret => {
  const known = secretKeys.get(key) ?? secret(Redacted.value(key))
  secretKeys.set(key, known)
  return known
}

const hideAll = (text: string, secrets: ReadonlyArray<Secret>): string => {
  const plain = secrets.filter(({ needles }) => needles.length > 0).flatMap((
    { plain }
  ) => [plain, JSON.stringify(plain).slice(1, -1)])
  // One secret can be a part of another.
  const rest = plain.sort((left, right) => right.length - left.length)
    .reduce((done, secret) => done.replaceAll(secret, redacted), text)
  const stages = stagesOf(rest)
  const isLeft = secrets.some(({ gap, needles }) =>
    stages.some((stage) => {
      const characters = compared(stage, gap)
      return needles.some((needle) => characters.includes(needle))
    })
  )
  return isLeft || stages.length > maxStages ? redacted : rest
}

const redacted = "<redacted>"

/** Characters that are UTF-8 read as Latin-1 count as the one that they stand for. */
const compared = (text: string, gap: string): string =>
  text.replace(/[\u00c2-\u00f4][\u0080-\u00bf]{1,3}|[^a-zA-Z0-9]/gu, gap).toLowerCase()

/** A text as it is, decoded once, decoded twice, and so on. */
const stagesOf = (text: string): ReadonlyArray<string> => {
  const stages: Array<string> = []
  for (let next = text; next !== stages.at(-1) && stages.length <= maxStages; next = decode(next)) {
    stages.push(next)
  }
  return stages
}

/** What is encoded more often has something to hide. */
const maxStages = 10

/** Decodes the escapes of JSON and programming languages, of URLs and of HTML. */
const decode = (text: string): string =>
  text.replace(
    /[\\%]u([\da-f]{4})|(?:\\x|%)([\da-f]{2})|(?:\\u\{|&#x)([\da-f]+)[};]?|&#(\d+);?|\\([0-3][0-7]{2})|&(\w+);|\\(.)/gis,
    (_, hex4, hex2, hex, decimal, octal, name, character) => {
      const code = decimal ? Number(decimal) : octal ? parseInt(octal, 8) : parseInt(hex4 ?? hex2 ?? hex, 16)
      return code <= 0x10ffff
        ? String.fromCodePoint(code)
        : /^amp$/i.test(name)
        ? "&"
        // Other names of HTML, such as `quot`, are neither letters nor digits, and neither is white space.
        : /^[^bfnrtv]$/s.test(character)
        ? character
        : " "
    }
  )
