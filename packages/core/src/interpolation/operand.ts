import type { Value } from '../value/value.js'
import { Place } from './place.js'

/** What an interpolation gives: a node of the config, or a value made just now. */
export type Operand = Place | Value

export function valueOf(operand: Operand): Value {
  return operand instanceof Place ? operand.value : operand
}
