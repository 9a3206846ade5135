import type { Complaint } from '@hydraconf/core'
import type { Literal } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'
import type { Problem } from '../validity/attributes.js'

export const notQuantCfg = (got: Literal): Complaint => ({
  type: 'ConfigValueError',
  code: 'not-quant-cfg',
  message: `${pythonLiteral(got)} is no quant_cfg: it must be a mapping of patterns, or a list of entries.`,
})

export const invalidQuantCfg = (problem: Problem): Complaint => ({
  type: 'ValidationError',
  code: problem.rule,
  message: `${problem.path.map((part) => pythonLiteral(part)).join(' > ')}: ${problem.message}.`,
})

export const notExpressible = (at: number, why: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'not-expressible-as-dict',
  message: `Entry ${at} of quant_cfg cannot be written in the dict style: ${why}.`,
})
