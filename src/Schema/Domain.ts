/**
 * The domains of an instance: the primary one, and satellites.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { DomainId } from "./Ids.ts"
import { flag, list, nullable, object, text } from "./wire/Fields.ts"
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A DNS record that a domain of a production instance needs.
 *
 * @since 0.1.0
 * @category models
 */
export class CnameTarget extends Schema.Class<CnameTarget>("effect-clerk/CnameTarget")(snakeCase({
  /** The host name of the record. */
  host: text,
  /** The host name that the record must point to. */
  value: text,
  /** Whether the domain cannot be used without the record. */
  required: flag
})) {}

/**
 * A domain of an instance.
 *
 * @since 0.1.0
 * @category models
 */
export class Domain extends Schema.Class<Domain>("effect-clerk/Domain")(snakeCase({
  /** The id of the domain. */
  id: DomainId,
  /** The object type, `"domain"`. */
  object: object("domain"),
  /** The name of the domain, in development instances also with a port, such as `"localhost:3000"`. */
  name: text,
  /** Whether it is a satellite: users sign in at the primary domain. */
  isSatellite: flag,
  /** The URL of Clerk's Frontend API for the domain. */
  frontendApiUrl: text,
  /** The URL of the account portal; null for a satellite. */
  accountsPortalUrl: nullable(Schema.String),
  /** The URL of the proxy that forwards requests to Clerk's Frontend API; null without one. */
  proxyUrl: nullable(Schema.String),
  /** The origin in development. */
  developmentOrigin: text,
  /** The DNS records that the domain needs. */
  cnameTargets: list(CnameTarget)
})) {}

const newDomain = Schema.Struct(snakeCase({
  /** The name without `https://`, such as `"example.com"`; in development instances also with a port, such as `"localhost:3000"`. */
  name: Schema.NonEmptyString,
  /** Always `true`: an instance has one primary domain, which exists from the start. */
  isSatellite: Schema.Literal(true),
  /** The whole URL of the proxy that forwards requests to Clerk's Frontend API, in production instances only. */
  proxyUrl: clearable(Schema.String)
}))

/**
 * The parameters of `Domains.add`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewDomain extends Schema.Schema.Type<typeof newDomain> {}

/**
 * The parameters of `Domains.add`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewDomain: Schema.Schema<NewDomain, typeof newDomain.Encoded> = newDomain

const domainChanges = Schema.Struct(snakeCase({
  /** The new name without `https://`. That of the primary domain of a production instance needs its DNS records first. */
  name: clearable(Schema.NonEmptyString),
  /** The whole URL of the proxy, in production instances only; `null` goes back to DNS records. */
  proxyUrl: clearable(Schema.String),
  /** Whether it is the domain of a secondary app, so that a subdomain in its name is kept. */
  isSecondary: clearable(Schema.Boolean)
}))

/**
 * The changes of `Domains.update`. Fields that are left out keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface DomainChanges extends Schema.Schema.Type<typeof domainChanges> {}

/**
 * The changes of `Domains.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const DomainChanges: Schema.Schema<DomainChanges, typeof domainChanges.Encoded> = domainChanges
