/** The properties of the public types, with the documentation that an editor shows for them. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** A property such as `"Schema/User.User.banned"`, and the documentation of it. */
export interface Property {
  readonly name: string
  readonly documentation: string
}

/** Every property of every exported type, of the options of exported functions, and of the object types in them. */
export const publicProperties = (): ReadonlyArray<Property> => {
  const { program, base, modules } = declarations()
  const checker = program.getTypeChecker()
  const found = new Map<string, Property>()
  const seen = new Set<ts.Type>()

  const isOurs = (symbol: ts.Symbol): boolean =>
    symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.startsWith(base)) === true

  const addProperty = (owner: string, property: ts.Symbol, type: ts.Type): void => {
    if (!isOurs(property) || /^(__@|_|prototype$)/.test(property.name)) {
      return
    }
    const name = `${owner}.${property.name}`
    found.set(name, { name, documentation: ts.displayPartsToString(property.getDocumentationComment(checker)) })
    addNested(name, type)
  }

  const addProperties = (owner: string, type: ts.Type): void => {
    if (!seen.has(type)) {
      seen.add(type)
      for (const property of checker.getPropertiesOfType(type)) {
        addProperty(owner, property, checker.getTypeOfSymbol(property))
      }
    }
  }

  /** Object types without a name, and the parameters of functions. */
  const addNested = (owner: string, type: ts.Type): void => {
    for (const part of type.isUnion() ? type.types : [type]) {
      for (const signature of part.getCallSignatures()) {
        for (const parameter of signature.parameters) {
          addNested(`${owner}(${parameter.name})`, checker.getNonNullableType(checker.getTypeOfSymbol(parameter)))
        }
      }
      if (part.isIntersection()) {
        part.types.forEach((member) => addNested(owner, member))
      } else if (isAnonymousObject(part)) {
        addProperties(owner, part)
      }
    }
  }

  for (const path of modules) {
    const module = path.replace(/\.d\.ts$/, "")
    for (
      const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(base + path)!)!)
    ) {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      const name = `${module}.${symbol.name}`
      if (target.flags & ts.SymbolFlags.Type && isOurs(target)) {
        const type = checker.getDeclaredTypeOfSymbol(target)
        const members = type.isUnion() ? type.types : [type]
        members.filter((member) => member.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)).forEach((member) =>
          addProperties(name, member)
        )
      }
      if (target.flags & ts.SymbolFlags.Value && isOurs(target)) {
        const type = checker.getTypeOfSymbol(target)
        if (target.flags & ts.SymbolFlags.Class) {
          addProperties(`typeof ${name}`, type)
        } else {
          addNested(name, type)
        }
      }
    }
  }
  return Array.from(found.values())
}

const isAnonymousObject = (type: ts.Type): boolean =>
  (type.flags & ts.TypeFlags.Object) !== 0 && type.aliasSymbol === undefined &&
  ((type as ts.ObjectType).objectFlags & (ts.ObjectFlags.Anonymous | ts.ObjectFlags.Mapped)) !== 0

/** The declarations of the public modules, as the build writes them: there comments get lost that the sources have. */
const declarations = () => {
  const base = `${mkdtempSync(join(tmpdir(), "effect-clerk-declarations-"))}/`
  process.on("exit", () => rmSync(base, { recursive: true, force: true }))
  symlinkSync(join(root, "node_modules"), join(base, "node_modules"))
  // The native compiler writes the same comments as that of the build, in a third of the time.
  const compiler = join(root, "node_modules/typescript-7/bin/tsc")
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", base], {
    cwd: root,
    stdio: "inherit"
  })
  const modules = readdirSync(base, { recursive: true, encoding: "utf8" }).filter(isPublic)
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true
  }
  return { base, modules, program: ts.createProgram(modules.map((path) => base + path), options) }
}

/** What a package's user can import: not the index, which names the same again. */
const isPublic = (path: string): boolean =>
  path.endsWith(".d.ts") && !/^(node_modules|internal|cli)\//.test(path) && path !== "index.d.ts" &&
  (!path.startsWith("testing/") || path === "testing/index.d.ts")
