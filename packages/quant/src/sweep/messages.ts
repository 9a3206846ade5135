import type { Complaint } from '@hydraconf/core'

export const runResultLine = (file: string, line: number): Complaint => ({
  type: 'ConfigValueError',
  code: 'seen-line',
  message: `${file}:${line}: this is no result of a job.`,
  advice: 'packages/quant/hardware/run_jobs.py writes one JSON object a line, with pair and overlay.',
})
