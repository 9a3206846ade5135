import { textValue } from '../grammar/text.js'
import { bareMergeKey, bareValueKey, notA } from '../messages/yaml.js'
import { HydraconfError } from '../text/errors.js'
import { bool, float, int, nullValue, str } from '../value/make.js'
import type { Value } from '../value/value.js'
import { QUESTION } from './characters.js'
import type { Role } from './node.js'
import { asValue } from './raw.js'
import type { Reading } from './reading.js'
import { type PlainScalar, plainScalar } from './scalars.js'
import { shortNumber } from './short-number.js'
import { wordAt } from './words.js'

/** The value of a plain scalar without a tag. */
export function plainValue(reading: Reading, role: Role, text: string, start: number, end: number): Value {
  return scalarValue(reading, role, plainScalar(text), text, start, end)
}

function scalarValue(
  reading: Reading,
  role: Role,
  scalar: PlainScalar,
  text: string,
  start: number,
  end: number,
): Value {
  switch (scalar.kind) {
    case 'str':
      return stringValue(reading, text, start, end)
    case 'null':
      return nullValue(reading.origin(start, end))
    case 'bool':
      return bool(scalar.value, reading.origin(start, end))
    case 'int':
      return int(scalar.value, reading.origin(start, end))
    case 'float':
      return float(scalar.value, reading.origin(start, end))
    case 'broken':
      throw reading.refuse(notA(scalar.expected === 'int' ? 'an integer' : 'a number', text), start, end)
    case 'merge':
    case 'default':
      return keyIndicator(reading, role, scalar.kind, text, start, end)
  }
}

/**
 * The value of a plain scalar on one line of the text, which holds no `$` and does not start with `?`, `<` or `=`.
 * Its characters are packed as `wordAt` takes them.
 */
export function wordValue(reading: Reading, start: number, end: number, front: number, back: number): Value {
  if (reading.text.charCodeAt(start) <= NINE) {
    const number = shortNumber(reading.text, start, end)
    if (typeof number === 'bigint') return int(number, reading.origin(start, end))
    if (number !== undefined) return float(number, reading.origin(start, end))
  }
  const { text, scalar } = wordAt(reading.text, start, end, front, back)
  if (scalar.kind === 'str') return str(text, reading.origin(start, end))
  return scalarValue(reading, 'value', scalar, text, start, end)
}

const NINE = 57

/** `<<` and `=`, which are something only as keys. */
export function keyIndicator(
  reading: Reading,
  role: Role,
  kind: 'merge' | 'default',
  text: string,
  start: number,
  end: number,
): Value {
  if (role !== 'key') throw reading.refuse(kind === 'merge' ? bareMergeKey() : bareValueKey(), start, end)
  return asValue({ kind, value: text, origin: reading.origin(start, end) })
}

/** The value of a text: in a config, `???` is missing and `${` makes an interpolation. */
export function stringValue(reading: Reading, text: string, start: number, end: number): Value {
  const origin = reading.origin(start, end)
  const isSpecial = text.indexOf('${') >= 0 || (text.length === 3 && text.charCodeAt(0) === QUESTION)
  if (!isSpecial || reading.purpose === 'anything') return str(text, origin)
  try {
    return textValue(text, origin)
  } catch (error) {
    // A malformed interpolation is good YAML: what is wrong with the document itself is told first.
    if (!(error instanceof HydraconfError)) throw error
    reading.holdsRaw = true
    return asValue({ kind: 'malformed', value: text, error, origin })
  }
}
