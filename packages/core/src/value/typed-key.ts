import type { KeyRules } from '../dialect/dialect.js'
import { keyOf } from './constructors.js'
import { type EnumKey, type Key, keyId } from './key.js'
import { readInt } from './number.js'
import { pythonRepr } from './python-text.js'
import type { DictType, MapValue, Type } from './value.js'

/**
 * The key of a map that a key of another type stands for: where enum keys are declared, a string names the member,
 * where booleans are, 0 and 1 do. Undefined when the map can hold no such key.
 */
export function typedKey(of: MapValue, key: Key): Key | undefined {
  const dict = dictOf(of.shape?.type)
  return dict === undefined ? key : keyOfType(dict.key, key)
}

/** The dict that a type is, or that says what its struct does not declare. */
export function dictOf(type: Type | undefined): DictType | undefined {
  if (type?.kind === 'struct') return type.dict ?? type.struct.rest
  return type?.kind === 'dict' ? type : undefined
}

/** As `typedKey`, for a part of a path: where the rules have it so, a text that is no key itself names an int that is one. */
export function keyNamed(of: MapValue, part: string, rules: Pick<KeyRules, 'findsInts'>): Key | undefined {
  const key = typedKey(of, part)
  if (!rules.findsInts || (key !== undefined && of.items.has(keyId(key)))) return key
  return intNamed(of, part) ?? key
}

function intNamed(of: MapValue, part: string): bigint | undefined {
  const int = readInt(part)
  if (int === undefined || !of.items.has(keyId(int))) return undefined
  return typeof keyOf(of, keyId(int)) === 'bigint' ? int : undefined
}

/** A key as a declared key type takes it; undefined when it does not. */
export function keyOfType(type: Type, key: Key): Key | undefined {
  switch (type.kind) {
    case 'str':
      return typeof key === 'string' ? key : undefined
    case 'int':
      return typeof key === 'bigint' || typeof key === 'boolean' ? key : undefined
    case 'float':
      return typeof key === 'number' ? key : undefined
    case 'bool':
      if (typeof key === 'boolean') return key
      return key === 0n || key === 0 ? false : key === 1n || key === 1 ? true : undefined
    case 'bytes':
      return typeof key === 'object' && key.kind === 'bytes' ? key : undefined
    case 'enum':
      return enumKey(type, key)
    default:
      return key
  }
}

type EnumType = Extract<Type, { kind: 'enum' }>

/** The member of an enum by its name; undefined where there is none. */
function memberOf({ name: of, members }: EnumType, name: string): EnumKey | undefined {
  const value = members.get(name)
  return value && { kind: 'enum', enum: of, name, repr: `<${of}.${name}: ${pythonRepr(value)}>` }
}

function enumKey(type: EnumType, key: Key): EnumKey | undefined {
  if (typeof key === 'object') return key.kind === 'enum' && key.enum === type.name ? key : undefined
  if (typeof key === 'bigint') {
    for (const [name, value] of type.members) {
      if (value.kind === 'int' && value.value === key) return memberOf(type, name)
    }
    return undefined
  }
  if (typeof key !== 'string') return undefined
  const prefix = `${type.name}.`
  const name = key.startsWith(prefix) ? key.slice(prefix.length) : key
  return memberOf(type, name) ?? memberOfValue(type, name)
}

function memberOfValue(type: EnumType, text: string): EnumKey | undefined {
  if (type.byValue !== true) return undefined
  const found = [...type.members].find(([, value]) => value.kind === 'str' && value.value === text)
  return found && memberOf(type, found[0])
}
