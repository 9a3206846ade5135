import type { Key, Value } from '@hydraconf/core'
import { bool, bytes, entriesOf, float, int, list, map, nullValue, path, str } from '@hydraconf/core'

/** A typed value as the conformance cases spell it: `{"t": "int", "v": "123"}`. */
export interface Typed {
  readonly t: string
  readonly v?: unknown
  readonly [more: string]: unknown
}

export interface ReadOptions {
  /** Makes the value of a string; the default takes it as it is, without looking for `???` or `${`. */
  readonly text?: (text: string) => Value
}

/** The value that a typed JSON stands for; `missing` and `interp` are strings for `text` to look into. */
export function fromTyped(typed: Typed, options: ReadOptions = {}): Value {
  const text = options.text ?? str
  switch (typed.t) {
    case 'null':
    case 'none_dict':
    case 'none_list':
      return nullValue()
    case 'bool':
      return bool(typed.v as boolean)
    case 'int':
      return int(BigInt(typed.v as string))
    case 'float':
      return float(floatOf(typed.v as string))
    case 'str':
    case 'qstr':
    case 'interp':
      return text(typed.v as string)
    case 'missing':
      return text('???')
    case 'bytes':
      return bytes(Buffer.from(typed.v as string, 'base64'))
    case 'path':
      return path(typed.v as string)
    case 'list':
    case 'tuple':
      return list((typed.v as Typed[]).map((item) => fromTyped(item, options)))
    case 'dict':
      return map((typed.v as [Typed, Typed][]).map(([k, v]) => [keyFromTyped(k), fromTyped(v, options)] as const))
    default:
      throw new Error(`typed value ${typed.t} is not known`)
  }
}

export function keyFromTyped(typed: Typed): Key {
  switch (typed.t) {
    case 'int':
      return BigInt(typed.v as string)
    case 'float':
      return floatOf(typed.v as string)
    case 'bool':
      return typed.v as boolean
    case 'bytes':
      return { kind: 'bytes', value: Buffer.from(typed.v as string, 'base64') }
    case 'enum':
      return { kind: 'enum', enum: typed.class as string, name: typed.v as string, repr: '' }
    default:
      return typed.v as string
  }
}

export interface WriteOptions {
  /** Spell `???` and interpolations as plain strings, as the suites of composition and of the bare loader do. */
  readonly plain?: boolean
}

export function toTyped(value: Value, options: WriteOptions = {}): Typed {
  switch (value.kind) {
    case 'null':
      return { t: 'null' }
    case 'bool':
      return { t: 'bool', v: value.value }
    case 'int':
      return { t: 'int', v: value.value.toString() }
    case 'float':
      return { t: 'float', v: floatText(value.value) }
    case 'str':
      return { t: 'str', v: value.value }
    case 'bytes':
      return { t: 'bytes', v: Buffer.from(value.value).toString('base64') }
    case 'path':
      return { t: 'path', v: value.value }
    case 'enum':
      return { t: 'enum', class: value.enum, v: value.value }
    case 'missing':
      return options.plain ? { t: 'str', v: '???' } : { t: 'missing' }
    case 'interpolation':
      return options.plain ? { t: 'str', v: value.value } : { t: 'interp', v: value.value }
    case 'list':
      return { t: 'list', v: value.items.map((item) => toTyped(item, options)) }
    case 'map':
      return { t: 'dict', v: [...entriesOf(value)].map(([k, v]) => [keyToTyped(k), toTyped(v, options)]) }
  }
}

export function keyToTyped(key: Key): Typed {
  switch (typeof key) {
    case 'string':
      return { t: 'str', v: key }
    case 'bigint':
      return { t: 'int', v: key.toString() }
    case 'number':
      return { t: 'float', v: floatText(key) }
    case 'boolean':
      return { t: 'bool', v: key }
    default:
      if (key.kind === 'null') return { t: 'null' }
      return key.kind === 'bytes'
        ? { t: 'bytes', v: Buffer.from(key.value).toString('base64') }
        : { t: 'enum', class: key.enum, v: key.name }
  }
}

function floatOf(text: string): number {
  if (text === 'inf') return Infinity
  if (text === '-inf') return -Infinity
  return text === 'nan' ? NaN : Number(text)
}

/** Python's `repr`, written down a second time on purpose: a check should not share the code it checks. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  }
  return Number.isInteger(value) ? `${BigInt(value)}.0` : String(value)
}
