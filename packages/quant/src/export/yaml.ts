import { isDict, isList, type Literal } from '../literal/literal.js'

/** A literal as YAML that PyYAML's safe loader reads back equal, with pairs of bits spelled `e4m3` as recipes have them. */
export function yamlText(literal: Literal): string {
  return yamlLines(literal, '').join('\n').concat('\n')
}

function yamlLines(value: Literal, indent: string): string[] {
  if (isDict(value) && value.size > 0) {
    return [...value.entries()].flatMap(([key, item]) => {
      const head = `${indent}${yamlKey(key as Literal)}:`
      return nested(item)
        ? [head, ...yamlLines(item, isList(item) ? indent : `${indent}  `)]
        : [`${head} ${yamlScalar(item)}`]
    })
  }
  if (isList(value) && value.length > 0) {
    return value.flatMap((item) => {
      if (!nested(item)) return [`${indent}- ${yamlScalar(item)}`]
      const [first, ...rest] = yamlLines(item, `${indent}  `)
      return [`${indent}- ${first!.trimStart()}`, ...rest]
    })
  }
  return [`${indent}${yamlScalar(value)}`]
}

function nested(value: Literal): boolean {
  return (isDict(value) && value.size > 0) || (isList(value) && value.length > 0)
}

function yamlKey(key: Literal): string {
  return typeof key === 'string' ? yamlWord(key) : String(key)
}

function yamlScalar(value: Literal): string {
  if (value === null) return 'null'
  if (isDict(value)) return '{}'
  if (isList(value)) return `[${value.map(yamlScalar).join(', ')}]`
  if (typeof value === 'object') {
    const [exponent, mantissa] = value.items
    if (value.items.length === 2 && isSmall(exponent) && isSmall(mantissa)) return `e${exponent}m${mantissa}`
    return `[${value.items.map((item) => yamlScalar(item)).join(', ')}]`
  }
  if (typeof value === 'number') return yamlFloat(value)
  return typeof value === 'string' ? yamlWord(value) : String(value)
}

function isSmall(value: Literal | undefined): boolean {
  return typeof value === 'bigint' && value >= 0n && value < 16n
}

/** PyYAML reads a float only with a dot, and with a sign behind its `e`. */
function yamlFloat(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  const text = String(value)
  if (!text.includes('e')) return text.includes('.') ? text : `${text}.0`
  const [digits, power] = text.split('e') as [string, string]
  return `${digits.includes('.') ? digits : `${digits}.0`}e${/^[-+]/.test(power) ? power : `+${power}`}`
}

/** Plain where YAML reads it back as the same text, quoted otherwise. */
function yamlWord(text: string): string {
  const isPlain = /^[A-Za-z_][\w./-]*$/.test(text) && !/^(?:null|true|false|yes|no|on|off|y|n|e\d+m\d+)$/i.test(text)
  if (isPlain) return text
  return /[\n\r\t]/.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`
}
