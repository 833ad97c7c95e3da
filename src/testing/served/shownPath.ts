/**
 * Paths of requests as they are shown to a person.
 */

/** The path of a URL without its query and without what looks like a secret: a key, an opaque token, or a JWT. */
export const shownPath = (url: string): string => url.split("?")[0]!.replace(secrets, "/<redacted>")

const secrets = /\/(?:(?:sk_(?:test|live)|whsec)_|(?:ak|mt|oat)_(?![\da-f]{32}(?:\/|$))|eyJ)[^/]*/g
