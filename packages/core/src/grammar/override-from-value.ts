import { valueUnwritable } from '../messages/override-value.js'
import { raise } from '../text/errors.js'
import { entriesOf } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import type { Value } from '../value/value.js'
import type { Element } from './override.js'
import { plainText } from './print-override.js'

/**
 * What an override has to say for a config to get this value; texts have quotes where they need them.
 *
 * @throws HydraconfError of type `OverrideParseException` for bytes, and for a string that is literally `???`
 */
export function elementOf(value: Value): Element {
  switch (value.kind) {
    case 'null':
      return { kind: 'null' }
    case 'bool':
      return { kind: 'bool', value: value.value }
    case 'int':
      return { kind: 'int', value: value.value }
    case 'float':
      return { kind: 'float', value: value.value }
    case 'str':
      if (value.value === '???') throw raise(valueUnwritable({ kind: 'the string ???' }), value.origin)
      return textElement(value.value.replaceAll('${', '\\${'))
    case 'path':
    case 'enum':
    case 'missing':
    case 'interpolation':
      return textElement(value.value)
    case 'bytes':
      throw raise(valueUnwritable({ kind: 'bytes' }), value.origin)
    case 'list':
      return { kind: 'list', items: value.items.map(elementOf) }
    case 'map':
      return { kind: 'map', entries: [...entriesOf(value)].map(([key, item]) => [keyElement(key), elementOf(item)]) }
  }
}

function keyElement(key: Key): Element {
  switch (typeof key) {
    case 'string':
      return { kind: 'text', value: key }
    case 'bigint':
      return { kind: 'int', value: key }
    case 'number':
      return { kind: 'float', value: key }
    case 'boolean':
      return { kind: 'bool', value: key }
    default:
      if (key.kind === 'bytes') throw raise(valueUnwritable({ kind: 'bytes as a key' }))
      return key.kind === 'null' ? { kind: 'null' } : { kind: 'text', value: key.name }
  }
}

/** Quotes read better than backslashes: only what needs neither stands bare. */
function textElement(value: string): Element {
  const isBare = plainText(value) === value
  if (isBare) return { kind: 'text', value }
  return { kind: 'quoted', value, quote: value.includes("'") && !value.includes('"') ? 'double' : 'single' }
}
