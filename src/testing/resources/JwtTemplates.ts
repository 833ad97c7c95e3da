/**
 * The JWT templates of an in-memory Clerk.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { operations } from "../../operations/JwtTemplates.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { JwtTemplateId } from "../../Schema/Ids.ts"
import { JwtTemplate, type NewJwtTemplate } from "../../Schema/JwtTemplate.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { listUnlessPaginated, omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const make = ({ counters, jwtTemplates: templates }: Instance): Resource<typeof operations> => ({
  prefix: "jwtTemplates",
  operations,
  transformBody: (body, context) => listUnlessPaginated(omit(body), context),
  handlers: () =>
    Effect.map(templates.removeWhere(() => true), () => {
      /** Checks the changes of a template and stores it. */
      const apply = Effect.fnUntraced(function*(before: JwtTemplate, input: NewJwtTemplate) {
        const { allowedClockSkew, claims, lifetime, name } = input
        const customSigningKey = input.customSigningKey ?? before.customSigningKey
        const missing = customSigningKey && !before.customSigningKey
          ? [
            ...input.signingAlgorithm ? [] : ["signing_algorithm"],
            ...input.signingKey ? [] : ["signing_key"]
          ]
          : []
        yield* ErrorResponse.failIfAny([
          ...Object.keys(claims).some((claim) => reserved.has(claim))
            ? [ErrorResponse.ofParam("jwt_template_reserved_claim", "claims")]
            : [],
          ...(yield* templates.all).some((other) => other.name === name && other.id !== before.id)
            ? [ErrorResponse.ofParam("form_identifier_exists", "name")]
            : [],
          ...missing.map((param) => ErrorResponse.ofParam("form_conditional_param_missing", param))
        ])
        return yield* templates.put(
          new JwtTemplate({
            ...before,
            name,
            claims,
            lifetime: lifetime === undefined ? before.lifetime : Duration.seconds(lifetime ?? 60),
            allowedClockSkew: allowedClockSkew === undefined
              ? before.allowedClockSkew
              : Duration.seconds(allowedClockSkew ?? 5),
            customSigningKey,
            signingAlgorithm: customSigningKey ? input.signingAlgorithm ?? before.signingAlgorithm : "RS256",
            updatedAt: yield* currentTime
          })
        )
      })

      return {
        list: (paging = {}) =>
          Effect.map(templates.all, (all) => ({ data: page(all.toReversed(), paging), totalCount: all.length })),

        create: Effect.fnUntraced(function*(input) {
          const id = JwtTemplateId.make(yield* counters.nextId("jtmp"))
          const createdAt = yield* currentTime
          return yield* apply(
            new JwtTemplate({
              id,
              object: "jwt_template",
              name: "",
              lifetime: Duration.seconds(60),
              allowedClockSkew: Duration.seconds(5),
              signingAlgorithm: "RS256",
              createdAt,
              updatedAt: createdAt
            }),
            input
          )
        }),

        get: ({ templateId }) => templates.find(templateId),

        update: ({ templateId, ...input }) =>
          Effect.flatMap(templates.find(templateId), (before) => apply(before, input)),

        delete: ({ templateId }) =>
          Effect.map(templates.remove(templateId), ({ id }) =>
            new DeletedObject({ object: "jwt_template", id, deleted: true }))
      }
    })
})

/** The claims that every token has. */
const reserved = new Set(["azp", "exp", "iat", "iss", "jti", "nbf", "sub"])

const omit = omitEmptyKeys({ byKey: new Map(), byObject: new Map(), isOpaque: (key) => key === "claims" })
