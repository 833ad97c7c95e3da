/**
 * What `effect-clerk serve` prints when it is ready.
 */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { secret as webhookSecret } from "../../testing/tokens/Webhooks.ts"

export interface Given {
  readonly address: string
  readonly host: string
  readonly key: Redacted.Redacted
  readonly persist: Option.Option<string>
  readonly control: boolean
  readonly webhooks: Option.Option<URL>
  /** Whether seeds were given that were not added, since the file of `--persist` holds data. */
  readonly seedsIgnored: boolean
}

export const instructions = ({ address, control, host, key, persist, seedsIgnored, webhooks }: Given): string => {
  const secretKey = Redacted.value(key)
  return [
    "",
    `The in-memory Clerk listens on ${address}/v1`,
    ...isLoopback(host) ? [] : [`It listens on ${host}, not only on 127.0.0.1: other machines can reach it.`],
    Option.match(persist, {
      onNone: () => "All data is lost when it stops. Press Ctrl-C to stop.",
      onSome: (file) => `All data is kept in ${file}, with passwords as they were sent. Press Ctrl-C to stop.`
    }),
    ...seedsIgnored ? ["The file holds data already, so --seed and --users were not applied."] : [],
    "",
    ...isLoopback(host) ? [`in a browser       ${address}/`] : [],
    `effect-clerk       CLERK_API_URL=${address}/v1 CLERK_SECRET_KEY=${secretKey}`,
    `@clerk/backend     createClerkClient({ apiUrl: "${address}", secretKey: "${secretKey}" })`,
    ...control ? [`control            curl -H "Authorization: Bearer ${secretKey}" ${address}/_control/requests`] : [],
    ...Option.match(webhooks, {
      onNone: () => [],
      onSome: ({ href }) => [`webhooks           ${href} CLERK_WEBHOOK_SIGNING_SECRET=${Redacted.value(webhookSecret)}`]
    }),
    `curl               curl -H "Authorization: Bearer ${secretKey}" ${address}/v1/users`,
    ""
  ].join("\n")
}

export const isLoopback = (host: string): boolean => /^(?:127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host)
