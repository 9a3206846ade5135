import { notAMember, notASubclass, notConvertible, notOptional, wrongKeyType } from '../messages/conversion.js'
import { raise } from '../text/errors.js'
import { bool, entriesOf, enumMember, float, int, list, map, path, str } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import { readFloat, readInt } from '../value/number.js'
import { keyBelow, keyText } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { keyOfType } from '../value/typed-key.js'
import { isContainer, type ListValue, type MapValue, type Type, type Value } from '../value/value.js'
import { chosenType, isChoice } from './choose-container.js'
import { isSubclass, structOf } from './declared-type.js'
import { isExactly, isLiteral, takesNull } from './exact-type.js'
import { normalPath } from './normalize-path.js'

/**
 * The value as a declared type takes it: `'12'` is 12 where an int is declared, `yes` is true where a bool is.
 * Missing values and interpolations fit everywhere; an interpolation's result is converted when it is known.
 * `place` is the full key, for the message.
 *
 * @throws ValidationError where the type does not take the value, KeyValidationError where it does not take a key
 */
export function convert(value: Value, type: Type, place = ''): Value {
  if (value.kind === 'missing' || value.kind === 'interpolation') return value
  if (value.kind === 'null') {
    if (type.optional || type.kind === 'any' || takesNull(type)) return value
    throw raise(notOptional(place, type), value.origin)
  }
  const converted = converters[type.kind](value, type as never, place)
  if (converted === undefined) {
    throw raise(notConvertible(place, { kind: value.kind, text: pythonText(value) }, type), value.origin)
  }
  return converted
}

type Of<K extends Type['kind']> = Extract<Type, { kind: K }>
type Converters = { [K in Type['kind']]: (value: Value, type: Of<K>, place: string) => Value | undefined }

const YES = new Set(['yes', 'y', 'on', 'true'])
const NO = new Set(['no', 'n', 'off', 'false'])

const converters: Converters = {
  any: (value) => value,

  int(value) {
    if (value.kind === 'int') return value
    const number = value.kind === 'str' ? readInt(value.value) : undefined
    return number === undefined ? undefined : int(number, value.origin)
  },

  float(value) {
    if (value.kind === 'float') return value
    if (value.kind === 'int') {
      const number = Number(value.value)
      return Number.isFinite(number) ? float(number, value.origin) : undefined
    }
    const number = value.kind === 'str' ? readFloat(value.value) : undefined
    return number === undefined ? undefined : float(number, value.origin)
  },

  bool(value) {
    if (value.kind === 'bool') return value
    if (value.kind === 'int') return bool(value.value !== 0n, value.origin)
    if (value.kind !== 'str') return undefined
    const number = readInt(value.value)
    if (number !== undefined) return bool(number !== 0n, value.origin)
    const word = value.value.toLowerCase()
    return YES.has(word) ? bool(true, value.origin) : NO.has(word) ? bool(false, value.origin) : undefined
  },

  str(value) {
    switch (value.kind) {
      case 'str':
        return value
      case 'map':
      case 'list':
      case 'bytes':
        return undefined
      default:
        return str(pythonText(value), value.origin)
    }
  },

  bytes: (value) => (value.kind === 'bytes' ? value : undefined),

  path(value) {
    if (value.kind === 'path') return value
    return value.kind === 'str' ? path(normalPath(value.value), value.origin) : undefined
  },

  enum(value, type, place) {
    if (value.kind === 'enum') return value.enum === type.name ? value : undefined
    if (value.kind !== 'str' && value.kind !== 'int') return undefined
    const key = keyOfType(type, value.value)
    if (key === undefined || typeof key !== 'object' || key.kind !== 'enum') {
      throw raise(notAMember(place, pythonText(value), type.members.keys()), value.origin)
    }
    return enumMember(key, value.origin)
  },

  literal: (value, type) => (isLiteral(value, type) ? value : undefined),

  // The first alternative that is exactly the value's type: a union converts nothing.
  union(value, type, place) {
    if (!isContainer(value)) return type.of.some((one) => isExactly(value, one)) ? value : undefined
    const chosen = isChoice(type) ? chosenType(value, type, place, {}) : undefined
    return chosen === undefined ? undefined : convert(value, chosen, place)
  },

  list(value, type, place) {
    if (value.kind !== 'list') return undefined
    return value.shape?.type === type ? value : convertItems(value, type, place)
  },

  dict(value, type, place) {
    if (value.kind !== 'map') return undefined
    return value.shape?.type === type ? value : convertEntries(value, type, place)
  },

  struct(value, type, place) {
    const struct = value.kind === 'map' ? structOf(value) : undefined
    if (struct !== undefined && isSubclass(struct, type.struct)) return value
    if (value.kind !== 'map') return undefined
    throw raise(notASubclass(place, { kind: 'map', struct: struct?.name }, type.struct), value.origin)
  },
}

function convertItems(value: ListValue, type: Of<'list'>, place: string): Value {
  const items = value.items.map((item, index) => convert(item, type.element, `${place}[${index}]`))
  return list(items, value.origin, { ...value.shape, type })
}

function convertEntries(value: MapValue, type: Of<'dict'>, place: string): Value {
  const entries: [Key, Value][] = []
  for (const [key, item] of entriesOf(value)) {
    const typed = keyOfType(type.key, key)
    if (typed === undefined) throw raise(wrongKeyType(place, keyText(key), type.key), value.origin)
    entries.push([typed, convert(item, type.element, keyBelow(place, key))])
  }
  return map(entries, value.origin, { ...value.shape, type })
}
