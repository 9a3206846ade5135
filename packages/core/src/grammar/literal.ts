/**
 * The literals that the override language and interpolations share. A text is one of them only as a whole;
 * everything else is plain text.
 */
export type Literal =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }

const NULL = /^null$/i
const BOOL = /^(?:true|false)$/i
// No leading zeros, and an underscore only between digits: `1_000` is an int, `007` and `1__0` are text.
const INT = /^[+-]?(?:0|[1-9](?:_?[0-9])*)$/
const DIGITS = '[0-9](?:_?[0-9])*'
const FLOAT = new RegExp(
  `^[+-]?(?:(?:(?:0|[1-9](?:_?[0-9])*)\\.(?:${DIGITS})?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?|(?:0|[1-9](?:_?[0-9])*)[eE][+-]?${DIGITS}|inf|nan)$`,
  'i',
)

/** The literal that a text spells, or undefined for plain text. */
export function literalOf(text: string): Literal | undefined {
  const first = text.charCodeAt(0)
  const isWord = (first | 0x20) >= 97 && (first | 0x20) <= 122
  if (isWord) {
    if (NULL.test(text)) return { kind: 'null' }
    if (BOOL.test(text)) return { kind: 'bool', value: text.length === 4 }
  }
  if (INT.test(text)) return { kind: 'int', value: BigInt(text.replaceAll('_', '').replace('+', '')) }
  if (FLOAT.test(text)) return { kind: 'float', value: floatValue(text) }
  return undefined
}

function floatValue(text: string): number {
  const plain = text.replaceAll('_', '').toLowerCase()
  if (plain.endsWith('inf')) return plain.startsWith('-') ? -Infinity : Infinity
  if (plain.endsWith('nan')) return NaN
  return Number(plain)
}
