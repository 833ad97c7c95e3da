/** The documents for people (README, guides, …) and the TypeScript snippets in them. */
import { readdirSync, readFileSync } from "node:fs"

export const root = new URL("../../", import.meta.url)

export const read = (path: string): string => readFileSync(new URL(path, root), "utf8")

export const documents = [
  ...readdirSync(root).filter((file) => file.endsWith(".md")),
  ...readdirSync(new URL("docs/", root)).map((file) => `docs/${file}`),
  "examples/README.md",
  "test/README.md",
  "test/peers/README.md"
].map((path) => ({ path, text: read(path) }))

/** Each snippet with the example that the comment above it names, as in `<!-- examples/errors.ts -->`. */
export const snippets = documents.flatMap(({ path, text }) =>
  Array.from(
    text.matchAll(/(?:^<!-- (.+?) -->\n\n)?^```ts\n(.*?)^```$/gms),
    ([, example, code], index) => ({ name: `${path.replaceAll("/", "-")}-${index}.ts`, path, example, code: code! })
  )
)
