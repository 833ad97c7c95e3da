import { fileURLToPath } from "node:url"
import ts from "typescript"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** A language service over virtual files in the folder of the examples. */
export const languageService = (files: { readonly [name: string]: string }, overrides: ts.CompilerOptions = {}) => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const virtual = new Map(Object.entries(files).map(([name, text]) => [pathOf(name), text]))
  const read = (path: string) => virtual.get(path) ?? ts.sys.readFile(path)
  return ts.createLanguageService({
    getScriptFileNames: () => Array.from(virtual.keys()),
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = read(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => ({ ...options, ...overrides }),
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (path) => virtual.has(path) || ts.sys.fileExists(path),
    readFile: read,
    readDirectory: (...args) => ts.sys.readDirectory(...args),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path)
  })
}

export const pathOf = (name: string): string => `${root}examples/${name}`

/** The compiler errors of a file. */
export const errorsOf = (service: ts.LanguageService, name: string): ReadonlyArray<string> =>
  [...service.getSyntacticDiagnostics(pathOf(name)), ...service.getSemanticDiagnostics(pathOf(name))].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")
  )
