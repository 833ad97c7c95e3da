/**
 * The versions of Clerk's API. They are dates, so a later one is a greater string.
 *
 * @since 0.1.0
 */

/** The versions that Clerk documents, the oldest first. */
export const versions = ["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"] as const

/**
 * A version of Clerk's API that the in-memory Clerk accepts.
 *
 * @since 0.1.0
 * @category models
 */
export type ApiVersion = typeof versions[number]

/** The version of a request that names none. */
export const newest: ApiVersion = "2026-05-12"
