import type { Dialect } from '../dialect/dialect.js'
import { textValue } from '../grammar/text-value.js'
import { list, mapOf, str } from '../value/constructors.js'
import type { Value } from '../value/value.js'

/**
 * What a value is once it stands in a config: there a text that reads `${…}` is an interpolation. In a list or map that a
 * resolver made `???` is a text, where the dialect has such texts.
 */
export function asRead(value: Value, dialect: Dialect): Value {
  const item = (of: Value): Value =>
    of.kind === 'missing' && dialect.texts.escapesMissing
      ? { ...str(of.value, of.origin), isEscaped: true }
      : asRead(of, dialect)
  if (value.kind === 'list') return list(value.items.map(item), value.origin, value.shape)
  if (value.kind === 'map') {
    const items = new Map([...value.items].map(([id, of]) => [id, item(of)]))
    return mapOf(items, value.spelled, value.origin, value.shape)
  }
  if (value.kind !== 'str' || value.isEscaped) return value
  const read = textValue(value.value, value.origin)
  return read.kind === 'str' ? value : read
}
