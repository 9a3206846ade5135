import { list, mapOf } from '../value/constructors.js'
import { isContainer, type Value } from '../value/value.js'

/** A value without anything that is declared of it or of what is in it; itself where nothing is. */
export function plainContent(value: Value): Value {
  if (!isContainer(value)) return value
  if (value.kind === 'list') {
    const items = value.items.map(plainContent)
    const isPlain = value.shape === undefined && items.every((item, at) => item === value.items[at])
    return isPlain ? value : list(items, value.origin)
  }
  const items = new Map([...value.items].map(([id, item]) => [id, plainContent(item)]))
  const isPlain = value.shape === undefined && [...items].every(([id, item]) => item === value.items.get(id))
  return isPlain ? value : mapOf(items, value.spelled, value.origin)
}
