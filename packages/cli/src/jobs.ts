import { type Composed, compose, planSweep } from '@hydraconf/core'
import { type App, composeJob, jobOverridesOf, outputDir, sweeperParams } from '@hydraconf/node'

/** A job of a sweep as it would run. */
export interface ComposedJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly composed: Composed
}

/** A job that is composed when it is asked to, so that one which does not compose leaves the others alone. */
export interface SweepJob {
  readonly number: number
  readonly overrides: readonly string[]
  /** @throws HydraconfError what is wrong with this job's config */
  compose(): ComposedJob
}

/** Every job that a sweep would run, composed one by one. Nothing is run. */
export function* jobsOf(app: App, overrides: readonly string[]): Generator<ComposedJob> {
  for (const job of sweepJobs(app, overrides)) yield job.compose()
}

/** Every job of a sweep, not composed yet. */
export function* sweepJobs({ configName, environment }: App, overrides: readonly string[]): Generator<SweepJob> {
  const planned = [...overrides, 'hydra.mode=MULTIRUN']
  const composed = compose({ configName, overrides: planned, mode: 'MULTIRUN' }, environment)
  const { task, hydra } = jobOverridesOf(composed)
  const optionsOf = (group: string) => composed.library.options(group, 'config')
  const { dialect } = composed
  for (const { index, texts } of planSweep(task, { params: sweeperParams(composed), dialect, optionsOf })) {
    const number = Number(index)
    const job = { number, overrides: texts }
    yield { ...job, compose: () => ({ ...job, composed: composeJob(environment, configName, hydra, number, texts) }) }
  }
}

/** The directory that a job would write into, absolute. */
export function jobDir({ environment }: App, { composed }: ComposedJob): string {
  return outputDir(composed, environment.facts.cwd, 'job')
}
