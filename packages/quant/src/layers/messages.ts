import type { Complaint } from '@hydraconf/core'

export const notSafetensors = (why: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'not-safetensors',
  message: `This is no safetensors file: ${why}.`,
})
