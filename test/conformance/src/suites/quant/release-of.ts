import { type Release, releaseNamed } from '@hydraconf/quant'
import type { Case } from '../../suite.js'

/** The release that a case asks. */
export const releaseOf = (testCase: Case): Release => releaseNamed(String(testCase.modelopt))
