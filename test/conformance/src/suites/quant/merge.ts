import { applyOverlay, fromTypedJson, type TypedJson, toTypedJson } from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'

export const answer = (testCase: Case): Answer => {
  const { base, overrides } = testCase as unknown as { base: TypedJson; overrides: TypedJson }
  return { expect: { ok: toTypedJson(applyOverlay(fromTypedJson(base), fromTypedJson(overrides))) } }
}
