import { type Dict, equalLiteral, type Literal, type Step, stepsOf } from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'
import { baseAndOverlay } from './base-and-overlay.js'

export const answer = (testCase: Case): Answer => {
  const { modelopt, base, merged } = baseAndOverlay(testCase)
  const identical = equalLiteral(base, merged)
  const newKeys = keysOf(merged).filter((key) => !keysOf(base).includes(key))
  const known = { identical_to_base: identical, new_keys: newKeys }
  const effective = stepsOrUndefined(merged, modelopt)
  if (effective === undefined) return { expect: { ...known, valid: false } }
  const before = stepsOrUndefined(base, modelopt)
  const equal = before !== undefined && sameSteps(before, effective)
  return { expect: { ...known, valid: true, equal_after_validation: equal } }
}

function stepsOrUndefined(config: Dict, modelopt: Parameters<typeof stepsOf>[1]): readonly Step[] | undefined {
  try {
    const { steps, problems } = stepsOf(config, modelopt)
    return problems.length === 0 ? steps : undefined
  } catch {
    return undefined
  }
}

function sameSteps(a: readonly Step[], b: readonly Step[]): boolean {
  return a.length === b.length && a.every((step, at) => equalLiteral(literalOf(step), literalOf(b[at]!)))
}

const literalOf = (step: Step): Literal => [
  step.pattern,
  step.parentClass ?? null,
  (step.attributes ?? null) as Literal,
  step.enable ?? true,
]

const keysOf = (config: Dict): readonly string[] => (config.get('quant_cfg') as Dict).keys().map(String)
