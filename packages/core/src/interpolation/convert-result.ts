import { wrongResult } from '../messages/interpolation.js'
import { convert } from '../shape/convert.js'
import { declaredType, isScalarType } from '../shape/declared-type.js'
import { HydraconfError } from '../text/errors.js'
import { str } from '../value/constructors.js'
import { fullKey } from '../value/path.js'
import type { Container, Type, Value } from '../value/value.js'
import type { EvaluationFrame } from './evaluation-frame.js'
import { EvaluationNode } from './evaluation-node.js'
import { type Operand, valueIn } from './operand.js'

/** What an interpolation gives as a node, converted where a type is declared for the interpolation's place. */
export function convertResult(operand: Operand, frame: EvaluationFrame): EvaluationNode {
  const { node, home } = frame
  const declared = node.id === undefined ? undefined : declaredType(home.value as Container, node.id)
  const value = valueIn(operand)
  const fitting = declared === undefined || !isScalarType(declared) ? value : converted(value, declared, frame)
  const isSame = fitting.kind === value.kind
  if (isSame && operand instanceof EvaluationNode) return operand
  return new EvaluationNode(isSame ? value : fitting, node.id, node.parent, true)
}

function converted(value: Value, type: Type, frame: EvaluationFrame): Value {
  const { node } = frame
  try {
    return convert(value.kind === 'missing' ? str(value.value, value.origin) : value, type, fullKey(node))
  } catch (error) {
    if (!(error instanceof HydraconfError) || !error.isA('ValidationError')) throw error
    const text = node.value.kind === 'interpolation' ? node.value.value : ''
    throw frame.refuse(wrongResult(frame.where(), text, error.summary), error)
  }
}
