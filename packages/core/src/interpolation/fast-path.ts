import { pythonText } from '../value/python-text.js'
import type { Reference } from '../value/template.js'
import { isContainer } from '../value/value.js'
import { EvaluationNode, startOfReference } from './evaluation-node.js'
import { madeText } from './operand.js'

/** Longer texts, and all that can go wrong, are for the machine, which says what is wrong. */
const LONG_TEXT = 10_000

/**
 * What an interpolation stands for when it is only text and references that lead straight to values, as most are: no
 * machine is needed for these. Undefined when there is more to it, or something is wrong with it.
 */
export function tryFastPath(node: EvaluationNode): EvaluationNode | undefined {
  const { value, parent } = node
  if (value.kind !== 'interpolation' || node.isOpen) return undefined
  if (parent === undefined || !isContainer(parent.value) || parent.value.shape !== undefined) return undefined
  const { parts } = value.template
  let text = ''
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else {
      const target = part.kind === 'reference' ? plainTarget(parent, part) : undefined
      if (target === undefined || parts.length === 1) return target
      if (isContainer(target.value)) return undefined
      text += pythonText(target.value)
      if (text.length > LONG_TEXT) return undefined
    }
  }
  return new EvaluationNode(madeText(text, value.origin), node.id, parent, true)
}

/** What a reference leads to when there is nothing to evaluate or to refuse on the way. */
function plainTarget(home: EvaluationNode, { dots, path }: Reference): EvaluationNode | undefined {
  let at = startOfReference(home, dots)
  for (const part of path) {
    if (at === undefined || at.isResult || at.value.kind !== 'map') return undefined
    at = at.named(part)
    if (at?.value.kind === 'interpolation') at = at.answer
    else if (at?.value.kind === 'missing') return undefined
  }
  for (let up: EvaluationNode | undefined = home; up !== undefined; up = up.parent) if (up === at) return undefined
  return at
}
