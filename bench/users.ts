/** The users of the server. */
import { userAda, userGrace } from "../test/fixtures/index.ts"

/** How many users there are. */
export const total = 20_000

export const idOf = (index: number): string => `user_${String(index).padStart(27, "0")}`

export const userIds = (count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => idOf(index))

/** `full` users have a value in every field, `sparse` users have few; of `mixed` users one in twenty is full. */
export type Kind = "full" | "mixed" | "sparse"

const newest = Date.UTC(2026, 0)

/** The index of a user that was created at a time. */
export const indexAt = (createdAt: number): number => (newest - createdAt) / 60_000

/** The newest user has the index 0. */
export const userOf = (index: number, kind: Kind) => {
  const isFull = kind === "full" || kind === "mixed" && index % 20 === 0
  const createdAt = newest - index * 60_000
  return { ...isFull ? userGrace() : userAda(), id: idOf(index), created_at: createdAt, updated_at: createdAt }
}
