import { textValue } from '../grammar/text-value.js'
import { bareMergeKey, bareValueKey, notA, tooManyDigits } from '../messages/yaml.js'
import { type Complaint, HydraconfError } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { bool, float, int, nullValue, str } from '../value/constructors.js'
import { MOST_DIGITS } from '../value/number.js'
import type { Value } from '../value/value.js'
import { QUESTION } from './characters.js'
import type { Composer } from './composer.js'
import type { Role } from './node-role.js'
import { asValue } from './raw-value.js'
import { isYamlFloat, type PlainScalar, plainScalar } from './scalar-type.js'
import { shortNumber } from './short-number.js'
import { cachedToken } from './token-cache.js'

/** The value of a plain scalar without a tag. */
export function plainValue(reader: Composer, role: Role, text: string, origin: Origin): Value {
  return scalarValue(reader, role, plainScalar(text), text, origin)
}

function scalarValue(reader: Composer, role: Role, scalar: PlainScalar, text: string, origin: Origin): Value {
  switch (scalar.kind) {
    case 'str':
      return stringValue(reader, text, origin)
    case 'null':
      return nullValue(origin)
    case 'bool':
      return bool(scalar.value, origin)
    case 'int':
      return int(scalar.value, origin)
    case 'float':
      if (reader.purpose === 'plain' && !isYamlFloat(text)) return str(text, origin)
      return float(scalar.value, origin)
    case 'broken':
      throw reader.refuse(broken(scalar.expected, text), origin.start, origin.end)
    case 'merge':
    case 'default':
      return keyIndicator(reader, role, scalar.kind, text, origin)
  }
}

function broken(expected: 'int' | 'float', text: string): Complaint {
  if (expected === 'float') return notA('a number', text)
  return text.length > MOST_DIGITS ? tooManyDigits(MOST_DIGITS) : notA('an integer', text)
}

/**
 * The value of a plain scalar on one line of the text, which holds no `$` and does not start with `?`, `<` or `=`.
 * Its characters are packed as `cachedToken` takes them.
 */
export function tokenValue(reader: Composer, start: number, end: number, front: number, back: number): Value {
  if (reader.text.charCodeAt(start) <= NINE) {
    const number = shortNumber(reader.text, start, end)
    if (typeof number === 'bigint') return int(number, reader.origin(start, end))
    if (number !== undefined && reader.purpose !== 'plain') return float(number, reader.origin(start, end))
  }
  const { text, scalar } = cachedToken(reader.text, start, end, front, back)
  const origin = reader.origin(start, end)
  return scalar.kind === 'str' ? str(text, origin) : scalarValue(reader, 'value', scalar, text, origin)
}

const NINE = 57

/** `<<` and `=`, which are something only as keys. */
export function keyIndicator(
  reader: Composer,
  role: Role,
  kind: 'merge' | 'default',
  text: string,
  origin: Origin,
): Value {
  if (role !== 'key') throw reader.refuse(kind === 'merge' ? bareMergeKey() : bareValueKey(), origin.start, origin.end)
  return asValue({ kind, value: text, origin })
}

/** The value of a text: in a config, `???` is missing and `${` makes an interpolation. */
export function stringValue(reader: Composer, text: string, origin: Origin): Value {
  const isSpecial = text.indexOf('${') >= 0 || text.charCodeAt(text.length - 1) === QUESTION
  if (!isSpecial || reader.purpose !== 'config') return str(text, origin)
  try {
    return textValue(text, origin, reader.dialect.texts)
  } catch (error) {
    // A malformed interpolation is good YAML: what is wrong with the document itself is told first.
    if (!(error instanceof HydraconfError)) throw error
    reader.holdsRaw = true
    return asValue({ kind: 'malformed', value: text, isCircle: false, error, origin })
  }
}
