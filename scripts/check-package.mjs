// Checks the package as its users get it: packs it, installs the tarball in an empty strict project, type-checks and
// runs that project, then asks publint and arethetypeswrong. Run `npm run build` first.
import { buildSync } from "esbuild"
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, posix } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"

const root = fileURLToPath(new URL("..", import.meta.url))
const temp = mkdtempSync(join(tmpdir(), "effect-clerk-package-"))
const project = join(temp, "project")
process.on("exit", () => rmSync(temp, { recursive: true, force: true }))

let passed = 0
let failed = 0

const check = (name, f) => {
  let problem
  try {
    problem = f()
  } catch (error) {
    problem = error.message
  }
  if (problem === undefined) {
    passed++
    console.log(`ok    ${name}`)
  } else {
    failed++
    console.log(`FAIL  ${name}\n${problem.trim().split("\n").slice(-30).map((line) => `      ${line}`).join("\n")}`)
  }
  return problem === undefined
}

const finish = () => {
  console.log(`package: ${passed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}

// `npm run` tells its children where the project is, which would make the npm below install there.
const env = { ...process.env, NO_COLOR: "1" }
delete env.FORCE_COLOR
delete env.npm_config_local_prefix
delete env.CLERK_SECRET_KEY

/** What went wrong, or undefined. */
const run = (cwd, command, ...args) => {
  const { error, status, stderr, stdout } = spawnSync(command, args, { cwd, env, encoding: "utf8", timeout: 300_000 })
  return error !== undefined ? error.message : status === 0 ? undefined : `${stdout}\n${stderr}\nexit code ${status}`
}
const node = (cwd, ...args) => run(cwd, process.execPath, ...args)
const tool = (path) => join(root, "node_modules", path)
const json = (path) => JSON.parse(readFileSync(path, "utf8"))
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

// --- the tarball

const built = check("dist is newer than src", () => {
  if (!existsSync(join(root, "dist/index.js"))) return "dist/index.js is missing: npm run build"
  const newest = Math.max(...filesIn(join(root, "src")).map((file) => statSync(file).mtimeMs))
  if (statSync(join(root, "dist/index.js")).mtimeMs < newest) return "src has changed since: npm run build"
})
if (!built) finish()

let tarball = ""
let files = []
const packed = check("npm pack", () => {
  const problem = run(root, "npm", "pack", "--ignore-scripts", "--pack-destination", temp)
  if (problem !== undefined) return problem
  tarball = join(temp, readdirSync(temp).find((name) => name.endsWith(".tgz")))
  const extracted = run(temp, "tar", "-xzf", tarball)
  if (extracted !== undefined) return extracted
  const folder = join(temp, "package")
  files = filesIn(folder).map((file) => file.slice(folder.length + 1))
})
if (!packed) finish()

check("the tarball holds what it should, and nothing else", () => {
  const problems = []
  const expected = [
    "package.json",
    "README.md",
    "LICENSE",
    "dist/index.js",
    "dist/testing/index.js",
    "dist/cli/main.js"
  ]
  for (const file of expected) {
    if (!files.includes(file)) problems.push(`missing: ${file}`)
  }
  for (const file of files) {
    const text = readFileSync(join(temp, "package", file), "utf8")
    if (
      !/^(package\.json|README\.md|LICENSE|(CHANGELOG|ARCHITECTURE)\.md|bench\/RESULTS\.md|(src|dist|docs|examples)\/.+)$/
        .test(file)
    ) {
      problems.push(`unexpected: ${file}`)
    }
    if (/^(?!examples\/).*\.test\.|(^|\/)(test|__tests__)\//.test(file)) problems.push(`a test: ${file}`)
    if (text.includes(root.replace(/\/$/, ""))) problems.push(`a path of this machine: ${file}`)
    if (file.startsWith("dist/") && file.endsWith(".map")) {
      for (const source of JSON.parse(text).sources) {
        const target = posix.join(posix.dirname(file), source)
        if (!files.includes(target)) problems.push(`${file} points at ${target}, which is not there`)
      }
    }
    if (file.startsWith("dist/") && file.endsWith(".js")) {
      for (const suffix of [".js.map", ".d.ts", ".d.ts.map"]) {
        const sibling = file.replace(/\.js$/, suffix)
        if (!files.includes(sibling)) problems.push(`missing: ${sibling}`)
      }
    }
  }
  return problems.length === 0 ? undefined : problems.join("\n")
})

// F52
check("a program that only names a tag contains at most 400 bytes of this library, gzipped", () => {
  const dist = join(root, "dist")
  const tags = readdirSync(join(dist, "operations")).filter((file) => file.endsWith(".js")).map((file) =>
    file.slice(0, -3)
  )
  const problems = tags.flatMap((tag) => {
    const { metafile, outputFiles } = buildSync({
      stdin: { contents: `import { ${tag} } from "./index.js"; console.log(${tag}.key)`, resolveDir: dist },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      metafile: true,
      packages: "external",
      absWorkingDir: dist
    })
    const [{ inputs }] = Object.values(metafile.outputs)
    const used = Object.entries(inputs).filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && file !== "<stdin>")
    const bytes = gzipSync(outputFiles[0].text.replace(/import[^;]*;/g, ""), { level: 9 }).length
    return bytes <= 400 ? [] : [`${tag}: ${bytes} bytes of ${used.map(([file]) => file).join(", ")}`]
  })
  return problems.length === 0 ? undefined : problems.join("\n")
})

check("the links of the documents lead to files of the tarball", () => {
  const broken = files.filter((file) => file.endsWith(".md")).flatMap((file) =>
    Array.from(
      readFileSync(join(temp, "package", file), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g),
      ([, link]) => link
    )
      .filter((link) => !files.includes(posix.join(posix.dirname(file), link)))
      .map((link) => `${file}: ${link}`)
  )
  return broken.length === 0 ? undefined : broken.join("\n")
})

check("a release without the address of its repository is refused", () => {
  const { repository } = json(join(temp, "package", "package.json"))
  const refused = node(root, "scripts/check-release.mjs") !== undefined
  if (refused !== repository.url.includes("example.invalid")) return `refused: ${refused}, with ${repository.url}`
})

check("no public declaration names a module that cannot be imported", () => {
  const leaks = files.filter((file) => /^dist\/(?!cli\/|internal\/|testing\/).+\.d\.ts$/.test(file)).flatMap((file) => {
    const text = readFileSync(join(temp, "package", file), "utf8")
    return (text.match(/(?:from|import\()\s*"[^"]*(?:cli|internal|testing)\/[^"]*"/g) ?? []).map((leak) =>
      `${file}: ${leak}`
    )
  })
  return leaks.length === 0 ? undefined : leaks.join("\n")
})

// The words of a class tell whether it may be filled without its constructor, and the build adds words of its own.
check("what is decoded by the build is filled without a constructor", () =>
  node(
    root,
    "--input-type=module",
    "-e",
    `
    import * as clerk from "./dist/index.js"
    import { factoryOf } from "./dist/internal/schema/classes.js"
    const classes = Object.entries(clerk).filter(([, value]) => typeof value === "function" && "identifier" in value)
      .filter(([name]) => name !== "ClerkErrors" && name !== "SDKError")
    if (classes.length < 20) throw new Error("there are only " + classes.length + " classes")
    const slow = classes.filter(([, { ast }]) => factoryOf(ast) === undefined).map(([name]) => name)
    if (slow.length > 0) throw new Error("by their constructors: " + slow.join(", "))
    `
  ))

// --- a project that uses it

/** What needs an optional peer, which the project has not got at first: nothing else may load it. */
const withPeer = [
  "RateLimitRedis",
  "BulkLedgerSql",
  "BulkWorkflow",
  "Authentication",
  "ClerkKeys",
  "CurrentUser",
  "MachineToken",
  "SessionToken"
]

/** Every other public module except the two barrels: `Users`, `Schema/User` ... */
const modules = files
  .filter((file) => /^dist\/(?!cli\/|internal\/|testing\/).+\.js$/.test(file) && file !== "dist/index.js")
  .map((file) => file.slice("dist/".length, -".js".length))
  // The commands are for the command line of the package, which brings what they need.
  .filter((name) => !withPeer.includes(name) && !name.startsWith("cli/"))
  .sort()

const internal = files.find((file) => /^dist\/internal\/.+\.js$/.test(file))
const testing = files.find((file) => /^dist\/testing\/(?!index\.js$).+\.js$/.test(file))
const refused = [
  "cli/main",
  "cli/serve/command",
  "internal/x",
  "testing/x",
  "testing/index",
  "index",
  "nothing-of-that-name"
].concat(
  [internal, testing].filter((file) => file !== undefined).map((file) => file.slice("dist/".length, -".js".length))
)

const version = (name) => json(join(root, "node_modules", name, "package.json")).version
const { peerDependencies, peerDependenciesMeta } = json(join(root, "package.json"))
const required = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)

mkdirSync(project)
writeFileSync(
  join(project, "package.json"),
  JSON.stringify({
    name: "a-user-of-effect-clerk",
    private: true,
    type: "module",
    dependencies: {
      "effect-clerk": `file:${tarball}`,
      ...Object.fromEntries(required.map((name) => [name, version(name)]))
    }
  })
)
writeFileSync(
  join(project, "tsconfig.json"),
  JSON.stringify({
    compilerOptions: {
      target: "ES2022",
      module: "NodeNext",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      types: [],
      noEmit: true
    },
    include: ["*.ts"]
  })
)
writeFileSync(
  join(project, "program.ts"),
  `
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { Clerk, ClerkErrors, SDKError, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import type * as ConfigError from "effect/ConfigError"
import * as Effect from "effect/Effect"

const recovered = Users.list().pipe(
  Effect.map((users): unknown => users),
  Effect.catchTag("ClerkErrors", (error) => Effect.succeed(error satisfies ClerkErrors)),
  Effect.catchTag("SDKError", (error) => Effect.succeed(error satisfies SDKError))
)

export const live: Effect.Effect<unknown, ConfigError.ConfigError> = recovered.pipe(
  Effect.provide(Clerk.layerConfig()),
  Effect.provide(FetchHttpClient.layer)
)

export const test: Effect.Effect<unknown> = recovered.pipe(Effect.provide(ClerkTest.layer()))

// @ts-expect-error: the errors and the requirement are in the type
export const wrong: Effect.Effect<unknown> = Users.list()
`
)
writeFileSync(
  join(project, "modules.ts"),
  [
    ...modules.map((name) => `import type {} from "effect-clerk/${name}"`),
    ...refused.map((name) => `// @ts-expect-error: not public\nimport type {} from "effect-clerk/${name}"`),
    ""
  ].join("\n")
)
writeFileSync(
  join(project, "run.mjs"),
  `
import { Clerk, ClerkErrors, SDKError, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import * as Effect from "effect/Effect"

if ([Clerk, ClerkErrors, SDKError, Users, ClerkTest].includes(undefined)) throw new Error("an export is undefined")
await Users.list().pipe(Effect.provide(ClerkTest.layer()), Effect.runPromise)
`
)

const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]

