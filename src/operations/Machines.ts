/**
 * The operations on the machines of an instance, their secret keys and what they have access to.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import {
  CreatedMachine,
  DeletedMachineScope,
  Machine,
  MachineChanges,
  MachineFilters,
  MachineScope,
  MachineSecretKey,
  NewMachine
} from "../Schema/Machine.ts"
import { Page } from "../Schema/wire/Lists.ts"
import { snakeCase } from "../Schema/wire/SnakeCase.ts"

/**
 * The operations of `Machines`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the machines of the instance, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: `query` (an exact id, or a part of a name), `orderBy` (`"name"` or `"created_at"`, with `-` in front of it for
   * descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the machines as `data`, and the number of all that match as `totalCount`.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/get/machines
   */
  list: Operation.get("/machines", {
    query: MachineFilters,
    success: Page(Machine),
    errors: [400, 401, 403, 422]
  }),

  /**
   * Creates a machine.
   *
   * Parameters: `name` (1 to 255 characters), `scopedMachines` (the ids of the machines that it will have access to, at most 150),
   * `defaultTokenTtl` (in seconds, 1 to 315360000, by default 3600: how long its tokens are valid).
   *
   * Returns the machine with its `secretKey`. Not idempotent, and names need not be unique: when it fails with `outcomeUnknown`, look for the
   * name with `list` before you try again, and read the key with `getSecretKey`.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 422 (`form_param_value_invalid`, `form_resource_not_found` for an unknown machine).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/post/machines
   */
  create: Operation.post("/machines", {
    payload: NewMachine,
    success: CreatedMachine,
    errors: [400, 401, 403, 422]
  }),

  /**
   * Gets the machine with the id `machineId`.
   *
   * Returns the machine, with the machines that it has access to.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 404 (`resource_not_found`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/get/machines/%7Bmachine_id%7D
   */
  get: Operation.get("/machines/:machineId", {
    success: Machine,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Updates the machine with the id `machineId`. Parameters that are left out keep their value.
   *
   * Parameters: `name` (1 to 255 characters), `defaultTokenTtl` (in seconds, 1 to 315360000).
   *
   * Returns the updated machine.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/patch/machines/%7Bmachine_id%7D
   */
  update: Operation.patch("/machines/:machineId", {
    payload: MachineChanges,
    success: Machine,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Deletes the machine with the id `machineId`. Its secret key and its tokens are no longer valid.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 404 (`resource_not_found`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/delete/machines/%7Bmachine_id%7D
   */
  delete: Operation.del("/machines/:machineId", {
    success: DeletedObject,
    errors: [400, 401, 403, 404, 422],
    deletes: "machine"
  }),

  /**
   * Gets the secret key of the machine with the id `machineId`, with which the machine makes its tokens.
   *
   * Returns the secret key, redacted.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/get/machines/%7Bmachine_id%7D/secret_key
   */
  getSecretKey: Operation.get("/machines/:machineId/secret_key", {
    success: MachineSecretKey,
    errors: [400, 401, 403, 404]
  }),

  /**
   * Replaces the secret key of the machine with the id `machineId`.
   *
   * Parameters: `previousTokenTtl` (in seconds, 0 to 28800 (8 hours): how long the previous key is still valid; with 0 it ends at once).
   *
   * Returns the new secret key, redacted. Not idempotent: when it fails with `outcomeUnknown`, `getSecretKey` returns the key that is valid.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/post/machines/%7Bmachine_id%7D/secret_key/rotate
   */
  rotateSecretKey: Operation.post("/machines/:machineId/secret_key/rotate", {
    payload: Schema.Struct(snakeCase({
      /** How many seconds the previous key is still valid, 0 to 28800 (8 hours). */
      previousTokenTtl: Schema.Int.pipe(Schema.between(0, 28_800))
    })),
    success: MachineSecretKey,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Gives the machine with the id `machineId` access to the machine with the id `toMachineId`. A machine can have access to 150 others.
   * Tokens that it made before do not get the access.
   *
   * Returns the access. Not idempotent: when it fails with `outcomeUnknown`, try again, where 409 says that it has been done, or look at
   * `scopedMachines` of the machine.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 404 (`resource_not_found`), 409 (`conflict` when it has the access already), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/post/machines/%7Bmachine_id%7D/scopes
   */
  createScope: Operation.post("/machines/:machineId/scopes", {
    payload: Schema.Struct(snakeCase({
      /** The id of the machine that it will have access to. */
      toMachineId: Schema.NonEmptyString
    })),
    success: MachineScope,
    errors: [400, 401, 403, 404, 409, 422]
  }),

  /**
   * Ends the access of the machine with the id `machineId` to the machine with the id `otherMachineId`.
   *
   * Returns the ids of both. A retry after a lost response fails with 404 if the first attempt ended the access.
   *
   * Fails with 400, 401, 403 (`authorization_invalid`), 404 (`resource_not_found`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/machines/delete/machines/%7Bmachine_id%7D/scopes/%7Bother_machine_id%7D
   */
  deleteScope: Operation.del("/machines/:machineId/scopes/:otherMachineId", {
    success: DeletedMachineScope,
    errors: [400, 401, 403, 404, 422]
  })
}
