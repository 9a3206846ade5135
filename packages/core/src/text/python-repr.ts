/**
 * How Python spells plain values, which is how Hydra and OmegaConf spell them inside strings, logs and directories.
 */

/** `repr` of a float: the shortest digits that read back, `1e+16` and `1e-05` from Python's own thresholds, `inf`, `nan`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa, power] = value.toExponential().split('e') as [string, string]
  const exponent = Number(power)
  if (exponent >= 16 || exponent < -4) {
    const digits = String(Math.abs(exponent)).padStart(2, '0')
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`
  }
  const plain = plainDigits(mantissa, exponent)
  return plain.includes('.') ? plain : `${plain}.0`
}

/** `repr` of a string: single quotes unless that would cost an escape that double quotes save. */
export function pythonString(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
  let out = quote
  for (const char of value) {
    if (char === quote || char === '\\') out += `\\${char}`
    else if (char === '\n') out += '\\n'
    else if (char === '\r') out += '\\r'
    else if (char === '\t') out += '\\t'
    else if (isPrintable(char)) out += char
    else out += escaped(char.codePointAt(0)!)
  }
  return out + quote
}

/** `repr` of bytes: `b'hi\x00'`. */
export function pythonBytes(value: Uint8Array): string {
  const hasSingle = value.includes(39)
  const quote = hasSingle && !value.includes(34) ? '"' : "'"
  let out = `b${quote}`
  for (const byte of value) {
    const char = String.fromCharCode(byte)
    if (char === quote || char === '\\') out += `\\${char}`
    else if (byte === 9) out += '\\t'
    else if (byte === 10) out += '\\n'
    else if (byte === 13) out += '\\r'
    else if (byte >= 32 && byte < 127) out += char
    else out += `\\x${byte.toString(16).padStart(2, '0')}`
  }
  return out + quote
}

function plainDigits(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : ''
  const digits = mantissa.replace('-', '').replace('.', '')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const rest = digits.slice(exponent + 1)
  return rest === '' ? sign + whole : `${sign}${whole}.${rest}`
}

function isPrintable(char: string): boolean {
  // Making the expression takes a millisecond, which texts in ASCII need not spend.
  if (char <= '\x7f') return char >= ' ' && char !== '\x7f'
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u.test(char)
}

function escaped(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`
  return `\\U${code.toString(16).padStart(8, '0')}`
}
