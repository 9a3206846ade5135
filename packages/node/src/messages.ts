import type { Complaint } from '@hydraconf/core'

/** Words for refusals of runs, sweeps, logging and the command line. */

export function configPathIsFile({ path }: { path: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'config-path-is-file',
    message: `The config path '${path}' names a file`,
    advice: 'Give the folder as the config path and the file, without .yaml, as the config name',
  }
}

export function packageFilesNotFound({ name, from }: { name: string; from: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'package-files-not-found',
    message: `The files in ${name}/ of @hydraconf/node are not to be found from ${from}`,
    advice: 'A program that is bundled needs the package beside it: npm install @hydraconf/node there',
  }
}

export function folderUnlistable({ folder, why }: { folder: string; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'folder-unlistable',
    message: `Could not list the folder ${folder}: ${why}`,
    advice: 'The configs in it can still be chosen by name; to find what there is it has to be readable',
  }
}

export function workingDirectoryGone({ why }: { why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'working-directory-gone',
    message: `The working directory is not there any more: ${why}`,
    advice: 'Change to a folder that exists',
  }
}

export function extraDirNotFound({ path }: { path: string }): Complaint {
  return {
    type: 'SearchPathException',
    code: 'config-dir-not-found',
    message: `The additional config directory '${path}' is not there`,
    advice: '--config-dir is relative to the working directory',
  }
}

export function outsideFolders({ path }: { path: string }): Complaint {
  return {
    type: 'SearchPathException',
    code: 'outside-folders',
    message: `A config asks for '${path}', which is outside the folders that were named, and they are not trusted`,
    advice: 'If it is meant, name its folder with -cd, or compose without --safe',
  }
}

export function resolveNeedsCfg(): Complaint {
  return {
    type: 'HydraException',
    code: 'resolve-needs-cfg',
    message: '--resolve says how to print a config, and nothing is printed',
    advice: 'Use it with --cfg or --help: --cfg job --resolve',
  }
}

export function severalCommands({ given }: { given: readonly string[] }): Complaint {
  return {
    type: 'HydraException',
    code: 'several-commands',
    message: `Only one of --run, --multirun, --cfg, --info and --shell-completion can be asked for; here are ${given.join(' and ')}`,
  }
}

export function helpVariable({ name }: { name: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'help-variable',
    message: `The help template asks for $${name}, which is not known`,
    advice: 'Known are $FLAGS_HELP, $APP_CONFIG_GROUPS, $HYDRA_CONFIG_GROUPS and $CONFIG; write $$ for a dollar sign',
  }
}

export function completionCommand({ given }: { given: readonly string[] }): Complaint {
  return {
    type: 'HydraException',
    code: 'completion-command',
    message: `--shell-completion takes one of install=SHELL, uninstall=SHELL and query=SHELL; ${given.length === 0 ? 'none is' : `${given.join(' and ')} are`} given`,
  }
}

