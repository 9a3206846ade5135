import { checkAttributes, type Dict, fromTypedJson } from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'
import { releaseOf } from './release-of.js'

export const answer = (testCase: Case): Answer => {
  const attributes = fromTypedJson(testCase.input) as Dict
  const { problems } = checkAttributes(attributes, releaseOf(testCase).modelopt)
  return { expect: { valid: problems.length === 0 } }
}
