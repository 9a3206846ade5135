import { type Dict, equalLiteral, isDict, isList, sameSteps, stepsOf } from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'
import { baseAndOverlay } from './base-and-overlay.js'
import { releaseOf } from './release-of.js'

export const answer = (testCase: Case): Answer => {
  const { modelopt } = releaseOf(testCase)
  const { base, merged } = baseAndOverlay(testCase)
  const identical = equalLiteral(base, merged)
  const newKeys = keysOf(merged).filter((key) => !keysOf(base).includes(key))
  const known = { identical_to_base: identical, new_keys: newKeys }
  const effective = validSteps(merged, modelopt)
  if (effective === undefined) return { expect: { ...known, valid: false } }
  const before = validSteps(base, modelopt)
  const equal = before !== undefined && sameSteps(before, effective, modelopt)
  return { expect: { ...known, valid: true, equal_after_validation: equal } }
}

/** What shows only when a config is applied to a model is no matter of validation. */
function validSteps(config: Dict, modelopt: string) {
  const { steps, problems } = stepsOf(config, modelopt)
  return problems.every(({ when }) => when === 'applied') ? steps : undefined
}

function keysOf(config: Dict): readonly string[] {
  const quantCfg = config.get('quant_cfg') ?? null
  if (isDict(quantCfg)) return quantCfg.keys().map(String)
  return isList(quantCfg) ? quantCfg.map((entry) => (isDict(entry) ? String(entry.get('quantizer_name')) : '')) : []
}
