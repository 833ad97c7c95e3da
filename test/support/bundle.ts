/** What of our own code ends up in the bundle of a program, beyond the modules of Effect. */
import { build } from "esbuild"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"

const root = fileURLToPath(new URL("../..", import.meta.url))

export interface Bundle {
  /** Minified and gzipped, in bytes. */
  readonly gzipped: number
  /** Our files in it, such as `"src/Users.ts"`. */
  readonly files: ReadonlyArray<string>
  /** What it imports that is not ours. */
  readonly imports: ReadonlyArray<string>
}

export const bundle = async (program: string): Promise<Bundle> => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: program, resolveDir: root },
    absWorkingDir: root,
    alias: { "effect-clerk": "./src/index.ts" },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    metafile: true,
    external: ["effect", "effect/*", "@effect/*", "ioredis"],
    logLevel: "error"
  })
  const [output] = Object.values(metafile.outputs)
  return {
    gzipped: gzipSync(outputFiles[0]!.contents, { level: 9 }).length,
    files: Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file),
    imports: [...new Set(output!.imports.map(({ path }) => path))]
  }
}
