#!/usr/bin/env node
/**
 * The command `effect-clerk`. It checks first that the packages are there which only the command needs, since nothing else says what to install.
 */
const peers = {
  "@effect/cli": "0.77",
  "@effect/platform-node": "0.108",
  "@effect/printer": "0.51",
  "@effect/printer-ansi": "0.51"
}

const isMissing = (name: string): boolean => {
  try {
    import.meta.resolve(name)
    return false
  } catch {
    return true
  }
}

const missing = Object.keys(peers).filter(isMissing)

if (missing.length === 0) {
  const { run } = await import("./commands.ts")
  run(process.argv)
} else {
  console.error(
    `The command effect-clerk needs ${missing.join(", ")}: npm install --save-dev ${
      Object.entries(peers).map(([name, version]) => `${name}@${version}`).join(" ")
    }`
  )
  process.exitCode = 1
}
