/** Bundles a program and measures the code of this library in it, without the modules of Effect. */
import { build } from "esbuild"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"

const root = fileURLToPath(new URL("../..", import.meta.url))

export interface Bundle {
  /** Minified, in bytes. */
  readonly minified: number
  /** Minified and gzipped, in bytes. */
  readonly gzipped: number
  /** The files of this library in it, such as `"src/Users.ts"`. */
  readonly files: ReadonlyArray<string>
  /** The imports of other packages. */
  readonly imports: ReadonlyArray<string>
}

/** Bundles a program with the source of this library, or with its build. */
export const bundle = async (program: string, ours = "./src/index.ts"): Promise<Bundle> => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: program, resolveDir: root },
    absWorkingDir: root,
    alias: { "effect-clerk": ours },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    metafile: true,
    external: ["effect", "effect/*", "@effect/*", "ioredis"],
    logLevel: "error",
    tsconfigRaw: {}
  })
  const [output] = Object.values(metafile.outputs)
  const own = withoutImports(outputFiles[0]!.text)
  return {
    minified: Buffer.byteLength(own),
    gzipped: gzipSync(own, { level: 9 }).length,
    files: Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file),
    imports: [...new Set(output!.imports.map(({ path }) => path))]
  }
}

/** Drops the import statements of Effect: a complete bundle would not contain them. */
const withoutImports = (code: string): string => code.replace(/import(?:\*as [\w$]+ |\{[^}]*\})from"[^"]+";/g, "")
