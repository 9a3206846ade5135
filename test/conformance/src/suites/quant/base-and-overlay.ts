import { applyOverlay, type Dict, formatsOf, type ModelOpt, OVERLAYS } from '@hydraconf/quant'
import type { Case } from '../../suite.js'

/** The two configs that a case is about: a format (`NAME`, of 0.40.0, or `NAME@main`) and the same with an overlay. */
export function baseAndOverlay(testCase: Case): {
  readonly modelopt: ModelOpt
  readonly base: Dict
  readonly merged: Dict
} {
  const [name, release] = (testCase.format as string).split('@') as [string, ModelOpt | undefined]
  const base = formatsOf(release ?? '0.40.0').get(name)!.config
  const overlay = OVERLAYS.find((each) => each.name === testCase.overlay)!
  return { modelopt: testCase.modelopt as ModelOpt, base, merged: applyOverlay(base, overlay.overrides) }
}
