import { compose } from '../compose.js'
import type { Composed } from '../composition/composed.js'
import type { Environment } from '../composition/environment.js'
import { planSweep } from '../sweep/cartesian-product.js'
import { composeJob } from './compose-job.js'
import { jobOverridesOf } from './job-overrides.js'
import { refuseOtherControllers } from './refuse-other-controllers.js'
import { sweeperParams } from './sweeper-params.js'

/** A job of a sweep as it would run. */
export interface ComposedJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly composed: Composed
}

/** A job that is composed when it is asked to, so that one which does not compose leaves the others alone. */
export interface UncomposedJob {
  readonly number: number
  readonly overrides: readonly string[]
  /** @throws HydraconfError what is wrong with this job's config */
  compose(): ComposedJob
}

/** The jobs of a sweep by number, counted from 0, each made when it is asked for. */
export interface SweepOfJobs {
  readonly count: bigint
  /** @throws HydraconfError when there is none of this number */
  job(number: number): UncomposedJob
}

/**
 * What a sweep of a command line would run: by what the config says of its sweeper, and the sweeps among the overrides.
 *
 * @throws HydraconfError where the config that plans the sweep does not compose, or a sweep has no end
 */
export function sweepOf(
  environment: Environment,
  configName: string | undefined,
  overrides: readonly string[],
): SweepOfJobs {
  const planned = [...overrides, 'hydra.mode=MULTIRUN']
  const composed = compose({ configName, overrides: planned, mode: 'MULTIRUN' }, environment)
  const { task, hydra } = jobOverridesOf(composed)
  const optionsOf = (group: string) => composed.library.options(group, 'config')
  const plan = planSweep(task, { params: sweeperParams(composed), dialect: composed.dialect, optionsOf })
  return {
    count: plan.count,
    job(number) {
      const { texts } = plan.job(number)
      const job = { number, overrides: texts }
      return {
        ...job,
        compose() {
          const composedJob = composeJob(environment, configName, hydra, number, texts)
          refuseOtherControllers(composed, composedJob)
          return { ...job, composed: composedJob }
        },
      }
    },
  }
}

/** Every job of a sweep, not composed yet. */
export function* sweepJobs(
  environment: Environment,
  configName: string | undefined,
  overrides: readonly string[],
): Generator<UncomposedJob> {
  const sweep = sweepOf(environment, configName, overrides)
  for (let number = 0; number < sweep.count; number++) yield sweep.job(number)
}
