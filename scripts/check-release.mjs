// Runs before `npm publish`: refuses what a release must have and the repository leaves open.
import { readFileSync } from "node:fs"

const { repository } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))

// The page of the package resolves the links of the README against this address.
if (repository.url.includes("example.invalid")) {
  console.error("package.json: set repository.url to the address of the repository before publishing")
  process.exit(1)
}
