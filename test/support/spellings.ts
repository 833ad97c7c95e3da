/**
 * The spellings in which servers and proxies echo a text.
 *
 * ```ts
 * spellings["base64"]("canary") // "Y2FuYXJ5"
 * ```
 */

const json = (text: string) => JSON.stringify(text).slice(1, -1)

const html = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;")
    .replaceAll("'", "&#39;")

const named: Readonly<Record<string, string>> = { ä: "auml", ö: "ouml", é: "eacute", ß: "szlig", "£": "pound" }

/** Writes each UTF-16 unit. */
const units = (text: string, write: (unit: number) => string) =>
  Array.from({ length: text.length }, (_, index) => write(text.charCodeAt(index))).join("")

/** Writes each byte of UTF-8. */
const bytes = (text: string, write: (byte: number) => string) => Array.from(Buffer.from(text), write).join("")

const hex = (number: number, length: number) => number.toString(16).padStart(length, "0")

const isPlain = (unit: number) => /[a-z0-9]/i.test(String.fromCharCode(unit))

const url = (text: string) => encodeURIComponent(text.toWellFormed())

export const spellings = {
  plain: (text: string) => text,
  JSON: json,
  "JSON in JSON": (text: string) => json(json(text)),
  "JSON in JSON in JSON": (text: string) => json(json(json(text))),
  "JSON of Go": (text: string) => json(text).replace(/[<>&]/g, (it) => `\\u${hex(it.charCodeAt(0), 4)}`),
  "JSON of PHP": (text: string) =>
    json(text).replaceAll("/", "\\/").replace(/[^\0-\x7f]/g, (it) => `\\u${hex(it.charCodeAt(0), 4)}`),
  "JSON in ASCII, in capitals": (text: string) => units(text, (unit) => `\\u${hex(unit, 4).toUpperCase()}`),
  HTML: html,
  "HTML with named entities": (text: string) =>
    html(text).replace(/[^\0-\x7f]/g, (it) => `&${named[it] ?? `#${it.charCodeAt(0)}`};`),
  "HTML with decimal entities": (text: string) => Array.from(text, (it) => `&#${it.codePointAt(0)};`).join(""),
  "HTML with hexadecimal entities": (text: string) =>
    Array.from(text, (it) => `&#x${it.codePointAt(0)!.toString(16)};`).join(""),
  "HTML of JSON": (text: string) => html(json(text)),
  "HTML of HTML": (text: string) => html(html(text)),
  "JSON of HTML": (text: string) => json(html(text)),
  URL: url,
  "URL in lower case": (text: string) => url(text).replace(/%../g, (it) => it.toLowerCase()),
  "URL with every byte escaped": (text: string) => bytes(text, (byte) => `%${hex(byte, 2)}`),
  "URL in Latin-1": (text: string) =>
    units(text, (unit) => isPlain(unit) ? String.fromCharCode(unit) : unit < 256 ? `%${hex(unit, 2)}` : "%3F"),
  "URL of a URL": (text: string) => url(url(text)),
  "URL of JSON": (text: string) => url(json(text)),
  form: (text: string) => new URLSearchParams([["", text]]).toString().slice(1),
  "escape of JavaScript": (text: string) =>
    units(text, (unit) => unit < 256 ? `%${hex(unit, 2)}` : `%u${hex(unit, 4)}`),
  "bytes of Python": (text: string) =>
    bytes(text, (byte) => byte < 127 && byte > 31 ? json(String.fromCharCode(byte)) : `\\x${hex(byte, 2)}`),
  "octal bytes": (text: string) => bytes(text, (byte) => `\\${byte.toString(8).padStart(3, "0")}`),
  "code points of Rust": (text: string) =>
    Array.from(text, (it) => isPlain(it.charCodeAt(0)) ? it : `\\u{${it.codePointAt(0)!.toString(16)}}`).join(""),
  base64: (text: string) => Buffer.from(text).toString("base64"),
  base64url: (text: string) => Buffer.from(text).toString("base64url"),
  "base64 of a header": (text: string) => Buffer.from(`x:${text}`).toString("base64"),
  "base64 of credentials": (text: string) => Buffer.from(`${text}:`).toString("base64"),
  hexadecimal: (text: string) => Buffer.from(text).toString("hex"),
  "hexadecimal in capitals": (text: string) => Buffer.from(text).toString("hex").toUpperCase(),
  "UTF-8 read as Latin-1": (text: string) => Buffer.from(text).toString("latin1"),
  "Latin-1 read as UTF-8": (text: string) => Buffer.from(text, "latin1").toString("utf8")
}
