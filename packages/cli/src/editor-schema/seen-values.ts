import { entriesOf, textOfKey, type Value } from '@hydraconf/core'
import { definition, type JsonSchema } from './json-schema.js'

type SeenKind = 'bool' | 'number' | 'text' | 'map' | 'list'

/** What the configs of a group were seen to have at one place. */
export interface Seen {
  readonly kinds: Set<SeenKind>
  /** Whether a text was seen that YAML 1.2 reads as a number. */
  looksNumeric: boolean
  readonly keys: Map<string, Seen>
  items: Seen | undefined
}

export function nothingSeen(): Seen {
  return { kinds: new Set(), looksNumeric: false, keys: new Map(), items: undefined }
}

/** Notes a value. `null`, `???` and interpolations may stand anywhere, and say nothing of what else may. */
export function see(seen: Seen, value: Value): void {
  switch (value.kind) {
    case 'null':
    case 'missing':
    case 'interpolation':
      return
    case 'bool':
      seen.kinds.add('bool')
      return
    case 'int':
    case 'float':
      seen.kinds.add('number')
      return
    case 'map':
      seen.kinds.add('map')
      for (const [key, child] of entriesOf(value)) see(keyOf(seen, textOfKey(key)), child)
      return
    case 'list':
      seen.kinds.add('list')
      seen.items ??= nothingSeen()
      for (const item of value.items) see(seen.items, item)
      return
    case 'str':
      seen.looksNumeric ||= value.value !== '' && !Number.isNaN(Number(value.value.replace(/^0o/, '0')))
      seen.kinds.add('text')
      return
    default:
      seen.kinds.add('text')
  }
}

function keyOf({ keys }: Seen, key: string): Seen {
  const known = keys.get(key) ?? nothingSeen()
  keys.set(key, known)
  return known
}

/** What may stand at the place: what was seen there, or whatever may stand anywhere. */
export function schemaOf(seen: Seen): JsonSchema {
  const { kinds, looksNumeric, items } = seen
  if (kinds.size === 0) return {}
  const scalars = [
    'null',
    ...(kinds.has('bool') ? ['boolean'] : []),
    ...(kinds.has('number') || looksNumeric ? ['number'] : []),
    ...(kinds.has('text') ? ['string'] : []),
  ]
  const alternatives = [
    {
      type: scalars,
      errorMessage: `has to be ${[...kinds].map((kind) => NAMES[kind]).join(', ')} or an \${interpolation}`,
    },
    ...(kinds.has('map') ? [{ type: 'object', ...propertiesOf(seen) }] : []),
    ...(kinds.has('list') ? [{ type: 'array', items: schemaOf(items!) }] : []),
    // A text may be an interpolation, too.
    ...(kinds.has('text') ? [] : [definition('interpolation')]),
    ...(kinds.has('number') && !kinds.has('text') ? [definition('numberAsText')] : []),
    ...(kinds.has('bool') && !kinds.has('text') ? [definition('booleanAsText')] : []),
  ]
  return { anyOf: alternatives }
}

const NAMES: Readonly<Record<SeenKind, string>> = {
  bool: 'true or false',
  number: 'a number',
  text: 'a text',
  map: 'a mapping',
  list: 'a list',
}

/** Others may be added: what one option has need not be all. */
export function propertiesOf({ keys }: Seen): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  const patternProperties: Record<string, JsonSchema> = {}
  for (const [key, seen] of keys) {
    // Editors compare a number that is a key with patterns only.
    if (/^-?\d+$/.test(key)) patternProperties[`^${key}$`] = schemaOf(seen)
    else define(properties, key, schemaOf(seen))
  }
  return { properties, ...(Object.keys(patternProperties).length === 0 ? {} : { patternProperties }) }
}

/** `__proto__` is a key like any other. */
function define(object: Record<string, JsonSchema>, key: string, value: JsonSchema): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}
