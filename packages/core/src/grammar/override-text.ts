import { BACKSLASH, isEscapable } from './characters.js'

/** A text with a backslash before everything that means something in a value: `a b` becomes `a\ b`. */
export function escapedText(text: string): string {
  let out = ''
  let copied = 0
  for (let at = 0; at < text.length; at++) {
    if (!isEscapable(text.charCodeAt(at))) continue
    out += `${text.slice(copied, at)}\\`
    copied = at
  }
  return copied === 0 && out === '' ? text : out + text.slice(copied)
}

/**
 * A text in quotes. A quote inside gets a backslash; backslashes are doubled only where a quote follows them, the
 * closing one included: `a\b` stays as it is, `a\` becomes `'a\\'`.
 */
export function quotedText(text: string, quote: 'single' | 'double'): string {
  const mark = quote === 'single' ? "'" : '"'
  const code = mark.charCodeAt(0)
  let out = mark
  let copied = 0
  let slashes = 0
  for (let at = 0; at <= text.length; at++) {
    const unit = at === text.length ? code : text.charCodeAt(at)
    if (unit === code) {
      out += text.slice(copied, at) + '\\'.repeat(at === text.length ? slashes : slashes + 1)
      copied = at
    }
    slashes = unit === BACKSLASH ? slashes + 1 : 0
  }
  return out + mark
}
