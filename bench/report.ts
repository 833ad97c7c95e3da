/** Tables of Markdown, for the terminal and for a file. */
import { cpus, totalmem } from "node:os"

export interface Section {
  readonly title: string
  /** What is measured, and what the numbers are. */
  readonly about: string
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
}

export const render = ({ about, columns, rows, title }: Section): string => {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]!.length)))
  const line = (cells: ReadonlyArray<string>) =>
    `| ${
      cells.map((cell, index) => index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!)).join(" | ")
    } |`
  const rule = `| ${
    widths.map((width, index) => index === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`).join(" | ")
  } |`
  return [`## ${title}`, "", about, "", line(columns), rule, ...rows.map(line), ""].join("\n")
}

/** What it was measured on. */
export const machine = (): string => {
  const [cpu] = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  return `Node ${process.version}, ${cpus().length} × ${cpu?.model ?? "unknown"}, ${gigabytes} GiB, ${process.platform}`
}

export const micros = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} µs`

export const ratio = (value: number): string => `${value.toFixed(2)} ×`

export const percent = (part: number): string => `${(part * 100).toFixed(0)} %`