const installed = check("npm install of the tarball", () => run(project, "npm", "install", ...quiet))

if (installed) {
  const tsc = (name) => () => node(project, tool(`${name}/bin/tsc`), "-p", ".")
  check(`types under TypeScript ${version("typescript")}`, tsc("typescript"))
  check(`types under TypeScript ${version("typescript-7")}`, tsc("typescript-7"))
  const imports = (names) => () =>
    node(
      project,
      "--input-type=module",
      "-e",
      `for (const name of ${JSON.stringify(names)}) await import("effect-clerk" + name)`
    )
  check(`node imports ${modules.length + 2} modules`, imports(["", "/testing", ...modules.map((name) => `/${name}`)]))
  check(`node refuses ${refused.length} private modules`, () =>
    node(
      project,
      "--input-type=module",
      "-e",
      `for (const name of ${JSON.stringify(refused)}) {
        const code = await import("effect-clerk/" + name).then(() => "imported", (error) => error.code)
        const expected = name === "nothing-of-that-name" ? "ERR_MODULE_NOT_FOUND" : "ERR_PACKAGE_PATH_NOT_EXPORTED"
        if (code !== expected) throw new Error("effect-clerk/" + name + ": " + code)
      }`
    ))
  check("node runs a program against the in-memory Clerk", () => node(project, "run.mjs"))

  const command = join(project, "node_modules/.bin/effect-clerk")
  check("the command says what to install when its packages are missing", () => {
    const { status, stderr } = spawnSync(command, ["serve"], { cwd: project, env, encoding: "utf8", timeout: 60_000 })
    const lines = stderr.trim().split("\n")
    if (
      status !== 1 || lines.length !== 1 || !/: npm install --save-dev (@effect\/[\w-]+@[\d.]+ ?){4}$/.test(lines[0])
    ) {
      return `exit code ${status}: ${stderr}`
    }
  })

  // A library over this one emits declarations; what its users see of them must keep its types.
  check("the types of a library over this one reach its users", () => {
    const library = join(project, "node_modules/a-library")
    mkdirSync(library, { recursive: true })
    writeFileSync(
      join(library, "package.json"),
      JSON.stringify({ name: "a-library", type: "module", exports: "./index.js" })
    )
    writeFileSync(
      join(library, "index.ts"),
      `
import { Users } from "effect-clerk"
export const many = (ids: Array<string>) => Users.getMany(ids)
export const pages = () => Users.pages()
export const find = (id: string) => Users.findByExternalId(id)
export const get = (userId: string) => Users.get({ userId })
`
    )
    const { compilerOptions } = json(join(project, "tsconfig.json"))
    writeFileSync(
      join(library, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: false, declaration: true }, files: ["index.ts"] })
    )
    const problem = node(library, tool("typescript/bin/tsc"), "-p", ".")
    if (problem !== undefined) return problem
    rmSync(join(library, "index.ts"))
    const consumer = join(project, "consumer")
    mkdirSync(consumer)
    writeFileSync(
      join(consumer, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: true }, files: ["index.ts"] })
    )
    writeFileSync(
      join(consumer, "index.ts"),
      ["many([])", "find(\"\")", "get(\"\")", "Stream.runDrain(pages())"].map((call) => `
// @ts-expect-error: there is no such tag
Effect.catchTag(${call}, "Nonsense", () => Effect.void)
Effect.catchTag(${call}, "SDKError", (error) => Effect.succeed(error satisfies SDKError))
`).concat(`
import { find, get, many, pages } from "a-library"
import type { SDKError } from "effect-clerk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
`).join("\n")
    )
    return ["typescript", "typescript-7"].map((name) => node(consumer, tool(`${name}/bin/tsc`), "-p", "."))
      .find((problem) => problem !== undefined)
  })

  // The types of ioredis are those of Node, and not strict enough for skipLibCheck to be off.
  const types = `@types/node@${version("@types/node")}`
  if (
    check(
      "npm install of the optional peers",
      () =>
        run(
          project,
          "npm",
          "install",
          ...["ioredis", "jose", "@effect/sql", "@effect/workflow", "@effect/rpc"].map((name) =>
            `${name}@${version(name)}`
          ),
          types,
          ...quiet
        )
    )
  ) {
    const { compilerOptions } = json(join(project, "tsconfig.json"))
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: { ...compilerOptions, skipLibCheck: true, types: ["node"] },
        files: ["redis.ts"]
      })
    )
    writeFileSync(
      join(project, "redis.ts"),
      `
import { Clerk } from "effect-clerk"
import { layerRedis } from "effect-clerk/RateLimitRedis"
import * as Layer from "effect/Layer"

export const live = Clerk.layerConfig().pipe(Layer.provide(layerRedis({ url: "redis://127.0.0.1:6379" })))
`
    )
    check(`types with Redis under TypeScript ${version("typescript")}`, tsc("typescript"))
    check(`types with Redis under TypeScript ${version("typescript-7")}`, tsc("typescript-7"))
    check("node imports what needs an optional peer", imports(withPeer.map((name) => `/${name}`)))
  }
}

