import { type Composed, compose, planSweep } from '@hydraconf/core'
import { type App, composeJob, jobOverridesOf, outputDir, sweeperParams } from '@hydraconf/node'

/** A job of a sweep as it would run. */
export interface ComposedJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly composed: Composed
}

/** Every job that a sweep would run, composed one by one. Nothing is run. */
export function* jobsOf({ configName, environment }: App, overrides: readonly string[]): Generator<ComposedJob> {
  const planned = [...overrides, 'hydra.mode=MULTIRUN']
  const composed = compose({ configName, overrides: planned, mode: 'MULTIRUN' }, environment)
  const { task, hydra } = jobOverridesOf(composed)
  const optionsOf = (group: string) => composed.library.options(group, 'config')
  for (const { index, texts } of planSweep(task, { params: sweeperParams(composed), optionsOf })) {
    const number = Number(index)
    yield { number, overrides: texts, composed: composeJob(environment, configName, hydra, number, texts) }
  }
}

/** The directory that a job would write into, absolute. */
export function jobDir({ environment }: App, { composed }: ComposedJob): string {
  return outputDir(composed, environment.facts.cwd, 'job')
}
