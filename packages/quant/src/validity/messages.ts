import type { Complaint } from '@hydraconf/core'
import type { Literal } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'
import type { Problem } from './attributes.js'

export const notQuantCfg = (got: Literal): Complaint => ({
  type: 'ValidationError',
  code: 'not-quant-cfg',
  message: `${pythonLiteral(got)} is no quant_cfg: it must be a list of entries, each with a quantizer_name, or a mapping of patterns.`,
})

export const invalidQuantCfg = (problem: Problem): Complaint => ({
  type: problem.when === 'applied' && problem.rule !== 'unknown-attribute' ? 'ConfigValueError' : 'ValidationError',
  code: problem.rule,
  message: `${problem.path.map((part) => pythonLiteral(part)).join(' > ')}: ${problem.message}.`,
})
