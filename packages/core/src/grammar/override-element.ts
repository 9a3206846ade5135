import type { TextRules } from '../dialect/dialect.js'
import { nestedSweepPrinted, nullMapKey } from '../messages/override-value.js'
import { raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { bool, float, int, list, map, nullValue } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import type { Value } from '../value/value.js'
import type { Element, Override, OverrideValue } from './override.js'
import { globFields } from './print.js'
import { textValue } from './text-value.js'

/**
 * The config value that an override assigns. Quotes are gone; a text is `???` or an interpolation whether it was
 * quoted or not. Mirrors `Override.value()` and what OmegaConf makes of it.
 *
 * @throws HydraconfError of type `GrammarParseError` for an interpolation that is not well formed,
 * `KeyValidationError` for the key `null`, `ValidationError` for a sweep
 */
export function elementValue(element: OverrideValue, origin: Origin, rules?: TextRules): Value {
  switch (element.kind) {
    case 'null':
      return nullValue(origin)
    case 'bool':
      return bool(element.value, origin)
    case 'int':
      return int(element.value, origin)
    case 'float':
      return float(element.value, origin)
    case 'text':
    case 'quoted':
      return textValue(element.value, origin, rules)
    case 'list':
      return list(
        element.items.map((item) => elementValue(item, origin, rules)),
        origin,
      )
    case 'map':
      return map(
        element.entries.map(([key, value]) => [keyValue(key, origin), elementValue(value, origin, rules)]),
        origin,
      )
    case 'glob':
      return elementValue(globFields(element), origin)
    default:
      throw raise(nestedSweepPrinted({ kind: element.kind }), origin)
  }
}

/** Where the value of an override stands in its text: what messages about the value point at. */
export function valueOrigin({ text, origin }: Override): Origin {
  const equal = text.indexOf('=')
  return equal === -1 || equal + 1 === text.length ? origin : { ...origin, start: origin.start + equal + 1 }
}

/** Where its key stands, without `+`, `++` or `~`: what messages about the key point at. */
export function keyOrigin({ source }: Origin): Origin {
  const { text } = source
  const start = /^(?:\+\+?|~)/.exec(text)?.[0].length ?? 0
  const equal = text.indexOf('=')
  return { source, start, end: equal === -1 ? text.length : equal }
}

function keyValue(key: Element, origin: Origin): Key {
  if (key.kind === 'null') throw raise(nullMapKey(), origin)
  if (key.kind === 'list' || key.kind === 'map') throw new Error('a key of a map is plain')
  return key.value
}
