import type { KeyRules } from '../dialect/dialect.js'
import { keyOf } from './constructors.js'
import { type Key, keyId } from './key.js'
import { readInt } from './number.js'
import type { MapValue, Type } from './value.js'

/**
 * The key of a map that a key of another type stands for: where enum keys are declared, a string names the member,
 * where booleans are, 0 and 1 do. Undefined when the map can hold no such key.
 */
export function typedKey(of: MapValue, key: Key): Key | undefined {
  const type = of.shape?.type
  return type?.kind === 'dict' ? keyOfType(type.key, key) : key
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

function enumKey(type: Extract<Type, { kind: 'enum' }>, key: Key): Key | undefined {
  if (typeof key === 'object') return key.kind === 'enum' && key.enum === type.name ? key : undefined
  if (typeof key === 'bigint') {
    for (const [name, value] of type.members) {
      if (value.kind === 'int' && value.value === key) return { kind: 'enum', enum: type.name, name }
    }
    return undefined
  }
  if (typeof key !== 'string') return undefined
  const prefix = `${type.name}.`
  const name = key.startsWith(prefix) ? key.slice(prefix.length) : key
  const member = type.members.has(name) ? name : memberOfValue(type, name)
  return member === undefined ? undefined : { kind: 'enum', enum: type.name, name: member }
}

function memberOfValue({ members, byValue }: Extract<Type, { kind: 'enum' }>, text: string): string | undefined {
  if (byValue !== true) return undefined
  return [...members].find(([, value]) => value.kind === 'str' && value.value === text)?.[0]
}
