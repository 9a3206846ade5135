import type { Complaint } from '@hydraconf/core'

export const notSafetensors = (file: string, why: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'not-safetensors',
  message: `${file} is no safetensors file: ${why}.`,
})
