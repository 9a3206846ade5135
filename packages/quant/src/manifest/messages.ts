import type { Complaint } from '@hydraconf/core'

export const notReplayable = (why: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'manifest-not-replayable',
  message: `This manifest cannot be replayed: ${why}.`,
})
