import { existsSync } from 'node:fs'
import {
  type Composed,
  composeJob,
  HydraconfError,
  jobOverridesOf,
  raise,
  refuseOtherControllers,
  setting,
  toYaml,
} from '@hydraconf/core'
import { configureLogging } from '../logging/configure.js'
import type { JobReturn } from '../run/job-return.js'
import { outputDir, planRun } from '../run/output-files.js'
import { runJob } from '../run/run-job.js'
import { makeDirectory, removeDrafts, writeWhole } from '../write-file.js'
import { basicLauncher } from './basic-launcher.js'
import type { DirectoryLock } from './directory-lock.js'
import { Interruption, resumeAdvice, SweepInterrupted, untilInterrupted } from './interruption.js'
import { jobFacts } from './job-facts.js'
import { shownOverrides } from './job-text.js'
import { Journal, type JournalContent, journalPath } from './journal.js'
import { launchContext } from './launch-context.js'
import type { LaunchContext, Launcher, SweepJob } from './launcher.js'
import { jobsCollide, sweepHasChanged } from './messages.js'
import { type Sweep, shownDir } from './sweep.js'
import { takeLock, whenQuiet } from './sweep-lock.js'
import type { NextJob } from './sweeper.js'

/** A job that is not composed yet. */
type PlannedJob = Pick<SweepJob, 'number' | 'overrides'>

/** Launches batch after batch, and remembers what is common to them. */
export class Driver {
  private journal: Journal | undefined
  private lock: DirectoryLock | undefined
  private next = 0
  private readonly claimed = new Map<string, SweepJob>()
  /** Directories that more than one job has. */
  private readonly shared = new Set<string>()
  private clashes = 0
  private readonly shownDir: string

  constructor(
    private readonly sweep: Sweep,
    private readonly launcher: Launcher,
    private readonly sweepDir: string,
  ) {
    this.shownDir = shownDir(sweepDir, sweep.host)
  }

  launch(batch: Iterable<readonly string[]>): Promise<readonly JobReturn[]> {
    return this.launchJobs(this.numbered(batch))
  }

  /** Jobs that an earlier run began, by their numbers. */
  launchAgain(numbers: readonly number[]): Promise<readonly JobReturn[]> {
    const { jobs } = this.sweep.earlier!
    return this.launchJobs(numbers.map((number) => ({ number, overrides: jobs.get(number)!.overrides })))
  }

  private *numbered(batch: Iterable<readonly string[]>): Generator<PlannedJob> {
    for (const overrides of batch) yield { number: this.next++, overrides }
  }

  private async launchJobs(batch: Iterable<PlannedJob>): Promise<readonly JobReturn[]> {
    const { composed, logging, earlier } = this.sweep
    const jobs = this.preparedOrLeft(batch)
    await this.open()
    const todo = jobs.filter(({ number }) => earlier?.jobs.get(number)?.status !== 'completed')
    this.logAsHydra()
    if (todo.length < jobs.length) {
      const log = logging.logger('hydraconf.sweep')
      const done = jobs.length - todo.length
      log.info(
        todo.length > 0 ? `${done} of ${jobs.length} jobs are done already` : `All ${done} jobs are done already`,
      )
    }
    const ran = new Map<number, JobReturn>()
    const interruption = new Interruption(this.launcher !== basicLauncher)
    try {
      const isDone = todo.length === 0 && jobs.length > 0
      const results = isDone ? [] : await this.launcher.launch(todo, this.context(interruption.signal))
      for (const [at, job] of todo.entries()) ran.set(job.number, results[at]!)
    } finally {
      interruption.close()
    }
    if (interruption.signal.aborted) throw new SweepInterrupted(this.shownDir)
    return jobs.map((job) => ran.get(job.number) ?? this.doneEarlier(job, composed))
  }

  numberFrom(number: number): void {
    this.next = number
  }

  nextJob(overrides: readonly string[], ahead: number): NextJob {
    const composed = this.composeJob(this.next + ahead, overrides)
    return { overrides, composed, dir: outputDir(composed, this.sweep.environment.facts.cwd, 'job') }
  }

  close(): void {
    this.journal?.close()
    this.lock?.release()
  }

  /** The sweep directory with `multirun.yaml` and the journal, once the first jobs are known to be right. */
  private async open(): Promise<void> {
    if (this.journal !== undefined) return
    const { start, earlier, host, launcher } = this.sweep
    makeDirectory(this.sweepDir)
    if (earlier === undefined) {
      this.lock = takeLock(this.sweepDir, this.shownDir, start.allowCollisions)
      await whenQuiet(this.sweepDir, host)
    }
    removeDrafts(this.sweepDir)
    this.journal =
      earlier === undefined ? Journal.start(this.sweepDir, start) : Journal.resume(this.sweepDir, start, launcher)
    // With another launcher it is still the sweep that was started.
    if (launcher === undefined) this.writeConfig()
  }

