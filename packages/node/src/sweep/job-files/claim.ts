import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { notWritten } from '../../messages.js'
import { ownProcess, type ProcessName, stateOf } from '../../process-id.js'
import { reason } from '../../system-error.js'
import { makeDirectory } from '../../write-file.js'
import type { SweepJob } from '../launcher.js'
import { claimFolder } from './job-file.js'

/**
 * The right to run a job, although it may be delivered more than once: a folder `.claim/ATTEMPT` in its directory (of several
 * jobs there `.claim/job.NUMBER/ATTEMPT`), which only one process can make. A later attempt takes the right away from an earlier one; that one finds out when it looks.
 */
export class Claim {
  private readonly beating: NodeJS.Timeout

  private constructor(
    private readonly folder: string,
    private readonly attempt: number,
  ) {
    this.beating = setInterval(() => this.beat(), BEAT)
    this.beating.unref()
  }

  /** Undefined: this very attempt has been delivered already. @throws HydraException where nothing can be written */
  static take(job: SweepJob, attempt: number): Claim | undefined {
    const folder = claimFolder(job)
    const path = join(folder, String(attempt))
    makeDirectory(folder)
    try {
      mkdirSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
      throw raise(notWritten({ path, why: reason(error) }), undefined, error)
    }
    writeFileSync(join(path, 'process'), ownProcess())
    return new Claim(folder, attempt)
  }

  /** Whether no later attempt has been claimed. */
  isLatest(): boolean {
    return claimsIn(this.folder).every((attempt) => attempt <= this.attempt)
  }

  /** Whether an earlier attempt may still be at work. */
  hasLivingPredecessor(): boolean {
    return claimsIn(this.folder).some(
      (attempt) => attempt < this.attempt && isAlive(join(this.folder, String(attempt))),
    )
  }

  release(): void {
    clearInterval(this.beating)
  }

  private beat(): void {
    try {
      const now = new Date()
      utimesSync(join(this.folder, String(this.attempt)), now, now)
    } catch {
      // The directory was taken away; the result will not be written either.
    }
  }
}

/** Milliseconds between two signs of life, and without one until a process elsewhere counts as gone. */
const BEAT = 5000
const SILENCE = 30_000

/** Whether somebody is at work on a job, as far as can be seen from here. */
export function isAtWork(job: SweepJob): boolean {
  const folder = claimFolder(job)
  return claimsIn(folder).some((attempt) => isAlive(join(folder, String(attempt))))
}

/** The processes on this machine that are at work on a job. */
export function processesAt(job: SweepJob): readonly ProcessName[] {
  const folder = claimFolder(job)
  return claimsIn(folder)
    .map((attempt) => nameIn(join(folder, String(attempt))))
    .filter((name) => name !== undefined && stateOf(name) === 'running') as readonly ProcessName[]
}

function nameIn(path: string): ProcessName | undefined {
  try {
    return readFileSync(join(path, 'process'), 'utf8')
  } catch {
    return undefined
  }
}

/** The attempts of a job that were claimed. */
export function attemptsOf(job: SweepJob): readonly number[] {
  return claimsIn(claimFolder(job))
}

function claimsIn(folder: string): readonly number[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  } catch {
    return []
  }
}

/** Of a process on this machine the system knows; of one elsewhere its signs of life. */
function isAlive(path: string): boolean {
  try {
    const state = stateOf(readFileSync(join(path, 'process'), 'utf8'))
    return state === 'elsewhere' ? Date.now() - statSync(path).mtimeMs < SILENCE : state === 'running'
  } catch {
    // Killed before it wrote its name, or about to.
    return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < SILENCE
  }
}
