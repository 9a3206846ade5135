import { closeSync } from 'node:fs'
import type { JobReturn } from '../run/job-return.js'
import { REPEATS } from './job-files/hand-over.js'
import { openOutput } from './job-files/job-output.js'
import { type JobPointer, pointerText, readOrder } from './job-files/orders.js'
import { readResult } from './job-files/result-file.js'
import { JOB_VARIABLE } from './job-message.js'
import { Stopping } from './stopping.js'

export interface HandedRun {
  /** Aborted when the job shall end before it is done. */
  readonly signal: AbortSignal
  /** Seconds that it may take. */
  readonly timeout?: number | undefined
}

/** What came of a job that was run for somebody else. */
export interface HandedReturn {
  /** `#3 of /sweep` */
  readonly name: string
  /** Undefined where it left none: it was ended, or somebody else has it. */
  readonly result: JobReturn | undefined
  /** How its process ended, where that was not in order. */
  readonly how: string | undefined
}

/**
 * Runs a job that was handed over, as a worker does who was given its pointer: the program of the sweep as a process of its own, which goes
 * on if the worker dies. What it prints goes into `job.out`.
 *
 * @throws HydraException where the order cannot be read
 */
export async function runHandedJob(pointer: JobPointer, { signal, timeout }: HandedRun): Promise<HandedReturn> {
  const { job, program, start, sweepDir } = readOrder(pointer)
  const out = openOutput(job, Math.floor(pointer.attempt / REPEATS))
  // Taken when it is needed: Node loads its network with it.
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(process.execPath, program, {
    env: { ...process.env, [JOB_VARIABLE]: pointerText(pointer) },
    cwd: start.cwd,
    stdio: ['ignore', out, out],
    // Ctrl-C in the terminal of the worker is for the worker.
    detached: true,
  })
  closeSync(out)
  const stopping = new Stopping(child, signal, timeout)
  const ended = await new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(`could not be started: ${error.message}`))
    child.on('close', (code, name) =>
      resolve(name !== null ? `was ended by ${name}` : code === 0 ? undefined : `ended with exit code ${code}`),
    )
  })
  stopping.end()
  const how = stopping.isLate ? `took longer than ${timeout} s and was ended` : ended
  return { name: `#${job.number} of ${sweepDir}`, result: readResult(job, start), how }
}
