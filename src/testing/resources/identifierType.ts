/**
 * The type of an identifier on the allowlist or the blocklist.
 */

export const identifierTypeOf = (identifier: string): "email_address" | "phone_number" | "web3_wallet" =>
  identifier.includes("@") ? "email_address" : identifier.startsWith("+") ? "phone_number" : "web3_wallet"
