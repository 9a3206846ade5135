import { pythonFloat } from '../text/python-repr.js'
import type { Refuse } from './function-definition.js'
import { KIND_WORDS } from './kind-words.js'
import type { Element, OverrideValue } from './override.js'

/** `json_str(…)`: the text of a value in JSON, as Python's `json.dumps` writes it. A choice becomes a choice of texts. */
export function jsonText(value: OverrideValue, refuse: Refuse): OverrideValue {
  if (value.kind !== 'choice') return { kind: 'text', value: dumped(value, refuse) }
  const list = value.list.map((item): OverrideValue => {
    if (item.kind === 'null' || item.kind === 'choice') refuse(`${KIND_WORDS[item.kind]} cannot be one of its values`)
    return { kind: 'text', value: dumped(item, refuse) }
  })
  return { ...value, list }
}

function dumped(value: OverrideValue, refuse: Refuse): string {
  switch (value.kind) {
    case 'text':
    case 'quoted':
      return jsonString(value.value)
    case 'list':
      return `[${value.items.map((item) => dumped(item, refuse)).join(', ')}]`
    case 'map':
      return `{${value.entries.map(([key, item]) => `${jsonString(keyText(key))}: ${dumped(item, refuse)}`).join(', ')}}`
    case 'null':
    case 'bool':
    case 'int':
    case 'float':
      return literal(value)
    default:
      return refuse(`${KIND_WORDS[value.kind]} has no form in JSON`)
  }
}

function keyText(key: Element): string {
  return key.kind === 'text' || key.kind === 'quoted' ? key.value : literal(key as Literal)
}

type Literal = Element & { kind: 'null' | 'bool' | 'int' | 'float' }

function literal(value: Literal): string {
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'float':
      if (Number.isNaN(value.value)) return 'NaN'
      if (!Number.isFinite(value.value)) return value.value > 0 ? 'Infinity' : '-Infinity'
      return pythonFloat(value.value)
    default:
      return String(value.value)
  }
}

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`

/** All that is not ASCII is escaped. */
function jsonString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escaped)
}
