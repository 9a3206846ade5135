import { bareMergeKey, bareValueKey } from '../messages/yaml.js'
import type { Origin } from '../text/source.js'
import { list, mapOf } from '../value/constructors.js'
import type { Value } from '../value/value.js'
import type { Composer } from './composer.js'
import { plainValue, stringValue } from './construct-scalar.js'
import type { Mapping } from './mapping.js'
import { type ReadKey, valueKey } from './mapping-keys.js'
import type { Properties } from './node-properties.js'
import type { Role } from './node-role.js'
import { asValue, type RawValue } from './raw-value.js'
import { scanName } from './scan-tag.js'
import { taggedList, taggedMap, taggedScalar } from './tags.js'

/** The value of the alias at the cursor, which is left behind it. */
export function readAlias(reader: Composer, role: Role): Value {
  const start = reader.pos
  const name = scanName(reader, 'alias')
  const anchor = reader.alias(name, start)
  if (role === 'merged' && anchor.isMerging && !reader.rules.refusesAllCircles) {
    return mapOf(new Map(), undefined, reader.origin(start, reader.pos))
  }
  if (anchor.value === undefined) {
    const error = reader.recursive(name, start)
    if (role === 'merged') throw error
    // What contains itself is good YAML: what else is wrong with the document is told first, and a later equal key may
    // replace it.
    reader.holdsRaw = true
    reader.firstCircle ??= error
    return asValue({ kind: 'malformed', value: '', isCircle: true, error, origin: reader.origin(start, reader.pos) })
  }
  if (role === 'merged' && anchor.entries !== undefined) return anchor.entries
  if (role !== 'merged' && anchor.refusal !== undefined) throw anchor.refusal
  return role === 'key' ? anchor.value : refuseIndicator(reader, anchor.value)
}

/** A value that was read as a key might be, and is none. */
export function refuseIndicator(reader: Composer, value: RawValue): Value {
  if (value.kind !== 'merge' && value.kind !== 'default') return asValue(value)
  const { start, end } = value.origin
  throw reader.refuse(value.kind === 'merge' ? bareMergeKey() : bareValueKey(), start, end)
}

/** The value of a quoted or block scalar. */
export function textNode(
  reader: Composer,
  properties: Properties | undefined,
  role: Role,
  text: string,
  origin: Origin,
): Value {
  if (properties === undefined) return stringValue(reader, text, origin)
  const { tag } = properties
  if (tag === undefined) return named(properties, stringValue(reader, text, origin))
  return named(properties, taggedScalar(reader, tag, role, text, origin))
}

/** The value of a plain scalar. */
export function plainNode(
  reader: Composer,
  properties: Properties | undefined,
  role: Role,
  text: string,
  origin: Origin,
): Value {
  if (properties === undefined) return plainValue(reader, role, text, origin)
  const { tag } = properties
  if (tag === undefined) return named(properties, plainValue(reader, role, text, origin))
  return named(properties, taggedScalar(reader, tag, role, text, origin))
}

/** The value where nothing is written: null, or what its tag makes of an empty text. */
export function emptyNode(reader: Composer, properties: Properties | undefined, role: Role, at: number): Value {
  if (properties?.tag === '!' && reader.rules.emptyTagIsText) {
    return named(properties, stringValue(reader, '', reader.origin(at, at)))
  }
  return plainNode(reader, properties, role, '', reader.origin(at, at))
}

export function listNode(
  reader: Composer,
  properties: Properties | undefined,
  role: Role,
  items: readonly Value[],
  origin: Origin,
): Value {
  const of = list(items, origin)
  if (properties === undefined) return of
  return named(
    properties,
    role === 'merged' || properties.tag === undefined ? of : taggedList(reader, properties.tag, of),
  )
}

export function mapNode(
  reader: Composer,
  properties: Properties | undefined,
  role: Role,
  mapping: Mapping,
  origin: Origin,
): Value {
  if (mapping.duplicate !== undefined && (role !== 'merged' || reader.rules.refusesMergedRepeats))
    throw mapping.duplicate
  const of = mapping.value(origin)
  if (properties === undefined) return of
  const { tag, anchor } = properties
  if (anchor !== undefined) anchor.entries = of
  if (role === 'merged') {
    if (anchor !== undefined) anchor.refusal = mapping.duplicate
    return named(properties, of)
  }
  return named(properties, tag === undefined ? of : taggedMap(reader, tag, of, mapping.defaultText))
}

function named(properties: Properties, value: Value): Value {
  if (properties.anchor !== undefined) properties.anchor.value = value
  return value
}

/** The key that a value read in its place is. */
export function keyNode(reader: Composer, value: Value, start: number): ReadKey {
  if (value.origin.start !== start) {
    reader.keyNodes ??= new Map()
    reader.keyNodes.set(start, value.origin)
  }
  return valueKey(reader, value, start, reader.pos)
}
