/**
 * The file of `--persist`: a header, then one line of JSON for each change. Changes are appended, so a process that is killed at any instant leaves
 * at most a half line at the end, which is ignored and removed.
 */
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { appendFileSync, closeSync, fchmodSync, fstatSync, ftruncateSync, openSync, readFileSync } from "node:fs"
import type { Entry, Journal } from "../../testing/server/Journal.ts"
import { CommandFailed } from "../CommandFailed.ts"

export interface JournalFile extends Journal {
  /** What ids are made from. */
  readonly idSeed: string
}

/** Opens or creates a file, which only its owner may read. It is closed with the scope. */
export const open = (file: string, initial: ReadonlyArray<unknown>) =>
  Effect.gen(function*() {
    const fd = yield* Effect.acquireRelease(
      Effect.try({
        try: () => openSync(file, "a+", 0o600),
        catch: (cause) => failed(file, cause instanceof Error ? cause.message : "it cannot be opened")
      }),
      (fd) => Effect.sync(() => closeSync(fd))
    )
    return yield* Effect.try({
      try: () => read(file, fd, initial),
      catch: (cause) => failed(file, cause instanceof Error ? cause.message : "it cannot be read")
    })
  })

const failed = (file: string, reason: string) =>
  new CommandFailed({ message: `Cannot use --persist ${file}: ${reason}.` })

const read = (file: string, fd: number, initial: ReadonlyArray<unknown>): JournalFile => {
  const bytes = readFileSync(file)
  const end = bytes.lastIndexOf(newline) + 1
  // Each line by itself, since all of them together can be longer than a string may be.
  const values: Array<Entry> = []
  let idSeed: string | undefined
  let number = 0
  for (let start = 0; start < end;) {
    const next = bytes.indexOf(newline, start) + 1
    number++
    const value = parse(bytes.subarray(start, next - 1).toString("utf8"), number)
    if (number === 1) {
      idSeed = idSeedOf(value)
    } else {
      if (isReset(value)) values.length = 0
      values.push(value as Entry)
    }
    start = next
  }
  if (idSeed === undefined && bytes.length > 0 && !isHeaderStart(bytes.toString("utf8"))) {
    throw new Error("it was not made by --persist")
  }
  ftruncateSync(fd, end)
  fchmodSync(fd, 0o600)
  let size = end
  const write = (value: unknown) => {
    if (fstatSync(fd).size !== size) {
      throw new Error(`Another program has changed ${file}, so that nothing more can be kept in it.`)
    }
    const line = Buffer.from(`${JSON.stringify(value)}\n`)
    try {
      appendFileSync(fd, line)
    } catch (error) {
      ftruncateSync(fd, size)
      throw error
    }
    size += line.length
  }
  if (idSeed === undefined) {
    idSeed = randomUUID()
    write({ [header]: 1, idSeed })
  }
  return { idSeed, initial, entries: values, append: (entry) => Effect.sync(() => write(entry)) }
}

const newline = 10

const header = "effect-clerk"

const isHeaderStart = (text: string): boolean => `{"${header}":1,"idSeed":"`.startsWith(text.slice(0, 28))

const parse = (line: string, number: number): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    throw new Error(`its line ${number} is not JSON`)
  }
}

const idSeedOf = (value: unknown): string => {
  const fields = typeof value === "object" && value !== null ? value as { readonly [name: string]: unknown } : {}
  if (fields[header] !== 1 || typeof fields["idSeed"] !== "string") {
    throw new Error("it was not made by --persist")
  }
  return fields["idSeed"]
}

const isReset = (value: unknown): boolean => typeof value === "object" && value !== null && "reset" in value
