import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import {
  type Composed,
  composeJob,
  HydraconfError,
  jobOverridesOf,
  raise,
  refuseOtherControllers,
  seededRandom,
  setting,
  settingText,
  sweeperParams,
  toYaml,
} from '@hydraconf/core'
import { configureLogging } from '../logging/configure.js'
import type { NodePlugin } from '../plugin.js'
import { type JobReturn, returnValue } from '../run/job-return.js'
import { outputDir, planRun } from '../run/output-files.js'
import type { Task } from '../run/run.js'
import { type JobContext, runJob } from '../run/run-job.js'
import { makeDirectory, removeDrafts, writeWhole } from '../write-file.js'
import { basicLauncher } from './basic-launcher.js'
import { chosenLauncher, chosenSweeper, settingsOf } from './choose-plugin.js'
import type { DirectoryLock } from './directory-lock.js'
import { Interruption, resumeAdvice, SweepDetached, SweepInterrupted, untilInterrupted } from './interruption.js'
import { jobFacts } from './job-facts.js'
import { handOver } from './job-files/hand-over.js'
import { readResult } from './job-files/result-file.js'
import { shownOverrides } from './job-text.js'
import { Journal, type JournalContent, journalPath } from './journal.js'
import type { JobOrder, LaunchContext, Launcher, SweepJob } from './launcher.js'
import { jobsCollide, sweepHasChanged } from './messages.js'
import { ownProgram } from './own-program.js'
import { takeLock, whenQuiet } from './sweep-lock.js'
import type { SweepStart } from './sweep-start.js'
import type { EarlierJob, NextJob } from './sweeper.js'

/** A sweep to run. */
export interface Sweep extends JobContext {
  /** The config that the sweep is planned by, composed for MULTIRUN. */
  readonly composed: Composed
  readonly task: Task
  readonly plugins: readonly NodePlugin[]
  readonly start: SweepStart
  /** What an earlier run of the same sweep left. */
  readonly earlier: JournalContent | undefined
}

/**
 * Plans and runs a sweep: the sweeper says which jobs, the launcher runs them, batch by batch. Mirrors `Hydra.multirun`.
 *
 * @throws JobFailed for the first job that failed; HydraconfError where a job does not compose or two would collide
 */
export async function runSweep(sweep: Sweep): Promise<void> {
  const { composed, environment, start, plugins } = sweep
  const sweeper = await chosenSweeper(composed, plugins)
  const launcher = await chosenLauncher(composed, plugins)
  const sweepDir = resolve(environment.facts.cwd, settingText(composed, 'hydra.sweep.dir'))
  const random = seededRandom(start.seed)
  const driver = new Driver(sweep, launcher, sweepDir)
  try {
    await sweeper.sweep({
      composed,
      sweepDir,
      env: sweep.host.env,
      settings: settingsOf(composed, 'hydra.sweeper'),
      overrides: jobOverridesOf(composed, random).task,
      params: sweeperParams(composed),
      dialect: composed.dialect,
      optionsOf: (group) => composed.library.options(group, 'config'),
      random,
      log: sweep.logging.logger('hydraconf.sweeper'),
      nextJob: (overrides, ahead) => driver.nextJob(overrides, ahead),
      earlier: earlierJobs(sweep.earlier),
      numberFrom: (number) => driver.numberFrom(number),
      run: (batch) => driver.launch(batch),
      launch: async (batch) => {
        const results = await driver.launch(batch)
        for (const job of results) returnValue(job)
        return results
      },
    })
  } finally {
    driver.close()
  }
}

/** Launches batch after batch, and remembers what is common to them. */
class Driver {
  private journal: Journal | undefined
  private lock: DirectoryLock | undefined
  private next = 0
  private readonly claimed = new Map<string, SweepJob>()
  /** Directories that more than one job has. */
  private readonly shared = new Set<string>()
  private clashes = 0

  constructor(
    private readonly sweep: Sweep,
    private readonly launcher: Launcher,
    private readonly sweepDir: string,
  ) {}

  async launch(batch: Iterable<readonly string[]>): Promise<readonly JobReturn[]> {
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
    if (interruption.signal.aborted) throw new SweepInterrupted(this.shownDir())
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
    const { start, earlier, host } = this.sweep
    makeDirectory(this.sweepDir)
    if (earlier === undefined) {
      this.lock = takeLock(this.sweepDir, this.shownDir(), start.allowCollisions)
      await whenQuiet(this.sweepDir, host)
    }
    removeDrafts(this.sweepDir)
    this.journal = earlier === undefined ? Journal.start(this.sweepDir, start) : Journal.resume(this.sweepDir, start)
    this.writeConfig()
  }

  /** As `--resume` takes it. */
  private shownDir(): string {
    return relative(this.sweep.host.cwd(), this.sweepDir) || '.'
  }

  /** A sweep with a job that does not compose leaves what Hydra leaves of it: `multirun.yaml`, and nothing to go on with. */
  private preparedOrLeft(batch: Iterable<readonly string[]>): readonly SweepJob[] {
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
  private prepared(batch: Iterable<readonly string[]>): readonly SweepJob[] {
    const { environment, earlier, start } = this.sweep
    const jobs: SweepJob[] = []
    for (const overrides of batch) {
      const number = this.next++
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
    const job = composeJob(environment, configName, this.hydraOverrides(), number, overrides)
    refuseOtherControllers(composed, job)
    return job
  }

  private hydraOverrides(): readonly string[] {
    return jobOverridesOf(this.sweep.composed).hydra
  }

  private context(signal: AbortSignal): LaunchContext {
    const { composed, logging, start } = this.sweep
    const journal = this.journal!
    // Jobs ask for no overrides but their own.
    const told = start.shown === undefined ? start : { ...start, overrides: start.shown }
    const program = ownProgram()
    const common = { hydraOverrides: this.hydraOverrides(), start: told, sweepDir: this.sweepDir, program }
    return {
      settings: settingsOf(composed, 'hydra.launcher'),
      sweepDir: this.sweepDir,
      jobName: String(setting(composed, 'hydra.job.name')),
      log: logging.logger('hydraconf.launcher'),
      signal,
      run: (job) => this.runHere(job),
      order: (job): JobOrder => ({ job, ...common }),
      handOver: (jobs, { driver, isAgain } = {}) =>
        handOver(
          jobs,
          { ...common, driver },
          ({ number }) => isAgain === true || this.sweep.earlier?.jobs.has(number) === true,
        ),
      result: (job) => readResult(job, start),
      submitted: (job, to) => journal.submitted(job, to),
      earlier: (job) => this.sweep.earlier?.jobs.get(job.number)?.submission,
      detach: () => {
        if (this.sweep.earlier === undefined) throw new SweepDetached(this.shownDir())
      },
      begun: (job) => journal.begun(job),
      done: (job, how) => journal.done(job, how),
    }
  }

  private async runHere(job: SweepJob): Promise<JobReturn> {
    const { environment, task, host } = this.sweep
    const plan = planRun(this.composeJob(job.number, job.overrides), environment, 'job')
    const journal = this.journal!
    journal.begun(job)
    const result = await runJob(plan, task, {
      ...this.sweep,
      settled: (how) => journal.done(job, how),
      whileWaiting: (promise) => untilInterrupted(promise, () => host.err(`${resumeAdvice(this.shownDir())}\n`)),
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

/** In the order of their numbers. */
function earlierJobs(earlier: JournalContent | undefined): readonly EarlierJob[] {
  return Array.from(earlier?.jobs ?? [], ([number, { overrides, status, value }]) => ({
    number,
    overrides,
    status,
    value,
  })).sort((a, b) => a.number - b.number)
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
