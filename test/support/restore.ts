/**
 * Undoes, before each test file, what the last one of the same process changed: the files share their modules.
 */
import { it, makeMethods } from "@effect/vitest"
import { FastCheck } from "effect"
import { vi } from "vitest"

// `it.layer` replaces `it.effect` and others.
makeMethods(it)
FastCheck.resetConfigureGlobal()
vi.restoreAllMocks()
