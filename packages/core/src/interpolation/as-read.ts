import { textValue } from '../grammar/text-value.js'
import { list, mapOf } from '../value/constructors.js'
import type { Value } from '../value/value.js'

/** What a value is once it stands in a config: there a text that reads `${…}` is an interpolation. */
export function asRead(value: Value): Value {
  if (value.kind === 'list') return list(value.items.map(asRead), value.origin, value.shape)
  if (value.kind === 'map') {
    const items = new Map([...value.items].map(([id, item]) => [id, asRead(item)]))
    return mapOf(items, value.spelled, value.origin, value.shape)
  }
  if (value.kind !== 'str' || value.isEscaped) return value
  const read = textValue(value.value, value.origin)
  return read.kind === 'str' ? value : read
}
