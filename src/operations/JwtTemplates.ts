/**
 * The operations on JWT templates: the claims and the lifetime of tokens that are made for other services.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { JwtTemplate, NewJwtTemplate } from "../Schema/JwtTemplate.ts"
import { Page, PageFilters } from "../Schema/wire/Lists.ts"

/**
 * The operations of `JwtTemplates`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the JWT templates.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the templates of one page as `data`, and the number of all of them as `totalCount`. Templates that cannot be decoded are left
   * out and reported (see `Http.OnDecodeError`).
   *
   * Clerk documents no error of its own.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/jwt-templates/get/jwt_templates
   */
  list: Operation.get("/jwt_templates?paginated=true", {
    query: PageFilters,
    success: Page(JwtTemplate),
    errors: []
  }),

  /**
   * Creates a JWT template.
   *
   * Parameters: `name`, `claims`, `lifetime` (in seconds, 30 to 315360000), `allowedClockSkew` (in seconds, 0 to 300),
   * `customSigningKey`, which requires `signingAlgorithm` and `signingKey`.
   *
   * Returns the new template, without the signing key. Not idempotent: when it fails with `outcomeUnknown`, look for its name in `list`
   * before you try again.
   *
   * Fails with 400 (`jwt_template_reserved_claim`), 402 (`unsupported_subscription_plan_features`), 422 (`form_identifier_exists`,
   * `form_conditional_param_missing`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/jwt-templates/post/jwt_templates
   */
  create: Operation.post("/jwt_templates", {
    payload: NewJwtTemplate,
    success: JwtTemplate,
    errors: [400, 402, 422]
  }),

  /**
   * Gets the JWT template with the id `templateId`.
   *
   * Returns the template.
   *
   * Fails with 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/jwt-templates/get/jwt_templates/%7Btemplate_id%7D
   */
  get: Operation.get("/jwt_templates/:templateId", {
    success: JwtTemplate,
    errors: [404]
  }),

  /**
   * Updates the JWT template with the id `templateId`. Its name and its claims are replaced; other fields that are left out keep their
   * value.
   *
   * Parameters: `templateId`, and those of `create`, of which `name` and `claims` are required.
   *
   * Returns the template.
   *
   * Fails with 400 (`jwt_template_reserved_claim`), 402 (`unsupported_subscription_plan_features`), 404 (`resource_not_found`), 422
   * (`form_identifier_exists`, `form_conditional_param_missing`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/jwt-templates/patch/jwt_templates/%7Btemplate_id%7D
   */
  update: Operation.patch("/jwt_templates/:templateId", {
    payload: NewJwtTemplate,
    success: JwtTemplate,
    errors: [400, 402, 404, 422]
  }),

  /**
   * Deletes the JWT template with the id `templateId`. The template of session tokens is refused.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 403 (`session_token_jwt_template`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/jwt-templates/delete/jwt_templates/%7Btemplate_id%7D
   */
  delete: Operation.del("/jwt_templates/:templateId", {
    success: DeletedObject,
    errors: [403, 404],
    deletes: "jwt_template"
  })
}
