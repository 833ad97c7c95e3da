// Builds the documentation in site/: the guides and the reference of every export by typedoc, with search, and the guides as text for
// language models (llms.txt, llms-full.txt).
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"

const root = new URL("../", import.meta.url)
const read = (path) => readFileSync(new URL(path, root), "utf8")

const { status } = spawnSync(process.execPath, ["node_modules/typedoc/bin/typedoc", "--logLevel", "Error"], {
  cwd: root,
  stdio: "inherit"
})
if (status !== 0) {
  process.exit(status ?? 1)
}

const guides = readdirSync(new URL("docs/", root)).filter((file) => file.endsWith(".md")).map((file) => {
  const text = read(`docs/${file}`)
  const [heading = "", ...paragraphs] = text.split(/\n{2,}/)
  const summary = paragraphs.find((paragraph) => /^[A-Z`]\w/.test(paragraph)) ?? ""
  return {
    page: `documents/docs_${file.replace(/\.md$/, ".html")}`,
    text,
    title: heading.replace(/^# /, ""),
    summary: summary.replaceAll("\n", " ").replace(/(?<=[.:]) .*/, "").replace(/\]\([^)]*\)/g, "]")
  }
})

const { description, name } = JSON.parse(read("package.json"))
const list = guides.map(({ page, summary, title }) => `- [${title}](${page}): ${summary}`)
writeFileSync(
  new URL("site/llms.txt", root),
  [`# ${name}`, "", `> ${description}`, "", "## Guides", "", ...list, ""].join("\n")
)
writeFileSync(
  new URL("site/llms-full.txt", root),
  [read("README.md"), ...guides.map(({ text }) => text)].join("\n\n")
)

const site = new URL("site/", root)
const pages = readdirSync(site, { recursive: true }).filter((path) => path.endsWith(".html"))
const broken = [...pages, "llms.txt"].flatMap((page) =>
  Array.from(
    readFileSync(new URL(page, site), "utf8").matchAll(/(?:href="|\]\()([^"#:)]+)[^":)]*[")]/g),
    ([, link]) => link
  )
    .filter((link) => !existsSync(new URL(link, new URL(page, site))))
    .map((link) => `${page}: ${link}`)
)
if (broken.length > 0) {
  console.error(`Links that lead nowhere:\n${broken.join("\n")}`)
  process.exit(1)
}
console.log(`site/: ${pages.length} pages, no broken link`)
