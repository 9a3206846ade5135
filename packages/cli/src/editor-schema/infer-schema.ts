import { entriesOf, textOfKey, type Value } from '@hydraconf/core'
import { definition, type JsonSchema } from './json-schema.js'

type ObservedKind = 'bool' | 'number' | 'text' | 'map' | 'list'

/** What the configs of a group were observed to have at one place. */
export interface Observed {
  readonly kinds: Set<ObservedKind>
  /** Whether a text was observed that YAML 1.2 reads as a number. */
  looksNumeric: boolean
  /** Whether anything may stand there. */
  isOpen: boolean
  /** What it is for. */
  description: string | undefined
  /** Values that are declared for it. */
  readonly named: Set<string | number | boolean>
  readonly keys: Map<string, Observed>
  items: Observed | undefined
}

export function nothingObserved(): Observed {
  return {
    kinds: new Set(),
    looksNumeric: false,
    isOpen: false,
    description: undefined,
    named: new Set(),
    keys: new Map(),
    items: undefined,
  }
}

/** Notes a value. `null`, `???` and interpolations may stand anywhere, and say nothing of what else may. */
export function observe(observed: Observed, value: Value): void {
  switch (value.kind) {
    case 'null':
    case 'missing':
    case 'interpolation':
      return
    case 'bool':
      observed.kinds.add('bool')
      return
    case 'int':
    case 'float':
      observed.kinds.add('number')
      return
    case 'map':
      observed.kinds.add('map')
      for (const [key, child] of entriesOf(value)) observe(keyOf(observed, textOfKey(key)), child)
      return
    case 'list':
      observed.kinds.add('list')
      observed.items ??= nothingObserved()
      for (const item of value.items) observe(observed.items, item)
      return
    case 'str':
      observed.looksNumeric ||= value.value !== '' && !Number.isNaN(Number(value.value.replace(/^0o/, '0')))
      observed.kinds.add('text')
      return
    default:
      observed.kinds.add('text')
  }
}

/** What is known of a key of the maps there. */
export function keyOf({ keys }: Observed, key: string): Observed {
  const known = keys.get(key) ?? nothingObserved()
  keys.set(key, known)
  return known
}

/** What may stand at the place: what was observed there, or whatever may stand anywhere. */
export function schemaOf(observed: Observed): JsonSchema {
  const { kinds, looksNumeric, items, description, named } = observed
  const described = {
    ...(description === undefined ? {} : { description }),
    // Editors offer them, and take others.
    ...(named.size === 0 ? {} : { examples: [...named] }),
  }
  if (kinds.size === 0 || observed.isOpen) return described
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
    ...(kinds.has('map') ? [{ type: 'object', ...propertiesOf(observed) }] : []),
    ...(kinds.has('list') ? [{ type: 'array', items: schemaOf(items!) }] : []),
    // A text may be an interpolation, too.
    ...(kinds.has('text') ? [] : [definition('interpolation')]),
    ...(kinds.has('number') && !kinds.has('text') ? [definition('numberAsText')] : []),
    ...(kinds.has('bool') && !kinds.has('text') ? [definition('booleanAsText')] : []),
  ]
  return { ...described, anyOf: alternatives }
}

const NAMES: Readonly<Record<ObservedKind, string>> = {
  bool: 'true or false',
  number: 'a number',
  text: 'a text',
  map: 'a mapping',
  list: 'a list',
}

/** Others may be added: what one option has need not be all. */
export function propertiesOf({ keys }: Observed): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  const patternProperties: Record<string, JsonSchema> = {}
  for (const [key, observed] of keys) {
    // Editors compare a number that is a key with patterns only.
    if (/^-?\d+$/.test(key)) patternProperties[`^${key}$`] = schemaOf(observed)
    else define(properties, key, schemaOf(observed))
  }
  return { properties, ...(Object.keys(patternProperties).length === 0 ? {} : { patternProperties }) }
}

/** `__proto__` is a key like any other. */
function define(object: Record<string, JsonSchema>, key: string, value: JsonSchema): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}
