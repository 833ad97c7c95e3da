/**
 * The style of the page.
 */
import type { Html } from "./html.ts"

export const style: Html = {
  html: `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: baseline; padding: .75rem 1rem; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.2rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 0; width: 100%; }
nav { display: flex; gap: 1rem; }
main { max-width: 76rem; margin: 0 auto; padding: 1rem; display: grid; gap: 2rem; grid-template-columns: minmax(0, 1fr); }
p { margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
code { font-size: .85rem; overflow-wrap: anywhere; }
input, select, button { font: inherit; padding: .3rem .5rem; max-width: 100%; }
input[type=search] { width: 20rem; }
form { margin: .75rem 0; }
.fields { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; }
.fields label { display: grid; font-size: .9rem; }
.problem { border: 1px solid #c00; padding: .5rem .75rem; }
.bad { color: #c00; } .good { color: #080; }
@media (prefers-color-scheme: dark) { .bad { color: #f88; } .good { color: #8d8; } .problem { border-color: #f88; } }
@media (max-width: 40rem) {
  thead { display: none; }
  table, tbody, tr, td { display: block; }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td { border: 0; padding: .1rem 0; }
  #requests td, #faults td { display: inline-block; margin-right: .75rem; }
  td::before { content: attr(data-label) ": "; color: color-mix(in srgb, currentColor 65%, transparent); }
  input, select { width: 100%; }
  label, .fields label { display: block; width: 100%; }
}
`
}
