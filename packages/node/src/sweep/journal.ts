import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { notWritten } from '../messages.js'
import { ownProcess, type ProcessName } from '../process-id.js'
import type { JobReturn } from '../run/job-return.js'
import { reason } from '../system-error.js'
import { makeDirectory, writeWhole } from '../write-file.js'
import { JobLost } from './job-lost.js'
import { shownOverrides } from './job-text.js'
import { jsonLines } from './json-lines.js'
import type { Submission, SweepJob } from './launcher.js'
import { ownProgram } from './own-program.js'
import { keepJob, keepStart } from './private-overrides.js'
import type { SweepStart } from './sweep-start.js'

/** What the journal says of one job. */
export interface JobRecord {
  readonly overrides: readonly string[]
  /** The same as they may be shown, where those are others. */
  readonly shown?: readonly string[] | undefined
  /** Who began it; more than one where a process was slow to notice that its sweep is gone. */
  readonly processes: readonly ProcessName[]
  readonly status: 'submitted' | 'begun' | 'completed' | 'failed' | 'cancelled'
  readonly value?: unknown
  /** The engine that was given it last. */
  readonly submission?: Submission | undefined
  /** Its output directory. */
  readonly dir?: string | undefined
  /** Milliseconds since 1970: when it was begun last, and done. */
  readonly begunAt?: number | undefined
  readonly doneAt?: number | undefined
  /** What went wrong, in a line. */
  readonly error?: string | undefined
}

/** A journal read back. */
export interface JournalContent {
  readonly start: SweepStart
  /** How many jobs were planned so far; as many as were given away or begun, in a journal of before. */
  readonly planned: number
  /** Who drove the sweep, the last one last. */
  readonly drivers: readonly DriverRecord[]
  readonly jobs: ReadonlyMap<number, JobRecord>
}

/** Who drove a sweep, and how it was started. */
export interface DriverRecord {
  readonly process: ProcessName
  /** The words behind `node` that start the program; a journal of before has none. */
  readonly program?: readonly string[] | undefined
  /** The overrides that chose another launcher than that of the start. */
  readonly launcher?: readonly string[] | undefined
}

type Line =
  | { readonly kind: 'sweep'; readonly start: SweepStart }
  | ({ readonly kind: 'driver' } & DriverRecord)
  | {
      readonly kind: 'begun'
      readonly job: number
      readonly overrides: readonly string[]
      readonly process: ProcessName
      readonly dir?: string
      readonly at?: number
    }
  | { readonly kind: 'planned'; readonly jobs: number }
  | { readonly kind: 'cancelled'; readonly job: number }
  | ({ readonly kind: 'submitted'; readonly job: number; readonly overrides: readonly string[] } & Submission)
  | {
      readonly kind: 'completed' | 'failed'
      readonly job: number
      readonly value?: unknown
      readonly error?: string
      readonly at?: number
    }

/**
 * What happened to the jobs of a sweep, a line of JSON for each event, written at the moment it happens. The process may
 * be killed anywhere: a line that was not written whole does not count, and the next one begins on a line of its own.
 * Several processes may write into one journal: each line is one append. Who has the lock of the directory drives it.
 */
export class Journal {
  private file: number | undefined
  /** When it was last seen that the file is there still. */
  private seenAt = 0

  constructor(
    private readonly dir: string,
    private readonly start: SweepStart,
  ) {}

  /** A new journal in place of whatever was there. */
  static start(dir: string, start: SweepStart): Journal {
    keepStart(dir, start.shown === undefined ? undefined : start.overrides)
    writeWhole(journalPath(dir), startLine(start))
    return Journal.resume(dir, start)
  }

  /** The journal that is there: we run the sweep from here on, by the launcher of the start unless told. */
  static resume(dir: string, start: SweepStart, launcher?: readonly string[]): Journal {
    const journal = new Journal(dir, start)
    journal.append({ kind: 'driver', process: ownProcess(), program: ownProgram(), launcher })
    return journal
  }

  /** So many jobs are known to be right, those of earlier batches among them. */
  planned(jobs: number): void {
    this.append({ kind: 'planned', jobs })
  }

  begun(job: SweepJob): void {
    const { number, dir } = job
    this.append({ kind: 'begun', job: number, overrides: this.kept(job), process: ownProcess(), dir, at: Date.now() })
  }

  submitted(job: SweepJob, { engine, id }: Submission): void {
    this.append({ kind: 'submitted', job: job.number, overrides: this.kept(job), engine, id })
  }

  /** What is sensitive in the overrides of a job is kept apart. */
  private kept(job: SweepJob): readonly string[] {
    if (job.shown !== undefined) {
      makeDirectory(this.dir)
      keepJob(this.dir, job.number, job.overrides)
    }
    return shownOverrides(job)
  }

