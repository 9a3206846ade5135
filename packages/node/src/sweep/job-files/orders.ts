import {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { removeDrafts } from '../../drafts.js'
import { notWritten, orderNotRead } from '../../messages.js'
import { reason } from '../../system-error.js'
import { makeDirectory, writeWhole } from '../../write-file.js'
import type { JobOrder, SweepJob } from '../launcher.js'
import { OWNER } from '../private-overrides.js'

/** What the jobs of a batch have in common. */
export type CommonOrder = Omit<JobOrder, 'job'>

/** Which job of which batch, and how often it was handed over before: all that an engine carries. */
export interface JobPointer {
  /** `SWEEP/.launch/BATCH` */
  readonly batch: string
  /** Its place in the batch, from 0; not its number. */
  readonly index: number
  readonly attempt: number
}

/**
 * Writes what the jobs of a batch need to run elsewhere: `order.json`, `jobs.jsonl` with a line for each, and where each line
 * begins. Gives the folder. Where a job sets sensitive keys, its owner alone can read the file. Memory is needed for one job at a time.
 *
 * @throws HydraException where it cannot be written
 */
export function writeOrders(sweepDir: string, common: CommonOrder, jobs: Iterable<SweepJob>): string {
  const batch = newBatch(join(sweepDir, '.launch'))
  const path = join(batch, 'jobs.jsonl')
  try {
    writeJobs(path, jobs)
  } catch (error) {
    throw raise(notWritten({ path, why: reason(error) }), undefined, error)
  }
  // The last: with it the batch is whole.
  writeWhole(join(batch, 'order.json'), JSON.stringify(common))
  return batch
}

/** Takes away what starters of the sweep that were killed left half-written in its batches. */
export function removeBatchDrafts(sweepDir: string): void {
  const launch = join(sweepDir, '.launch')
  for (const batch of existsSync(launch) ? readdirSync(launch) : []) removeDrafts(join(launch, batch))
}

/** The order that a pointer points to. @throws HydraException where it is not there, or damaged */
export function readOrder({ batch, index }: Pick<JobPointer, 'batch' | 'index'>): JobOrder {
  try {
    const common = JSON.parse(readFileSync(join(batch, 'order.json'), 'utf8')) as CommonOrder
    return { ...common, job: readJob(join(batch, 'jobs.jsonl'), index) }
  } catch (error) {
    throw raise(orderNotRead({ batch, index, why: reason(error) }), undefined, error)
  }
}

/**
 * As a variable carries it: `3:0:/sweep/.launch/1`. No quoting is ever needed. An index may be words in the language of an engine
 * that fills it in itself.
 */
export function pointerText(pointer: Omit<JobPointer, 'index'> & { readonly index: number | string }): string {
  const { index, attempt, batch } = pointer
  return `${index}:${attempt}:${batch}`
}

/** Undefined for a text that is no pointer. */
export function readPointer(text: string): JobPointer | undefined {
  const [, index, attempt, batch] = /^(\d+):(\d+):(.+)$/s.exec(text) ?? []
  return batch === undefined ? undefined : { index: Number(index), attempt: Number(attempt), batch }
}

/** Folders are numbered; of several coordinators each has its own. */
function newBatch(launch: string): string {
  makeDirectory(launch)
  for (let number = firstFree(launch); ; number++) {
    const batch = join(launch, String(number))
    try {
      mkdirSync(batch)
      return batch
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw raise(notWritten({ path: batch, why: reason(error) }), undefined, error)
    }
  }
}

/** A number behind those that are there, found in few looks: a sweep of very many jobs has thousands of them. */
function firstFree(launch: string): number {
  const isThere = (number: number): boolean => existsSync(join(launch, String(number)))
  let free = 1
  while (isThere(free)) free *= 2
  let taken = Math.floor(free / 2)
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2)
    if (isThere(middle)) taken = middle
    else free = middle
  }
  return free
}

const CHUNK = 1 << 16
/** Where a line begins: a number of 8 bytes for each. */
const WIDTH = 8

function writeJobs(path: string, jobs: Iterable<SweepJob>): void {
  const lines = openSync(path, 'w')
  const index = openSync(`${path}.index`, 'w')
  let at = 0
  let waiting: Buffer[] = []
  let begins: bigint[] = []
  const flush = (): void => {
    writeSync(lines, Buffer.concat(waiting))
    writeSync(index, Buffer.from(BigUint64Array.from(begins).buffer))
    waiting = []
    begins = []
  }
  let size = 0
  for (const job of jobs) {
    if (job.shown !== undefined) fchmodSync(lines, OWNER)
    const line = Buffer.from(`${JSON.stringify(job)}\n`)
    begins.push(BigInt(at))
    waiting.push(line)
    at += line.length
    size += line.length
    if (size > CHUNK) {
      flush()
      size = 0
    }
  }
  flush()
  closeSync(lines)
  closeSync(index)
}

function readJob(path: string, index: number): SweepJob {
  const beginnings = openSync(`${path}.index`, 'r')
  const lines = openSync(path, 'r')
  try {
    const ends = Buffer.alloc(2 * WIDTH)
    const read = readSync(beginnings, ends, 0, 2 * WIDTH, index * WIDTH)
    if (read < WIDTH) throw new Error('there is no such job')
    const begin = Number(ends.readBigUInt64LE(0))
    const end = read === 2 * WIDTH ? Number(ends.readBigUInt64LE(WIDTH)) : fstatSync(lines).size
    const line = Buffer.alloc(end - begin)
    readSync(lines, line, 0, line.length, begin)
    return JSON.parse(line.toString('utf8')) as SweepJob
  } finally {
    closeSync(beginnings)
    closeSync(lines)
  }
}
