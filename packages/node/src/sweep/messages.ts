import type { Complaint } from '@hydraconf/core'

/** Words for refusals of sweeps and launchers. */

/** A plugin of Hydra's whose config group is known, and that nothing here stands in for. */
export function pluginNotHere({ key, target }: { key: string; target: string }): Complaint {
  const kind = key.replace('hydra.', '')
  const known = PLUGINS[target.slice(target.lastIndexOf('.') + 1)]
  if (known !== undefined) {
    const { lacks, advice } = known
    return {
      key: `${key}._target_`,
      type: 'PluginException',
      code: 'plugin-not-here',
      message: `${key} is '${target}': its settings compose, but nothing in this program ${lacks}`,
      advice: kind === 'launcher' ? `${advice}. Or hydra/launcher=local` : advice,
    }
  }
  return {
    key: `${key}._target_`,
    type: 'PluginException',
    code: 'plugin-not-here',
    message: `${key} is '${target}': its settings compose, but nothing in this program does its work`,
    advice: `A plugin of the program can: plugins: [{ name, ${kind}s: { mine: { target: '${target}', ... } } }]. Or choose another ${kind}: hydra/${kind}=${kind === 'launcher' ? 'local' : 'basic'}`,
  }
}

/** By the last word of the `_target_`. */
const PLUGINS: Readonly<Record<string, { readonly lacks: string; readonly advice: string }>> = {
  SlurmLauncher: {
    lacks: 'runs jobs on SLURM',
    advice: 'npm install @hydraconf/slurm, and plugins: [slurm()]',
  },
  RQLauncher: {
    lacks: 'runs jobs through a queue in Redis',
    advice: 'npm install @hydraconf/bullmq, and plugins: [bullmq()]',
  },
  RayLauncher: {
    lacks: 'runs jobs on Ray',
    advice: 'npm install @hydraconf/ray, and plugins: [ray()]',
  },
  RayAWSLauncher: {
    lacks: 'starts clusters on AWS',
    advice:
      'ray up CLUSTER.yaml starts one; then hydra/launcher=ray with hydra.launcher.ray.init.address=http://HEAD:8265 (@hydraconf/ray) runs jobs there',
  },
}

export function unknownSetting(setting: { key: string; known: readonly string[]; near: readonly string[] }): Complaint {
  const { key, near, known } = setting
  return {
    key,
    type: 'ConfigCompositionException',
    code: 'unknown-setting',
    message: `'${key}' is not a setting of what is chosen there`,
    advice:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : known.length > 0
          ? `It has ${known.join(', ')}`
          : 'It has no settings',
  }
}

export function jobsCollide(clash: { dir: string; first: string; second: string; more: number }): Complaint {
  const { dir, first, second, more } = clash
  return {
    type: 'HydraException',
    code: 'jobs-collide',
    message: `Two jobs of this sweep would write into the same directory, ${dir}:\n  ${first}\n  ${second}${more === 0 ? '' : `\n  and ${more} more`}`,
    advice:
      'Make hydra.sweep.subdir tell them apart (${hydra.job.num} or ${hydra.job.override_dirname} does), or let them with --allow-collisions',
  }
}

export function sweepIsRunning({ dir, pid }: { dir: string; pid: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'sweep-is-running',
    message: `A sweep is running in ${dir} already (process ${pid})`,
    advice: 'Wait for it, stop it, or give this one another hydra.sweep.dir (--allow-collisions lets both go on)',
  }
}

export function sweepIsElsewhere(of: { dir: string; host: string; pid: number; lock: string }): Complaint {
  const { dir, host, pid, lock } = of
  return {
    type: 'HydraException',
    code: 'sweep-is-elsewhere',
    message: `A sweep was begun in ${dir} by process ${pid} on ${host}, and from here nobody can see whether it still runs`,
    advice: `If it does not, delete ${lock} and try again`,
  }
}

export function nothingToResume({ dir }: { dir: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'nothing-to-resume',
    message: `There is no sweep to take up again in ${dir}`,
    advice: '--resume takes the directory of a sweep, the one with multirun.yaml in it',
  }
}

export function sweepHasChanged(change: { index: number; was: string; is: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'sweep-has-changed',
    message: `The sweep is another one now: job ${change.index} was\n  ${change.was}\nand would be\n  ${change.is}`,
    advice: 'Put the configs back as they were, or start a new sweep',
  }
}

export function privateOverridesLost({ dir }: { dir: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'private-overrides-lost',
    message: `The sweep in ${dir} was given values of sensitive keys, and its file .private.jsonl is not there any more`,
    advice: 'Start it again with the same overrides',
  }
}

export function resumeTakesNoOverrides(): Complaint {
  return {
    type: 'HydraException',
    code: 'resume-takes-no-overrides',
    message: 'A sweep that is taken up again has its overrides already',
    advice: 'Give --resume alone, with the directory of the sweep',
  }
}

export function jobCountRefused({ given }: { given: unknown }): Complaint {
  return {
    key: 'hydra.launcher.n_jobs',
    type: 'HydraException',
    code: 'job-count',
    message: `hydra.launcher.n_jobs is ${JSON.stringify(given)}`,
    advice: 'It takes how many jobs run at once; -1: as many as there are processors, -2: one less',
  }
}

export function retryTakesLaunchers({ given }: { given: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'retry-takes-launchers',
    message: `Jobs that are tried again have their overrides already, and '${given}' is another one`,
    advice: 'What may be given is another launcher and its settings: hydra/launcher=local hydra.launcher.n_jobs=2',
  }
}

export function wrongJobs({ given }: { given: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'wrong-jobs',
    message: `'${given}' names no jobs`,
    advice: 'It takes their numbers, and stretches of them: --job 3,7-9',
  }
}

export function noSuchJobs(of: { number: number; status: 'completed' | undefined; dir: string }): Complaint {
  const { number, status, dir } = of
  return {
    type: 'HydraException',
    code: 'no-such-job',
    message: status === undefined ? `${dir} has begun no job #${number}` : `Job #${number} of ${dir} has completed`,
    advice:
      status === undefined
        ? `--resume ${dir} runs those that were not begun`
        : 'Only those that failed or were lost are run again',
  }
}

export function mayBeElsewhere(of: { first: number; count: number; engine: string; dir: string }): Complaint {
  const { first, count, engine, dir } = of
  const more = count === 1 ? '' : ` and ${count - 1} more`
  return {
    type: 'HydraException',
    code: 'may-be-elsewhere',
    message: `${engine} was given job #${first}${more}, and may have them still`,
    advice: `Leave the launcher out, or end them there first: --cancel ${dir}`,
  }
}

export function cancelTakesNoOverrides(): Complaint {
  return {
    type: 'HydraException',
    code: 'cancel-takes-no-overrides',
    message: 'A sweep that is cancelled has its overrides already',
    advice: 'Give --cancel alone, with the directory of the sweep',
  }
}

export function sweepDoesNotEnd({ dir, pid, seconds }: { dir: string; pid: number; seconds: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'sweep-does-not-end',
    message: `The program that runs the sweep in ${dir} (process ${pid}) was asked to end, and has not for ${seconds} seconds`,
    advice: `kill -9 ${pid} ends it; then --cancel once more looks after its jobs`,
  }
}
