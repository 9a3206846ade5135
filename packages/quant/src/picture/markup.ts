/** HTML that is ready to be written. */
export interface Markup {
  readonly text: string
}

/** A piece of HTML: texts that are put in are escaped, markup stands as it is. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const written = values.map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
    return 'text' in value ? value.text : value.map(({ text }) => text).join('')
  })
  return { text: parts.map((part, at) => part + (written[at] ?? '')).join('') }
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char]!)
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
