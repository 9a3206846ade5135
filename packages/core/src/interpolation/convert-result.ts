import type { InterpolationRules } from '../dialect/dialect.js'
import { wrongResult } from '../messages/interpolation.js'
import { convert } from '../shape/convert.js'
import { declaredType, isContainerType, isScalarType, structOf } from '../shape/declared-type.js'
import { plainContent } from '../shape/plain-content.js'
import { isSameType } from '../shape/same-type.js'
import { HydraconfError } from '../text/errors.js'
import { str } from '../value/constructors.js'
import { fullKey } from '../value/path.js'
import { type Container, isContainer, type Type, type Value } from '../value/value.js'
import type { EvaluationFrame } from './evaluation-frame.js'
import { EvaluationNode } from './evaluation-node.js'
import { type Operand, valueIn } from './operand.js'

/** What an interpolation gives as a node, converted where a type is declared for the interpolation's place. */
export function convertResult(operand: Operand, frame: EvaluationFrame, rules: InterpolationRules): EvaluationNode {
  const { node, home } = frame
  const declared = node.id === undefined ? undefined : declaredType(home.value as Container, node.id)
  const value = valueIn(operand)
  if (declared !== undefined && rules.convertsContainers && isContainerType(declared)) {
    return containerResult(operand, declared, frame)
  }
  const isConverted =
    declared !== undefined && (isScalarType(declared) || (rules.convertsContainers && declared.kind === 'union'))
  const fitting = isConverted ? converted(value, declared, frame) : value
  const isSame = fitting.kind === value.kind
  if (isSame && operand instanceof EvaluationNode) return operand
  return new EvaluationNode(isSame ? value : fitting, node.id, node.parent, true)
}

/** The content as it is declared where the interpolation stands, and from then on in that place; what is declared alike stays itself. */
function containerResult(operand: Operand, declared: Type, frame: EvaluationFrame): EvaluationNode {
  const { node } = frame
  const value = valueIn(operand)
  const own = isContainer(value) ? value.shape?.type : undefined
  if (operand instanceof EvaluationNode && own !== undefined && isSameType(own, declared)) return operand
  const isStruct = declared.kind === 'struct' && value.kind === 'map' && structOf(value) !== undefined
  const fitting = converted(isStruct ? value : plainContent(value), declared, frame)
  if (fitting === value && operand instanceof EvaluationNode) return operand
  return new EvaluationNode(fitting, node.id, node.parent, !isContainer(fitting))
}

function converted(value: Value, type: Type, frame: EvaluationFrame): Value {
  const { node } = frame
  try {
    return convert(value.kind === 'missing' ? str(value.value, value.origin) : value, type, fullKey(node))
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    if (!error.isA('ValidationError') && !error.isA('KeyValidationError')) throw error
    const text = node.value.kind === 'interpolation' ? node.value.value : ''
    throw frame.refuse(wrongResult(frame.where(), text, error.summary), error)
  }
}
