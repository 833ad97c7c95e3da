/**
 * A machine: a program that makes tokens with which it calls other machines.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { MachineId } from "./Ids.ts"
import { list, nullable, object, Seconds, text, Timestamp } from "./wire/Fields.ts"
import { limit, offset, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A machine that another one has access to.
 *
 * @since 0.1.0
 * @category models
 */
export class ScopedMachine extends Schema.Class<ScopedMachine>("effect-clerk/ScopedMachine")(snakeCase({
  /** The id of the machine, `mch_…`. */
  id: MachineId,
  /** The object type, `"machine"`. */
  object: object("machine"),
  /** The name, of 1 to 255 characters. */
  name: text,
  /** The id of the instance, `ins_…`. */
  instanceId: text,
  /** How long the tokens of the machine are valid unless they are made with a time of their own; null when Clerk does not say. */
  defaultTokenTtl: nullable(Seconds),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * A machine: a program that makes tokens with which it calls other machines.
 *
 * @since 0.1.0
 * @category models
 */
export class Machine extends ScopedMachine.extend<Machine>("effect-clerk/Machine")(snakeCase({
  /** The machines that it has access to, at most 150. */
  scopedMachines: list(ScopedMachine)
})) {}

/**
 * A machine that was just created, with its secret key. The key is redacted: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class CreatedMachine extends Machine.extend<CreatedMachine>("effect-clerk/CreatedMachine")(snakeCase({
  /** The secret key of the machine, `ak_…`. */
  secretKey: Schema.Redacted(Schema.String)
})) {}

/**
 * The secret key of a machine. It is redacted: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class MachineSecretKey extends Schema.Class<MachineSecretKey>("effect-clerk/MachineSecretKey")(snakeCase({
  /** The object type, `"machine_secret_key"`. */
  object: object("machine_secret_key"),
  /** The secret key, `ak_…`. */
  secret: Schema.Redacted(Schema.String)
})) {}

/**
 * The access of one machine to another.
 *
 * @since 0.1.0
 * @category models
 */
export class MachineScope extends Schema.Class<MachineScope>("effect-clerk/MachineScope")(snakeCase({
  /** The object type, `"machine_scope"`. */
  object: object("machine_scope"),
  /** The id of the machine that has access. */
  fromMachineId: MachineId,
  /** The id of the machine that it has access to. */
  toMachineId: MachineId,
  /** When the access was given; null when Clerk does not say. */
  createdAt: nullable(Timestamp)
})) {}

/**
 * The response to removing the access of one machine to another.
 *
 * @since 0.1.0
 * @category models
 */
export class DeletedMachineScope extends Schema.Class<DeletedMachineScope>("effect-clerk/DeletedMachineScope")(
  snakeCase({
    /** The object type, `"machine_scope"`. */
    object: object("machine_scope"),
    /** The id of the machine that had access. */
    fromMachineId: MachineId,
    /** The id of the machine that it had access to. */
    toMachineId: MachineId,
    /** Always true: without it, a response does not say that the access was removed, and fails to decode. */
    deleted: Schema.Literal(true)
  })
) {}

const Name = Schema.String.pipe(Schema.minLength(1), Schema.maxLength(255))

/** Seconds, from 1 to 10 years. */
const Ttl = Schema.Int.pipe(Schema.between(1, 315_360_000))

const newMachine = Schema.Struct(snakeCase({
  /** The name, of 1 to 255 characters. */
  name: Name,
  /** The ids of the machines that it will have access to, at most 150; none by default. */
  scopedMachines: Schema.optional(Schema.Array(Schema.String).pipe(Schema.maxItems(150))),
  /** How many seconds its tokens are valid by default, 1 to 315360000 (10 years); 3600 by default. */
  defaultTokenTtl: Schema.optional(Ttl)
}))

/**
 * The parameters of `Machines.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewMachine extends Schema.Schema.Type<typeof newMachine> {}

/**
 * The parameters of `Machines.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewMachine: Schema.Schema<NewMachine, typeof newMachine.Encoded> = newMachine

const machineChanges = Schema.Struct(snakeCase({
  /** The new name, of 1 to 255 characters. */
  name: Schema.optional(Name),
  /** How many seconds its tokens are valid by default, 1 to 315360000 (10 years). */
  defaultTokenTtl: Schema.optional(Ttl)
}))

/**
 * The parameters of `Machines.update`.
 *
 * @since 0.1.0
 * @category models
 */
export interface MachineChanges extends Schema.Schema.Type<typeof machineChanges> {}

/**
 * The parameters of `Machines.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const MachineChanges: Schema.Schema<MachineChanges, typeof machineChanges.Encoded> = machineChanges

const machineFilters = Schema.Struct(snakeCase({
  /** Finds the machine with exactly this id, and machines whose name contains it. */
  query: queryText,
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default, the newest machines first. */
  orderBy: Schema.optional(
    Schema.TemplateLiteral(Schema.Literal("", "+", "-"), Schema.Literal("name", "created_at"))
  ),
  /** The maximum number of machines in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of machines to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `Machines.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface MachineFilters extends Schema.Schema.Type<typeof machineFilters> {}

/**
 * The filters, the order and the page of `Machines.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const MachineFilters: Schema.Schema<MachineFilters, typeof machineFilters.Encoded> = machineFilters
