import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  AlikeJobs,
  type Composed,
  composeJob,
  HydraconfError,
  jobOverridesOf,
  raise,
  refuseOtherControllers,
  setting,
  toYaml,
} from '@hydraconf/core'
import { removeDrafts } from '../drafts.js'
import { configureLogging } from '../logging/configure.js'
import type { JobReturn } from '../run/job-return.js'
import { outputDir, planRun } from '../run/output-files.js'
import { runJob } from '../run/run-job.js'
import { makeDirectory, writeWhole } from '../write-file.js'
import { basicLauncher } from './basic-launcher.js'
import { settingsOf } from './choose-plugin.js'
import { DirectoryClaims } from './directory-claims.js'
import type { DirectoryLock } from './directory-lock.js'
import { Interruption, resumeAdvice, SweepInterrupted, untilInterrupted } from './interruption.js'
import { jobFacts } from './job-facts.js'
import { removeBatchDrafts } from './job-files/orders.js'
import { shownOverrides } from './job-text.js'
import { Journal, type JournalContent, journalPath } from './journal.js'
import { launchContext } from './launch-context.js'
import type { JobList, LaunchContext, Launcher, SweepJob } from './launcher.js'
import { sweepHasChanged } from './messages.js'
import { PlannedJobs, type TextsList, textsListOf } from './planned-jobs.js'
import { type Sweep, shownDir } from './sweep.js'
import { takeLock, whenQuiet } from './sweep-lock.js'
import type { NextJob } from './sweeper.js'
import { letYoungGenerationGrow } from './young-generation.js'

/** Launches batch after batch, and remembers what is common to them. */
export class Driver {
  private journal: Journal | undefined
  private lock: DirectoryLock | undefined
  private next = 0
  private readonly claims = new DirectoryClaims()
  private readonly alike: AlikeJobs
  private readonly shownDir: string

  constructor(
    private readonly sweep: Sweep,
    private readonly launcher: Launcher,
    private readonly sweepDir: string,
  ) {
    this.alike = new AlikeJobs(sweep.environment)
    this.shownDir = shownDir(sweepDir, sweep.host)
  }

  launch(batch: Iterable<readonly string[]>): Promise<readonly JobReturn[]> {
    const texts = textsListOf(batch)
    const first = this.next
    this.next += texts.length
    return this.launchJobs(texts, (index) => first + index)
  }

  /** Jobs that an earlier run began, by their numbers. */
  launchAgain(numbers: readonly number[]): Promise<readonly JobReturn[]> {
    const { jobs } = this.sweep.earlier!
    return this.launchJobs(
      numbers.map((number) => jobs.get(number)!.overrides),
      (index) => numbers[index]!,
    )
  }

  private async launchJobs(texts: TextsList, numberAt: (index: number) => number): Promise<readonly JobReturn[]> {
    const { composed, logging, earlier } = this.sweep
    this.launcher.check?.(settingsOf(composed, 'hydra.launcher'), texts.length)
    const jobs = this.preparedOrLeft(texts, numberAt)
    await this.open()
    if (this.next > 0) this.journal!.planned(this.next)
    const todo = earlier === undefined ? jobs : unfinished(jobs, earlier)
    this.logAsHydra()
    if (todo.length < jobs.length) {
      const log = logging.logger('hydraconf.sweep')
      const done = jobs.length - todo.length
      log.info(
        todo.length > 0 ? `${done} of ${jobs.length} jobs are done already` : `All ${done} jobs are done already`,
      )
    }
    let results: readonly JobReturn[] = []
    const interruption = new Interruption(this.launcher !== basicLauncher)
    try {
      const isDone = todo.length === 0 && jobs.length > 0
      if (!isDone) results = await this.launcher.launch(todo, this.context(interruption.signal))
    } finally {
      interruption.close()
    }
    if (interruption.signal.aborted) throw new SweepInterrupted(this.shownDir)
    if (todo === jobs) return results
    const ran = new Map(todo.map(({ number }, at) => [number, results[at]!]))
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
    removeBatchDrafts(this.sweepDir)
    this.journal =
      earlier === undefined ? Journal.start(this.sweepDir, start) : Journal.resume(this.sweepDir, start, launcher)
    // With another launcher it is still the sweep that was started.
    if (launcher === undefined) this.writeConfig()
  }

  /** A sweep with a job that does not compose leaves what Hydra leaves of it: `multirun.yaml`, and nothing to go on with. */
  private preparedOrLeft(texts: TextsList, numberAt: (index: number) => number): JobList {
    try {
      return this.prepared(texts, numberAt)
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

  /** No job starts before all are known to compose: because they were composed, or one was that differs in plain values alone. */
  private prepared(texts: TextsList, numberAt: (index: number) => number): JobList {
    const { earlier, start } = this.sweep
    const { alike, claims } = this
    const jobs = new PlannedJobs(texts, numberAt, claims.shared)
    claims.add(jobs)
    let index = 0
    for (const overrides of texts) {
      const number = numberAt(index)
      const directory = alike.sweepDirOf(overrides)
      if (directory === undefined) {
        const job = this.preparedJob(number, overrides)
        jobs.keep(index, job)
        claims.claim(job)
      } else {
        const at = index
        jobs.number(at, this.absolute(directory))
        claims.claimNumbered(
          () => jobs.at(at)!.dir,
          () => jobs.at(at)!,
        )
      }
      if (earlier !== undefined) refuseChanged(jobs.at(index)!, earlier)
      index++
    }
    if (!start.allowCollisions) claims.refuseClashes()
    return jobs
  }

  private preparedJob(number: number, overrides: readonly string[]): SweepJob {
    const composed = this.composeJob(number, overrides)
    const dir = outputDir(composed, this.sweep.environment.facts.cwd, 'job')
    this.alike.learn(overrides, composed)
    const shown = composed.masking?.overrideTexts(overrides)
    return { number, overrides, ...(shown === undefined ? {} : { shown }), dir }
  }

  private absolute(directory: string): string {
    return resolve(this.sweep.environment.facts.cwd, directory)
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
    // A launcher of the program's own may run jobs here: what they make is theirs.
    if (this.launcher !== basicLauncher) letYoungGenerationGrow()
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

function unfinished(jobs: JobList, earlier: JournalContent): JobList {
  const todo: SweepJob[] = []
  for (const job of jobs) if (earlier.jobs.get(job.number)?.status !== 'completed') todo.push(job)
  return todo.length === jobs.length ? jobs : todo
}

/** A sweep that is taken up again has to be the one that was begun. */
function refuseChanged(job: SweepJob, earlier: JournalContent): void {
  const record = earlier.jobs.get(job.number)
  if (record === undefined || record.overrides.join('\n') === job.overrides.join('\n')) return
  const was = shownOverrides(record).join(' ')
  throw raise(sweepHasChanged({ index: job.number, was, is: shownOverrides(job).join(' ') }))
}
