import type { Complaint } from '@hydraconf/core'

/** Words for refusals of runs, logging and the command line, and those that several folders say. */

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

export function rerunMasked({ keys }: { keys: readonly string[] }): Complaint {
  return {
    type: 'HydraException',
    code: 'rerun-masked',
    message: `The recording has no value of ${keys.join(', ')}: what is sensitive is not written`,
    advice: 'Run it with the overrides that it had; .hydra/overrides.yaml has the others',
  }
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

/** Beside no others of sweeps: every start reads the words of who looks for an order. */
export function orderNotRead({ batch, index, why }: { batch: string; index: number; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'order-not-read',
    message: `Job ${index} of ${batch} cannot be read: ${why}`,
    advice: 'The sweep directory has to be on a disk that this machine sees under the same path',
  }
}

export function variableFileNotRead({ name, why }: { name: string; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'variable-file-not-read',
    message: `The file of variables '${name}' cannot be read: ${why}`,
    advice: 'It is relative to the working directory.',
  }
}
