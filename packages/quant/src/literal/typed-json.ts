import { pythonFloat } from '@hydraconf/core'
import { Dict, type DictKey, isList, isTuple, type Literal, Tuple } from './literal.js'

/**
 * Literals as JSON that reads back to the same literal: `{"$tuple": [4, 3]}`, `{"$map": [[-1, 128]]}` for a dict with
 * a key that is not a string or starts with `$`, or whose keys a JavaScript object would move,
 * `{"$float": "8.0"}` for a float that JSON would make an int, `{"$int": "…"}` for an int beyond 2^53.
 */
export type TypedJson = null | boolean | number | string | readonly TypedJson[] | { readonly [key: string]: TypedJson }

export function fromTypedJson(json: TypedJson): Literal {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json
  if (typeof json === 'number') return Number.isInteger(json) && !Object.is(json, -0) ? BigInt(json) : json
  if (isJsonList(json)) return json.map(fromTypedJson)
  if (isJsonList(json.$tuple)) return new Tuple(json.$tuple.map(fromTypedJson))
  if (typeof json.$float === 'string') return pythonNumber(json.$float)
  if (typeof json.$int === 'string') return BigInt(json.$int)
  if (isJsonList(json.$map)) {
    return new Dict(
      json.$map.map((pair) => {
        const [key, value] = pair as readonly [TypedJson, TypedJson]
        return [fromTypedJson(key) as DictKey, fromTypedJson(value)] as const
      }),
    )
  }
  return new Dict(Object.entries(json).map(([key, value]) => [key, fromTypedJson(value)] as const))
}

export function toTypedJson(literal: Literal): TypedJson {
  if (literal === null || typeof literal === 'boolean' || typeof literal === 'string') return literal
  if (typeof literal === 'bigint') {
    const plain = Number(literal)
    return BigInt(plain) === literal && Math.abs(plain) < 1e21 ? plain : { $int: literal.toString() }
  }
  if (typeof literal === 'number') {
    if (Number.isFinite(literal) && !Number.isInteger(literal)) return literal
    return { $float: pythonFloat(literal) }
  }
  if (isTuple(literal)) return { $tuple: literal.items.map(toTypedJson) }
  if (isList(literal)) return literal.map(toTypedJson)
  const entries = [...literal.entries()]
  if (entries.every(([key]) => typeof key === 'string' && !key.startsWith('$') && key !== '__proto__')) {
    const plain = Object.fromEntries(entries.map(([key, value]) => [key as string, toTypedJson(value)]))
    if (Object.keys(plain).every((key, at) => key === entries[at]![0])) return plain
  }
  return { $map: entries.map(([key, value]) => [toTypedJson(key), toTypedJson(value)]) }
}

function isJsonList(json: TypedJson | undefined): json is readonly TypedJson[] {
  return Array.isArray(json)
}

function pythonNumber(text: string): number {
  if (text === 'inf') return Infinity
  if (text === '-inf') return -Infinity
  return text === 'nan' ? NaN : Number(text)
}
