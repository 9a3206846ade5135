import type { Complaint } from '@hydraconf/core'

export const notInConfig = (key: string): Complaint => ({
  type: 'ConfigKeyError',
  code: 'no-format-in-config',
  message: `The composed config has no '${key}'.`,
  advice: 'Compose a config that chooses a quant_pair, or say where it is.',
})
