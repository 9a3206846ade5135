import { pythonFloat, pythonString } from '@hydraconf/core'
import { isList, isTuple, type Literal } from './literal.js'

/** The literal as Python source: it evaluates, in Python, to the same object. */
export function pythonLiteral(literal: Literal, indent = 0): string {
  if (literal === null) return 'None'
  if (typeof literal === 'boolean') return literal ? 'True' : 'False'
  if (typeof literal === 'bigint') return literal.toString()
  if (typeof literal === 'number')
    return Number.isFinite(literal) ? pythonFloat(literal) : `float('${pythonFloat(literal)}')`
  if (typeof literal === 'string') return pythonString(literal)
  if (isTuple(literal)) {
    const items = literal.items.map((item) => pythonLiteral(item, indent))
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
  }
  if (isList(literal))
    return bracketed(
      '[',
      literal.map((item) => pythonLiteral(item, indent + 1)),
      ']',
      indent,
    )
  const entries = [...literal.entries()].map(
    ([key, value]) => `${pythonLiteral(key, indent)}: ${pythonLiteral(value, indent + 1)}`,
  )
  return bracketed('{', entries, '}', indent)
}

/** The same for a table: `-` where there is none. */
export function shown(literal: Literal | undefined): string {
  return literal === undefined ? '-' : pythonLiteral(literal)
}

const WIDTH = 88

/** On one line when it is short enough to be read there, else one entry a line. */
function bracketed(open: string, parts: readonly string[], close: string, indent: number): string {
  const line = open + parts.join(', ') + close
  if (line.length + indent * 4 <= WIDTH && !line.includes('\n')) return line
  const inner = '    '.repeat(indent + 1)
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${'    '.repeat(indent)}${close}`
}
