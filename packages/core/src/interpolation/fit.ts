import { wrongResult } from '../messages/interpolation.js'
import { convert } from '../shape/convert.js'
import { declaredType, isScalarType } from '../shape/declared.js'
import type { Type } from '../shape/shape.js'
import { HydraconfError } from '../text/errors.js'
import { str } from '../value/make.js'
import { fullKey } from '../value/path.js'
import type { Container, Value } from '../value/value.js'
import type { Frame } from './frame.js'
import { type Operand, valueIn } from './operand.js'
import { Place } from './place.js'

/** What an interpolation gives as a node, converted where a type is declared for the interpolation's place. */
export function fit(operand: Operand, frame: Frame): Place {
  const { place, home } = frame
  const declared = place.id === undefined ? undefined : declaredType(home.value as Container, place.id)
  const value = valueIn(operand)
  const fitting = declared === undefined || !isScalarType(declared) ? value : converted(value, declared, frame)
  const isSame = fitting.kind === value.kind
  if (isSame && operand instanceof Place) return operand
  return new Place(isSame ? value : fitting, place.id, place.parent, true)
}

function converted(value: Value, type: Type, frame: Frame): Value {
  const { place } = frame
  try {
    return convert(value.kind === 'missing' ? str(value.value, value.origin) : value, type, fullKey(place))
  } catch (error) {
    if (!(error instanceof HydraconfError) || !error.isA('ValidationError')) throw error
    const text = place.value.kind === 'interpolation' ? place.value.value : ''
    throw frame.refuse(wrongResult(frame.where(), text, error.summary), error)
  }
}
