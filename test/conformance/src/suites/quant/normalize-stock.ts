import { fromTypedJson, normalizeStock, toTypedJson } from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'

export const answer = (testCase: Case): Answer => ({
  expect: { ok: normalizeStock(fromTypedJson(testCase.input), '0.46.1').map(toTypedJson) },
})
