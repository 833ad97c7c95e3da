/** The version that the `User-Agent` names; a test holds it against package.json. */
export const version = "0.1.0"
