import type { Origin } from '../text/source.js'
import { missing, str } from '../value/constructors.js'
import { pythonText } from '../value/python-text.js'
import type { MissingValue, StrValue, Value } from '../value/value.js'
import { EvaluationNode } from './evaluation-node.js'

/** What an interpolation gives: a node of the config, or a value made just now. */
export type Operand = EvaluationNode | Value

export function valueIn(operand: Operand): Value {
  return operand instanceof EvaluationNode ? operand.current : operand
}

/** The value as Python writes it, where interpolations are parts of a text. */
export function textOf(operand: Operand): string {
  return pythonText(valueIn(operand))
}

/** A string that was made just now: no interpolation whatever it reads, but `???` is missing wherever it comes from. */
export function madeText(text: string, origin?: Origin): StrValue | MissingValue {
  return text === '???' ? missing(origin) : str(text, origin)
}

/** Whether Python has a string there. */
export function isText(value: Value): value is StrValue | MissingValue {
  return value.kind === 'str' || value.kind === 'missing'
}