  done({ number }: SweepJob, how: JobReturn): void {
    const value = how.status === 'completed' ? plainValue(how.value) : undefined
    const error = how.status === 'failed' ? causeOf(how.error) : undefined
    const told = { ...(value === undefined ? {} : { value }), ...(error === undefined ? {} : { error }) }
    this.append({ kind: how.status, job: number, ...told, at: Date.now() })
  }

  /** Nothing of the job runs any more, or will: it was taken back. */
  cancelled({ number }: SweepJob): void {
    this.append({ kind: 'cancelled', job: number })
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file)
    this.file = undefined
  }

  /** Where the directory was removed in the middle of the sweep, the journal starts again with what is done from now on. */
  private opened(path: string): number {
    makeDirectory(this.dir)
    const file = openSync(path, 'a')
    if (fstatSync(file).size === 0) writeSync(file, startLine(this.start))
    return file
  }

  private append(line: Line): void {
    const path = journalPath(this.dir)
    try {
      const now = Date.now()
      // Of very many lines in one millisecond the first looks.
      if (this.file !== undefined && now !== this.seenAt && !isAt(this.file, path)) this.close()
      this.seenAt = now
      this.file ??= this.opened(path)
      // The break in front ends a line that a killed process left half written.
      writeSync(this.file, `\n${JSON.stringify(line)}\n`)
    } catch (error) {
      throw raise(notWritten({ path, why: reason(error) }), undefined, error)
    }
  }
}

function startLine(start: SweepStart): string {
  const { shown, ...told } = start
  const kept: SweepStart = shown === undefined ? told : { ...told, overrides: shown, shown }
  return `${JSON.stringify({ kind: 'sweep', start: kept } satisfies Line)}\n`
}

/** Whether an open file is the one of this name still. */
function isAt(file: number, path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false })
  return there !== undefined && there.ino === fstatSync(file).ino
}

/** What the journal of a sweep directory says; undefined when there is none. */
export function readJournal(dir: string): JournalContent | undefined {
  let start: SweepStart | undefined
  let planned = 0
  const drivers: DriverRecord[] = []
  // Changed in place while they are read: there may be a hundred thousand.
  const jobs = new Map<number, Mutable<JobRecord>>()
  for (const line of jsonLines<Line>(journalPath(dir))) {
    switch (line.kind) {
      case 'sweep':
        start = line.start
        break
      case 'driver': {
        const { kind, ...driver } = line
        drivers.push(driver)
        break
      }
      case 'planned':
        planned = Math.max(planned, line.jobs)
        break
      case 'submitted':
      case 'begun': {
        let job = jobs.get(line.job)
        if (job === undefined) {
          job = { overrides: line.overrides, processes: [], status: 'submitted' }
          jobs.set(line.job, job)
        }
        if (line.kind === 'submitted') submit(job, line)
        else begin(job, line)
        break
      }
      default: {
        // Without its beginning the directory of the job was taken away from under it.
        const job = jobs.get(line.job)
        if (job !== undefined) end(job, line)
      }
    }
  }
  return start === undefined ? undefined : { start, planned: Math.max(planned, jobs.size), drivers, jobs }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }
type LineOf<Kind extends Line['kind']> = Extract<Line, { readonly kind: Kind }>

function submit(job: Mutable<JobRecord>, { engine, id }: LineOf<'submitted'>): void {
  if (job.status === 'cancelled') job.status = 'submitted'
  job.submission = { engine, id }
}

function begin(job: Mutable<JobRecord>, { overrides, process, dir, at }: LineOf<'begun'>): void {
  // What is completed stays so, whoever comes late.
  if (job.status === 'completed') return
  job.overrides = overrides
  job.processes = job.processes.length === 0 ? [process] : [...job.processes, process]
  job.status = 'begun'
  job.dir = dir
  job.begunAt = at
}

function end(job: Mutable<JobRecord>, line: LineOf<'completed' | 'failed' | 'cancelled'>): void {
  // Who gave a job up, or took it back, may have been wrong.
  if (job.status === 'completed' && line.kind !== 'completed') return
  if (line.kind === 'cancelled') {
    if (job.status === 'failed') return
    job.status = 'cancelled'
    job.submission = undefined
    return
  }
  job.status = line.kind
  job.value = line.value
  job.error = line.error
  job.doneAt = line.at
}

export function journalPath(dir: string): string {
  return join(dir, '.journal.jsonl')
}

/** What went wrong, in words that all jobs of the same fate share. */
function causeOf(error: unknown): string {
  const text = error instanceof JobLost ? error.how : String(error)
  return text.split('\n', 1)[0]!.slice(0, LONGEST_LINE)
}

const LONGEST_LINE = 500
const LONGEST_VALUE = 32_768

/** A return value that can be kept; undefined for one that is no JSON, or too long. */
function plainValue(value: unknown): unknown {
  try {
    const text = JSON.stringify(value)
    return text === undefined || text.length > LONGEST_VALUE ? undefined : value
  } catch {
    return undefined
  }
}