// --- the command, with the packages that its own message names

if (installed) {
  const command = join(project, "node_modules/.bin/effect-clerk")
  const { stderr } = spawnSync(command, ["serve"], { cwd: project, env, encoding: "utf8", timeout: 60_000 })
  const names = stderr.trim().match(/@effect\/[\w-]+@[\d.]+/g) ?? []
  if (check("npm install of what the command needs", () => run(project, "npm", "install", ...names, ...quiet))) {
    check("the command serves, and ends with the code 0", () => {
      const script = `
        import { spawn } from "node:child_process"
        const start = performance.now()
        const child = spawn(${JSON.stringify(command)}, ["serve", "--port", "0", "--users", "2"])
        child.stderr.pipe(process.stderr)
        let output = ""
        child.stdout.setEncoding("utf8").on("data", async (text) => {
          output += text
          const [, url] = /(http:[^ ]+)\\/v1\\/users\\n/.exec(output) ?? []
          if (url === undefined || child.exitCode !== null) return
          output = ""
          console.log("started in " + Math.round(performance.now() - start) + " ms")
          const response = await fetch(url + "/v1/users/count", { headers: { authorization: "Bearer sk_test_for_local_use" } })
          if (await response.text() !== '{"object":"total_count","total_count":2}') process.exit(1)
          child.kill("SIGTERM")
        })
        child.on("exit", (code) => process.exit(code ?? 1))
      `
      return node(project, "--input-type=module", "-e", script)
    })
  }
}