export function unknownShell(asked: { shell: string; known: readonly string[]; near: readonly string[] }): Complaint {
  const { shell, known, near } = asked
  return {
    type: 'HydraException',
    code: 'unknown-shell',
    message: `There is no completion for '${shell}'`,
    advice: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There is one for ${known.join(', ')}`,
  }
}

export function lineNotACommand({ line }: { line: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'line-not-a-command',
    message: `The line '${line}' does not begin with a program`,
  }
}

export function variableMissing({ name }: { name: string }): Complaint {
  return { type: 'HydraException', code: 'variable-missing', message: `The environment variable ${name} is not set` }
}

export function notWritten({ path, why }: { path: string; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'not-written',
    message: `Could not write ${path}: ${why}`,
    advice: 'What was there before is unchanged',
  }
}

export function directoryNotMade({ path, why }: { path: string; why: string }): Complaint {
  return { type: 'HydraException', code: 'directory-not-made', message: `Could not make the directory ${path}: ${why}` }
}

export function directoryNotEntered({ path, why }: { path: string; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'directory-not-entered',
    message: `Could not change to the directory ${path}: ${why}`,
  }
}

export function loggingRefused({ what, why }: { what: string; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'logging-refused',
    message: `The logging configuration cannot be used: ${what} ${why}`,
  }
}

export function verboseNotKnown({ found }: { found: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'verbose-kind',
    message: `hydra.verbose is ${found}`,
    advice: 'It takes true, false, the name of a logger, or a list of names',
  }
}

export function unknownTarget(target: {
  key: string
  target: unknown
  known: readonly string[]
  near: readonly string[]
}): Complaint {
  const { key, near, known } = target
  const isEmpty = target.target === undefined || target.target === null
  return {
    type: 'PluginException',
    code: 'unknown-target',
    message: isEmpty
      ? `${key} has no _target_`
      : `${key} asks for '${target.target}', which this program does not have`,
    advice:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : known.length > 0
          ? `It has ${known.join(', ')}`
          : undefined,
  }
}

/** A plugin of Hydra's whose config group is known, and that nothing here stands in for. */
export function pluginNotHere({ key, target }: { key: string; target: string }): Complaint {
  const kind = key.replace('hydra.', '')
  if (target.endsWith('.SlurmLauncher')) {
    return {
      type: 'PluginException',
      code: 'plugin-not-here',
      message: `${key} is '${target}': its settings compose, but nothing in this program runs jobs on SLURM`,
      advice: 'npm install @hydraconf/slurm, and plugins: [slurm()]. Or hydra/launcher=local',
    }
  }
  return {
    type: 'PluginException',
    code: 'plugin-not-here',
    message: `${key} is '${target}': its settings compose, but nothing in this program does its work`,
    advice: `A plugin of the program can: plugins: [{ name, ${kind}s: { mine: { target: '${target}', ... } } }]. Or choose another ${kind}: hydra/${kind}=${kind === 'launcher' ? 'local' : 'basic'}`,
  }
}

export function unknownSetting(setting: { key: string; known: readonly string[]; near: readonly string[] }): Complaint {
  const { key, near, known } = setting
  return {
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

export function variableNameRefused({ name }: { name: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'variable-name-refused',
    message: `hydra.job.env_set has the variable name '${name}', which no environment takes`,
    advice: 'A name has at least one character, and no "=" in it',
  }
}

export function callbackNotASetting({ key, found }: { key: string; found: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'callback-kind',
    message: `${key} is ${found}`,
    advice: 'A callback is a map with a _target_ that names it; null switches it off',
  }
}

export function callbackTakesNoSettings({
  key,
  target,
  given,
}: {
  key: string
  target: string
  given: string
}): Complaint {
  return {
    type: 'PluginException',
    code: 'callback-settings',
    message: `${target} takes no settings, and ${key} gives it ${given}`,
  }
}

export function callbackWithoutTarget({ key }: { key: string }): string {
  return `${key} has no _target_, so that nothing is called`
}

export function versionBaseWarning({ versionBase }: { versionBase: string }): string {
  return (
    `The rules of version base ${versionBase} are an old way, which Hydra 1.4 does not have any more.\n` +
    "Set versionBase to '1.3', and see that the program still does what it should."
  )
}

export function rerunNotFound({ path }: { path: string }): Complaint {
  return { type: 'HydraException', code: 'rerun-not-found', message: `There is no file '${path}' to run again from` }
}

export function rerunWithFlag({ flag }: { flag: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'rerun-with-flag',
    message: `--experimental-rerun runs one job with the config that it had: ${flag} has no place beside it`,
  }
}

export function rerunIsPickle({ path }: { path: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'rerun-is-pickle',
    message: `'${path}' is a Python object, which only Python can read`,
    advice: 'Give the run directory or its .hydra/config.yaml instead',
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

export function resumeTakesNoOverrides(): Complaint {
  return {
    type: 'HydraException',
    code: 'resume-takes-no-overrides',
    message: 'A sweep that is taken up again has its overrides already',
    advice: 'Give --resume alone, with the directory of the sweep',
  }
}

export function taskNeverSettles(): Complaint {
  return {
    type: 'HydraException',
    code: 'task-never-settles',
    message:
      'The task did not come to an end: its promise is not settled, and there is nothing left that could settle it',
    advice: 'Look for a promise that nobody resolves, or a callback that is never called',
  }
}

export function circleRead({ key, target }: { key: string; target: string }): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'interpolation-circle',
    message: `Cannot read '${key}': it refers to '${target}', which it is in`,
  }
}

export function deepRead({ key, limit }: { key: string; limit: number }): Complaint {
  const short = key.length > 60 ? `${key.slice(0, 60)}…` : key
  return {
    type: 'ConfigValueError',
    code: 'too-deep',
    message: `Cannot read '${short}': with its interpolations resolved the config is nested deeper than ${limit} levels`,
  }
}

export function missingRead({ key }: { key: string }): Complaint {
  return {
    type: 'MissingMandatoryValue',
    code: 'missing-read',
    message: `The value of '${key}' is missing (???)`,
    advice: `Give it on the command line: ${key}=...`,
  }
}

export function chdirWarning(): string {
  return (
    'With version base 1.1 a job runs in its output directory; newer versions stay where they are.\n' +
    'Say hydra.job.chdir=true or hydra.job.chdir=false to have it either way.'
  )
}

export function modeWarning(): string {
  return '--multirun wins over hydra.mode=RUN'
}

export function rerunWarning(): string {
  return 'Runs again from a recorded config: other arguments of the command line are ignored'
}

export function batchSizeRefused({ size }: { size: unknown }): Complaint {
  return {
    type: 'HydraException',
    code: 'batch-size',
    message: `hydra.sweeper.max_batch_size is ${JSON.stringify(size)}`,
    advice: 'It takes a number of jobs, 1 or more, or null for all at once',
  }
}

type Counts = readonly { readonly key: string; readonly count: number }[]

export function zipUneven({ counts }: { counts: Counts }): Complaint {
  return {
    type: 'HydraException',
    code: 'zip-uneven',
    message: `Sweeps that go together have as many values each: ${countsText(counts)}`,
    advice: 'Give them equally many, or name those that go together: hydra.sweeper.keys=[a,b]',
  }
}

export function zipKeyUnknown(of: { key: string; known: readonly string[]; near: readonly string[] }): Complaint {
  const { key, known, near } = of
  return {
    type: 'HydraException',
    code: 'zip-key-unknown',
    message: `hydra.sweeper.keys names '${key}', and no override of the sweep does`,
    advice:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : known.length > 0
          ? `Swept are ${known.join(', ')}`
          : undefined,
  }
}

export function listsUneven({ counts }: { counts: Counts }): Complaint {
  return {
    type: 'HydraException',
    code: 'lists-uneven',
    message: `The lists of hydra.sweeper.list_params have as many values each: ${countsText(counts)}`,
    advice: 'One that every combination takes belongs in hydra.sweeper.grid_params',
  }
}

function countsText(counts: Counts): string {
  return counts.map(({ key, count }) => `${key} has ${count}`).join(', ')
}

export function listValueRefused({ key, text }: { key: string; text: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'list-value',
    message: `'${text}' is no list of values for ${key}`,
    advice: 'It takes a list, a number, a boolean, or a text with commas',
  }
}

export function tooManyToShuffle({ count, most }: { count: bigint; most: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'too-many-to-shuffle',
    message: `${count} jobs are too many to draw an order for; ${most} is the most`,
    advice: 'hydra/sweeper=basic runs them in order, one batch after the other',
  }
}

export function filterRefused({ at, why, advice }: { at: string; why: string; advice?: string }): Complaint {
  return { type: 'HydraException', code: 'filter-refused', message: `${at} ${why}`, advice }
}

export function filterFailed(of: { filter: string; overrides: readonly string[]; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'filter-failed',
    message: `The filter '${of.filter}' cannot be asked of the job ${of.overrides.join(' ')}: ${of.why}`,
    advice: 'With _fail_: false beside its settings, such a job is kept',
  }
}

export function distributionRefused(of: { text: string; why: string; advice?: string | undefined }): Complaint {
  return {
    type: 'HydraException',
    code: 'distribution-refused',
    message: `'${of.text}' cannot be searched: ${of.why}`,
    advice: of.advice,
  }
}

export function directionUnknown({ given }: { given: unknown }): Complaint {
  return {
    type: 'HydraException',
    code: 'direction-unknown',
    message: `hydra.sweeper.direction is ${JSON.stringify(given)}`,
    advice: 'It takes minimize or maximize, or a list of them',
  }
}

export function samplerNeedsPython({ what }: { what: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'sampler-needs-python',
    message: `${what} needs Optuna itself`,
    advice:
      'Name a Python that has it: +hydra.sweeper.python=python3, or HYDRACONF_PYTHON=python3. Without one there are the samplers tpe, random, grid and qmc',
  }
}

export function optunaSettingRefused({ key }: { key: string }): Complaint {
  const advice: Readonly<Record<string, string>> = {
    custom_search_space: 'It is a function in Python; say what varies in hydra.sweeper.params',
    search_space: "Say it in hydra.sweeper.params, as Hydra's newer releases want it: x: interval(0, 1)",
  }
  return {
    type: 'HydraException',
    code: 'optuna-setting',
    message: `hydra.sweeper cannot take ${key}`,
    advice: advice[key] ?? 'A grid takes choices and ranges',
  }
}

export function nothingCompleted(): Complaint {
  return {
    type: 'HydraException',
    code: 'nothing-completed',
    message: 'No trial gave a number, so there is no best one',
    advice: 'The log says above what each of them came to',
  }
}

export function pythonFailed({ python, why }: { python: string; why: string }): Complaint {
  const isMissing = why.includes("No module named 'optuna'")
  return {
    type: 'PluginException',
    code: 'python-failed',
    message: isMissing ? `The Python ${python} has no Optuna` : `Optuna in ${python}: ${why}`,
    advice: isMissing ? `${python} -m pip install optuna` : 'hydra.sweeper.python and HYDRACONF_PYTHON name the Python',
  }
}

export function orderNotRead({ batch, index, why }: { batch: string; index: number; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'order-not-read',
    message: `Job ${index} of ${batch} cannot be read: ${why}`,
    advice: 'The sweep directory has to be on a disk that this machine sees under the same path',
  }
}

export function jobCountRefused({ given }: { given: unknown }): Complaint {
  return {
    type: 'HydraException',
    code: 'job-count',
    message: `hydra.launcher.n_jobs is ${JSON.stringify(given)}`,
    advice: 'It takes how many jobs run at once; -1: as many as there are processors, -2: one less',
  }
}
