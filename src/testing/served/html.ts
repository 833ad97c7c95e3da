/**
 * HTML in which every inserted text is escaped.
 */

/** A piece of HTML. */
export interface Html {
  readonly html: string
}

type Inserted = Html | string | number | null | ReadonlyArray<Html>

/** Makes HTML of a template. Texts are escaped, pieces of HTML are not. */
export const html = (template: TemplateStringsArray, ...inserted: ReadonlyArray<Inserted>): Html => ({
  html: String.raw({ raw: template }, ...inserted.map(text))
})

const text = (value: Inserted): string =>
  value === null
    ? ""
    : typeof value === "object"
    ? "html" in value ? value.html : value.map(({ html }) => html).join("")
    : String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
