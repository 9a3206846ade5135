import { checkAttributes, type Dict, fromTypedJson, type ModelOpt } from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'

export const answer = (testCase: Case): Answer => {
  const attributes = fromTypedJson(testCase.input) as Dict
  return { expect: { valid: checkAttributes(attributes, testCase.modelopt as ModelOpt).problems.length === 0 } }
}
