/**
 * Chromium without a window, for the layout of a page: `CHROMIUM` names it, or it is where Debian puts it.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const path = process.env["CHROMIUM"] ?? "/usr/bin/chromium"

/** Why there is no Chromium; undefined when there is one. */
export const whyNoChromium = (): string | undefined =>
  existsSync(path) ? undefined : `there is no Chromium at ${path}; CHROMIUM names another path`

/** How wide a page is that has a width in pixels. */
export const overflow = (html: string, width: number) =>
  JSON.parse(evaluate(
    html,
    width,
    `({ width: document.documentElement.clientWidth, scrollWidth: document.documentElement.scrollWidth })`
  )) as { readonly width: number; readonly scrollWidth: number }

/** The number of elements of a page with a tag. */
export const elementsIn = (html: string, tag: string): number =>
  JSON.parse(evaluate(html, 800, `document.getElementsByTagName("${tag}").length`)) as number

/** The JSON of an expression in a page, which is in a frame, since a window has a least width. */
const evaluate = (html: string, width: number, expression: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "effect-clerk-page-"))
  try {
    const frame = `<iframe style="border:0;width:${width}px;height:800px" srcdoc="${
      html.replaceAll("&", "&amp;").replaceAll("\"", "&quot;")
    }"></iframe><output></output><script>
      addEventListener("load", () => {
        const { document } = frames[0]
        window.document.querySelector("output").textContent = JSON.stringify(${expression})
      })
    </script>`
    writeFileSync(join(folder, "frame.html"), `<!doctype html><meta charset="utf-8">${frame}`)
    const { stdout } = spawnSync(
      path,
      [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        `--user-data-dir=${join(folder, "profile")}`,
        "--dump-dom",
        `file://${join(folder, "frame.html")}`
      ],
      { encoding: "utf8", timeout: 50_000 }
    )
    const [, result] = /<output>(.*?)<\/output>/.exec(stdout) ?? []
    if (result === undefined) throw new Error(`Chromium printed ${stdout.slice(0, 500)}`)
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
