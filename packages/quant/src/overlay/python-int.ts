/**
 * The int that Python's `int(text)` reads, or undefined where it refuses: blanks around, a sign, single underscores
 * between digits, and the decimal digits of any script.
 */
export function pythonInt(text: string): bigint | undefined {
  const trimmed = text.replace(/^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g, '')
  if (!/^[+-]?\p{Nd}+(?:_\p{Nd}+)*$/u.test(trimmed)) return undefined
  let digits = ''
  for (const char of trimmed.replace(/^[+-]/, '').replaceAll('_', '')) digits += decimalValue(char)
  return trimmed.startsWith('-') ? -BigInt(digits) : BigInt(digits)
}

/** Unicode keeps each script's ten digits in a row; the row's start is found by walking down to its zero. */
function decimalValue(char: string): number {
  const code = char.codePointAt(0)!
  if (code < 128) return code - 48
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return code - zero
}
