/** Builds of effect-clerk. */
import { Effect } from "effect"
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The build of this folder. */
export const ownBuild = fileURLToPath(new URL("../dist", import.meta.url))

/** Copies a build to where it finds the same packages as every other build, and where no other build replaces it meanwhile. */
export const copyOfBuild = (build: string) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.promise(() => mkdtemp(join(tmpdir(), "effect-clerk-bench-"))),
      (folder) => Effect.promise(() => rm(folder, { recursive: true }))
    ).pipe(Effect.tap((folder) =>
      Effect.promise(async () => {
        await cp(build, join(folder, "dist"), { recursive: true })
        await symlink(fileURLToPath(new URL("../node_modules", import.meta.url)), join(folder, "node_modules"))
        await writeFile(join(folder, "package.json"), `{ "type": "module" }`)
      })
    )),
    (folder) => join(folder, "dist")
  )
