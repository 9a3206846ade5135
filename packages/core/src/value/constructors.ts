import { type Origin, PROGRAM } from '../text/source.js'
import { type EnumKey, isOwnId, type Key, type KeyId, keyId } from './key.js'
import type { Template } from './template.js'
import type {
  BoolValue,
  BytesValue,
  ContainerShape,
  EnumValue,
  FloatValue,
  InterpolationValue,
  IntValue,
  ListValue,
  MapValue,
  MissingValue,
  NullValue,
  PathValue,
  StrValue,
  Value,
} from './value.js'

/** Makers of values: every one with its fields in the same order, so that the engine sees few object layouts. */

export const nullValue = (origin: Origin = PROGRAM): NullValue => ({ kind: 'null', value: null, origin })
export const bool = (value: boolean, origin: Origin = PROGRAM): BoolValue => ({ kind: 'bool', value, origin })
export const int = (value: bigint, origin: Origin = PROGRAM): IntValue => ({ kind: 'int', value, origin })
export const float = (value: number, origin: Origin = PROGRAM): FloatValue => ({ kind: 'float', value, origin })
/** A string exactly as given: neither `???` nor `${` is looked for. For a text that may hold them use `textValue`. */
export const str = (value: string, origin: Origin = PROGRAM): StrValue => ({ kind: 'str', value, origin })
export const bytes = (value: Uint8Array, origin: Origin = PROGRAM): BytesValue => ({ kind: 'bytes', value, origin })
export const path = (value: string, origin: Origin = PROGRAM): PathValue => ({ kind: 'path', value, origin })
export const enumMember = ({ enum: of, name, repr }: EnumKey, origin: Origin = PROGRAM): EnumValue => ({
  kind: 'enum',
  value: name,
  enum: of,
  repr,
  origin,
})
export const missing = (origin: Origin = PROGRAM): MissingValue => ({ kind: 'missing', value: '???', origin })
export const interpolation = (value: string, template: Template, origin: Origin = PROGRAM): InterpolationValue => ({
  kind: 'interpolation',
  value,
  template,
  origin,
})

export function list(items: readonly Value[], origin: Origin = PROGRAM, shape?: ContainerShape): ListValue {
  return { kind: 'list', items, shape, origin }
}

/** A map from keys as written. A key that Python calls equal to an earlier one keeps the earlier spelling and place. */
export function map(
  entries: Iterable<readonly [Key, Value]>,
  origin: Origin = PROGRAM,
  shape?: ContainerShape,
): MapValue {
  const items = new Map<KeyId, Value>()
  let spelled: Map<KeyId, Key> | undefined
  for (const [key, value] of entries) {
    const id = keyId(key)
    if (!isOwnId(key) && !items.has(id)) {
      spelled ??= new Map()
      spelled.set(id, key)
    }
    items.set(id, value)
  }
  return { kind: 'map', items, spelled, shape, origin }
}

/** A map from its parts, which it keeps: for code that built them and lets them go. */
export function mapOf(
  items: ReadonlyMap<KeyId, Value>,
  spelled: ReadonlyMap<KeyId, Key> | undefined,
  origin: Origin,
  shape?: ContainerShape,
): MapValue {
  return { kind: 'map', items, spelled, shape, origin }
}

/** The key as written behind an id. */
export function keyOf(of: MapValue, id: KeyId): Key {
  return of.spelled?.get(id) ?? (id as Key)
}

/** Keys as written with their values, in config order. */
export function* entriesOf(of: MapValue): Generator<readonly [Key, Value]> {
  for (const [id, value] of of.items) yield [keyOf(of, id), value]
}
