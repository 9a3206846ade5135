import type { Complaint } from '@hydraconf/core'

export const unknownDevice = (name: string, known: readonly string[]): Complaint => ({
  type: 'ConfigValueError',
  code: 'unknown-device',
  message: `'${name}' is no device that is known here.`,
  advice: `There are cpu, ${known.join(', ')}; any other GPU is named by its compute capability: --gpu cc=8.6.`,
})
