/**
 * The permissions of the organizations of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import { operations } from "../../operations/OrganizationPermissions.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { OrganizationPermission } from "../../Schema/OrganizationPermission.ts"
import type { Instance } from "../Instance.ts"
import { checkKey, listed } from "../organizations/roleRules.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const make = ({ organizations: { addPermission, permissions, roles } }: Instance): Resource<
  typeof operations
> => {
  /** A permission that can be changed. */
  const findOwn = Effect.fnUntraced(function*(id: string) {
    const found = yield* permissions.find(id)
    return found.type === "system"
      ? yield* ErrorResponse.ofCode("organization_system_permission_not_modifiable")
      : found
  })

  /** Replaces a key in all roles, or removes it. */
  const replaceInRoles = (before: string, after: ReadonlyArray<string>) =>
    Effect.flatMap(roles.all, (all) =>
      Effect.forEach(
        all.filter((role) => role.permissions.includes(before)),
        (role) =>
          roles.put({ ...role, permissions: role.permissions.flatMap((key) => key === before ? after : [key]) }),
        { discard: true }
      ))

  return {
    prefix: "organizationPermissions",
    operations,
    transformBody: omitEmptyKeys({ byKey: new Map(), byObject: new Map(), isOpaque: () => false }),
    handlers: () => ({
      list: (filters = {}) => Effect.map(permissions.all, (all) => listed(all, filters)),

      create: Effect.fnUntraced(function*(input) {
        yield* checkKey(yield* permissions.all, input.key)
        return yield* addPermission(input)
      }),

      get: ({ permissionId }) => permissions.find(permissionId),

      update: Effect.fnUntraced(function*({ description, key, name, permissionId }) {
        const before = yield* findOwn(permissionId)
        yield* checkKey((yield* permissions.all).filter(({ id }) => id !== before.id), key)
        const after = yield* permissions.put(
          new OrganizationPermission({
            ...before,
            name: name ?? before.name,
            key: key ?? before.key,
            description: description ?? before.description,
            updatedAt: yield* currentTime
          })
        )
        yield* replaceInRoles(before.key, [after.key])
        return after
      }),

      delete: Effect.fnUntraced(function*({ permissionId }) {
        const { id, key } = yield* findOwn(permissionId)
        yield* permissions.remove(id)
        yield* replaceInRoles(key, [])
        return new DeletedObject({ object: "permission", id, deleted: true })
      })
    })
  }
}
