/**
 * The settings of an in-memory Clerk. They are kept and returned; no other resource obeys them.
 */
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import * as Ref from "effect/Ref"
import { operations } from "../../operations/InstanceSettings.ts"
import { InstanceId } from "../../Schema/Ids.ts"
import {
  Instance,
  InstanceCommunication,
  InstanceProtect,
  InstanceRestrictions,
  OAuthApplicationSettings,
  OrganizationSettings
} from "../../Schema/Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const make = (): Resource<typeof operations> => ({
  prefix: "instanceSettings",
  operations,
  transformBody: omit,
  handlers: () =>
    Effect.gen(function*() {
      const instance = yield* Ref.make(initial.instance)
      const restrictions = yield* Ref.make(initial.restrictions)
      const protect = yield* Ref.make(initial.protect)
      const communication = yield* Ref.make(initial.communication)
      const oauth = yield* Ref.make(initial.oauth)
      const organizations = yield* Ref.make(initial.organizations)
      return {
        get: () => instance,
        update: ({ allowedOrigins } = {}) =>
          Effect.as(
            Ref.update(instance, (before) => new Instance({ ...before, ...given({ allowedOrigins }) })),
            undefined
          ),

        updateRestrictions: (input = {}) =>
          Ref.updateAndGet(restrictions, (before) => new InstanceRestrictions({ ...before, ...given(input) })),

        getProtect: () => protect,
        updateProtect: (input = {}) =>
          Ref.updateAndGet(protect, (before) => new InstanceProtect({ ...before, ...given(input) })),

        getCommunication: () => communication,
        updateCommunication: (input = {}) =>
          Ref.updateAndGet(communication, (before) => new InstanceCommunication({ ...before, ...given(input) })),

        getOAuthApplicationSettings: () => oauth,
        updateOAuthApplicationSettings: ({ defaultScopes, ...input } = {}) =>
          Ref.updateAndGet(oauth, (before) =>
            new OAuthApplicationSettings({
              ...before,
              ...given(input),
              ...(defaultScopes === undefined ? {} : { defaultScopes })
            })),

        getOrganizationSettings: () => organizations,
        updateOrganizationSettings: ({ creatorRoleId, domainsDefaultRoleId, ...input } = {}) =>
          // Its roles have keys and no ids.
          creatorRoleId || domainsDefaultRoleId
            ? ErrorResponse.ofCode("resource_not_found")
            : Ref.updateAndGet(
              organizations,
              (before) => new OrganizationSettings({ ...before, ...given(input) })
            )
      }
    })
})

const initial = {
  instance: new Instance({
    object: "instance",
    id: InstanceId.make("ins_in_memory"),
    environmentType: "development",
    allowedOrigins: []
  }),
  restrictions: new InstanceRestrictions({ object: "instance_restrictions" }),
  protect: new InstanceProtect({ object: "instance_protect" }),
  communication: new InstanceCommunication({ object: "instance_communication" }),
  oauth: new OAuthApplicationSettings({ object: "oauth_application_settings" }),
  organizations: new OrganizationSettings({
    object: "organization_settings",
    enabled: true,
    maxAllowedMemberships: 5,
    maxAllowedRoles: 10,
    maxAllowedDomains: 10,
    creatorRole: "org:admin",
    adminDeleteEnabled: true,
    domainsDefaultRole: "org:member"
  })
}

/** What an input sets: neither what is left out, nor null. */
const given = <Input extends { readonly [name: string]: unknown }>(input: Input) =>
  Record.filter(input, (value) => value !== undefined && value !== null) as {
    readonly [Name in keyof Input]?: NonNullable<Input[Name]>
  }

const omit = omitEmptyKeys({
  byKey: new Map(),
  byObject: new Map([["organization_settings", ["max_role_sets_allowed", "max_allowed_permissions"]]]),
  isOpaque: () => false
})
