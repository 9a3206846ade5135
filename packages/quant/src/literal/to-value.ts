import { bool, float, int, type Key, list, map, nullValue, textValue, type Value } from '@hydraconf/core'
import { isDict, isList, isTuple, type Literal } from './literal.js'

/** A Python literal as a config value, as `OmegaConf.create` makes it: tuples become lists, and `${` interpolations. */
export function valueOfLiteral(literal: Literal): Value {
  if (literal === null) return nullValue()
  if (typeof literal === 'boolean') return bool(literal)
  if (typeof literal === 'bigint') return int(literal)
  if (typeof literal === 'number') return float(literal)
  if (typeof literal === 'string') return textValue(literal)
  if (isTuple(literal)) return list(literal.items.map(valueOfLiteral))
  if (isList(literal)) return list(literal.map(valueOfLiteral))
  if (isDict(literal))
    return map([...literal.entries()].map(([key, item]) => [key as Key, valueOfLiteral(item)] as const))
  return nullValue()
}
