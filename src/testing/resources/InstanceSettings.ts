/**
 * The settings of an in-memory Clerk. They are kept and returned. Of other resources, only those of organizations obey them: the role of a creator, and the
 * number of roles.
 */
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import * as Ref from "effect/Ref"
import { operations } from "../../operations/InstanceSettings.ts"
import { InstanceId } from "../../Schema/Ids.ts"
import {
  Instance as InstanceModel,
  InstanceCommunication,
  InstanceProtect,
  InstanceRestrictions,
  OAuthApplicationSettings,
  OrganizationSettings
} from "../../Schema/Instance.ts"
import type { Instance } from "../Instance.ts"
import { isCreatorEligible } from "../organizations/roles.ts"
import * as Cells from "../server/Cells.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const make = ({ organizations: { roles, settings } }: Instance): Resource<typeof operations> => ({
  prefix: "instanceSettings",
  operations,
  transformBody: omit,
  handlers: () =>
    Effect.gen(function*() {
      const instance = yield* Cells.ref(initial.instance)
      const restrictions = yield* Cells.ref(initial.restrictions)
      const protect = yield* Cells.ref(initial.protect)
      const communication = yield* Cells.ref(initial.communication)
      const oauth = yield* Cells.ref(initial.oauth)
      return {
        get: () => instance,
        update: ({ allowedOrigins } = {}) =>
          Effect.as(
            Ref.update(instance, (before) => new InstanceModel({ ...before, ...given({ allowedOrigins }) })),
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

        getOrganizationSettings: () => settings,
        updateOrganizationSettings: Effect.fnUntraced(
          function*({ creatorRoleId, domainsDefaultRoleId, ...input } = {}) {
            const creator = creatorRoleId == null ? undefined : yield* roles.find(creatorRoleId)
            const member = domainsDefaultRoleId == null ? undefined : yield* roles.find(domainsDefaultRoleId)
            if (creator !== undefined && !isCreatorEligible(creator.permissions)) {
              return yield* ErrorResponse.ofCode("organization_missing_creator_role_permissions")
            }
            const changes = given({ ...input, creatorRole: creator?.key, domainsDefaultRole: member?.key })
            return yield* Ref.updateAndGet(settings, (before) => new OrganizationSettings({ ...before, ...changes }))
          }
        )
      }
    })
})

const initial = {
  instance: new InstanceModel({
    object: "instance",
    id: InstanceId.make("ins_in_memory"),
    environmentType: "development",
    allowedOrigins: []
  }),
  restrictions: new InstanceRestrictions({ object: "instance_restrictions" }),
  protect: new InstanceProtect({ object: "instance_protect" }),
  communication: new InstanceCommunication({ object: "instance_communication" }),
  oauth: new OAuthApplicationSettings({ object: "oauth_application_settings" })
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