  /** A sweep with a job that does not compose leaves what Hydra leaves of it: `multirun.yaml`, and nothing to go on with. */
  private preparedOrLeft(batch: Iterable<PlannedJob>): readonly SweepJob[] {
    try {
      return this.prepared(batch)
    } catch (error) {
      const isOurs = error instanceof HydraconfError && error.code === 'jobs-collide'
      if (!isOurs && this.journal === undefined && !existsSync(journalPath(this.sweepDir))) {
        makeDirectory(this.sweepDir)
        this.writeConfig()
      }
      throw error
    }
  }

  private writeConfig(): void {
    const { config, dialect } = this.sweep.composed.masked
    writeWhole(`${this.sweepDir}/multirun.yaml`, toYaml(config, { dialect }))
  }

  /** Composes every job, so that none starts before all are known to be right. */
  private prepared(batch: Iterable<PlannedJob>): readonly SweepJob[] {
    const { environment, earlier, start } = this.sweep
    const jobs: SweepJob[] = []
    for (const { number, overrides } of batch) {
      const composed = this.composeJob(number, overrides)
      const dir = outputDir(composed, environment.facts.cwd, 'job')
      const shown = composed.masking?.overrideTexts(overrides)
      const job: SweepJob = { number, overrides, ...(shown === undefined ? {} : { shown }), dir }
      refuseChanged(job, earlier)
      jobs.push(job)
      this.claim(job)
    }
    if (this.clashes === 0) return jobs
    if (!start.allowCollisions) this.refuseClashes(jobs)
    return jobs.map((job) => (this.shared.has(job.dir) ? { ...job, isShared: true } : job))
  }

  private claim(job: SweepJob): void {
    if (this.claimed.has(job.dir)) {
      this.clashes++
      this.shared.add(job.dir)
    } else this.claimed.set(job.dir, job)
  }

  private refuseClashes(jobs: readonly SweepJob[]): void {
    const second = jobs.find((job) => this.claimed.get(job.dir) !== job)!
    const first = this.claimed.get(second.dir)!
    throw raise(
      jobsCollide({
        dir: second.dir,
        first: describeJob(first),
        second: describeJob(second),
        more: this.clashes - 1,
      }),
    )
  }

  private composeJob(number: number, overrides: readonly string[]): Composed {
    const { environment, configName, composed } = this.sweep
    const job = composeJob(environment, configName, jobOverridesOf(composed).hydra, number, overrides)
    refuseOtherControllers(composed, job)
    return job
  }

  private context(signal: AbortSignal): LaunchContext {
    return launchContext(this.sweep, { sweepDir: this.sweepDir, journal: this.journal!, signal }, (job) =>
      this.runHere(job),
    )
  }

  private async runHere(job: SweepJob): Promise<JobReturn> {
    const { environment, task, host } = this.sweep
    const plan = planRun(this.composeJob(job.number, job.overrides), environment, 'job')
    const journal = this.journal!
    journal.begun(job)
    const result = await runJob(plan, task, {
      ...this.sweep,
      settled: (how) => journal.done(job, how),
      whileWaiting: (promise) => untilInterrupted(promise, () => host.err(`${resumeAdvice(this.shownDir)}\n`)),
    })
    this.logAsHydra()
    return result
  }

  private doneEarlier(job: SweepJob, composed: Composed): JobReturn {
    const record = this.sweep.earlier?.jobs.get(job.number)
    const facts = jobFacts(job, { workingDir: job.dir, taskName: String(setting(composed, 'hydra.job.name')) })
    return { ...facts, status: 'completed', value: record?.value }
  }

  private logAsHydra(): void {
    const { composed, logging, host } = this.sweep
    configureLogging(logging, setting(composed, 'hydra.hydra_logging'), setting(composed, 'hydra.verbose'), host)
  }
}

function describeJob(job: SweepJob): string {
  return `#${job.number} : ${shownOverrides(job).join(' ')}`
}

/** A sweep that is taken up again has to be the one that was begun. */
function refuseChanged(job: SweepJob, earlier: JournalContent | undefined): void {
  const record = earlier?.jobs.get(job.number)
  if (record === undefined || record.overrides.join('\n') === job.overrides.join('\n')) return
  const was = shownOverrides(record).join(' ')
  throw raise(sweepHasChanged({ index: job.number, was, is: shownOverrides(job).join(' ') }))
}
