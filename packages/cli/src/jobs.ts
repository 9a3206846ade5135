import { type ComposedJob, sweepJobs } from '@hydraconf/core'
import { type App, outputDir } from '@hydraconf/node'

/** Every job that a sweep would run, composed one by one. Nothing is run. */
export function* jobsOf(app: App, overrides: readonly string[]): Generator<ComposedJob> {
  for (const job of sweepJobs(app.environment, app.configName, overrides)) yield job.compose()
}

/** The directory that a job would write into, absolute. */
export function jobDir({ environment }: App, { composed }: ComposedJob): string {
  return outputDir(composed, environment.facts.cwd, 'job')
}
