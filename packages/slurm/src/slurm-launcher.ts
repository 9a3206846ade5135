import {
  cancelOn,
  changedJobs,
  type Engine,
  type JobList,
  type LaunchContext,
  type Launcher,
  launchOn,
  PATIENCE,
  type Patience,
  readOrder,
} from '@hydraconf/node'
import { refuseUnwritable } from './batch-script.js'
import { run } from './slurm-commands.js'
import { slurmEngine } from './slurm-engine.js'

export interface SlurmOptions {
  /** Seconds between looks and questions, and until a job without a result counts as lost. */
  readonly patience?: Partial<Patience> | undefined
}

/** Hydra's submitit launcher for SLURM: a job array for each batch, with its settings. */
export function slurmLauncher({ patience }: SlurmOptions): Launcher {
  return {
    target: 'hydra_plugins.hydra_submitit_launcher.submitit_launcher.SlurmLauncher',
    check: refuseUnwritable,
    launch(jobs, context) {
      const { settings, log } = context
      if (Number(settings.max_num_timeout ?? 0) > 0)
        log.warning(
          'hydra.launcher.max_num_timeout is not honoured: a job that runs out of time has failed; --resume runs it again',
        )
      const named = changedJobs(jobs, (job) => ({ ...job, id: '%A_%a' }))
      const engine = engineOf(jobs, context)
      return launchOn(engine, named, context, { ...PATIENCE, ...patience, isDetached: settings.detach === true })
    },
    cancel: (jobs, context) => cancelOn(engineOf(jobs, context), jobs, context),
  }
}

function engineOf(jobs: JobList, { settings, sweepDir, order }: LaunchContext): Engine {
  const { start, program } = order(jobs.at(0)!)
  return slurmEngine({
    settings,
    sweepDir,
    run,
    cwd: start.cwd,
    program: [process.execPath, ...program],
    orderAt: (batch, index) => readOrder({ batch, index }),
  })
}