// --- the install lines of the README, as they stand there

const readme = readFileSync(join(root, "README.md"), "utf8")
const installLines = readme.match(/^npm install .+$/gm) ?? []

const managers = {
  npm: [],
  pnpm: ["npm", "exec", "--yes", "--package=pnpm@10", "--"],
  bun: ["npm", "exec", "--yes", "--package=bun@1", "--"]
}

for (const [manager, prefix] of Object.entries(managers)) {
  check(`the README's ${installLines.length} install lines work with ${manager}`, () => {
    if (installLines.length === 0) return "the README has no line that begins with npm install"
    const folder = join(temp, `with-${manager}`)
    mkdirSync(folder)
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "a-stranger", private: true, type: "module" }))
    for (const line of installLines) {
      const args = line.replace(" effect-clerk ", ` file:${tarball} `).replace(
        /^npm install/,
        manager === "npm" ? "install" : "add"
      )
        .split(" ")
      const [command, ...rest] = [...prefix, manager, ...args]
      const { status, stderr, stdout } = spawnSync(command, rest, {
        cwd: folder,
        env,
        encoding: "utf8",
        timeout: 300_000
      })
      if (status !== 0) return `${line}\n${stdout}\n${stderr}`
      if (/peer/i.test(stdout + stderr)) return `${line}: a warning about peer dependencies\n${stdout}\n${stderr}`
    }
    const installed = json(join(folder, "node_modules/effect/package.json")).version
    if (!installed.startsWith("3.")) return `effect ${installed} was installed`
    writeFileSync(join(folder, "run.mjs"), readFileSync(join(project, "run.mjs")))
    return node(folder, "run.mjs")
  })
}

// --- the opinion of others

check("publint", () => node(project, tool("publint/src/cli.js"), "run", tarball, "--strict"))
check("arethetypeswrong", () =>
  node(
    project,
    tool("@arethetypeswrong/cli/dist/index.js"),
    tarball,
    "--profile",
    "esm-only",
    "--no-definitely-typed",
    "--format",
    "ascii",
    "--no-emoji",
    "--entrypoints",
    ".",
    "testing",
    ...modules
  ))

finish()
