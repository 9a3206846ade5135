import type { Complaint } from '@hydraconf/core'

export const notExpressible = (at: number, why: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'not-expressible-as-dict',
  message: `Entry ${at} of quant_cfg cannot be written in the dict style: ${why}.`,
})
