import type { Complaint } from '@hydraconf/core'

/** Words for refusals of the command. */

export function noConfigNamed({ found }: { found: readonly string[] }): Complaint {
  return {
    type: 'HydraException',
    code: 'no-config-named',
    message: 'No config is named, and there is none called config',
    advice:
      found.length === 0
        ? 'Name the folder of configs with -cp and the primary config with -cn: hydraconf -cp conf -cn config'
        : `Name one with -cn: ${found.slice(0, 12).join(', ')}${found.length > 12 ? ', ...' : ''}`,
  }
}

export function onlyForPeople(): Complaint {
  return {
    type: 'HydraException',
    code: 'only-for-people',
    message:
      '--json goes with a composed config, and with the commands; what --info, --help and their like print is text',
    advice: 'Leave one of the two out. Where a config came from, as JSON: hydraconf explain --json',
  }
}

export function packageWithoutCommand({ name }: { name: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'package-without-command',
    message: `The package ${name} is installed, and brings no command`,
  }
}

export function noPython({ python, why }: { python: string; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'no-python',
    message: `Recording needs a Python that has Hydra, and '${python}' is none: ${why}`,
    advice: 'Name it with --python; it needs: pip install hydra-core==1.3.5',
  }
}

export function sensitiveOverride(shown: readonly string[]): Complaint {
  return {
    type: 'HydraException',
    code: 'sensitive-override',
    message: `A recording keeps the overrides, and one of these sets what a schema calls sensitive: ${shown.join(' ')}`,
    advice: 'Leave it out: where the config has a value for it, the recording has *** there',
  }
}

export function nothingRecorded({ path }: { path: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'nothing-recorded',
    message: `There is no recording at ${path}`,
    advice: 'Make one where Python has Hydra: hydraconf parity record',
  }
}

export function noProgramToRun(): Complaint {
  return {
    type: 'HydraException',
    code: 'no-program',
    message: 'The hydraconf command composes and shows; it has no program to run',
    advice: 'A program of yours runs with hydraMain, and takes --run and --multirun',
  }
}

export function cannotRead({ path, reason }: { path: string; reason: string }): Complaint {
  const words = { ENOENT: 'there is no such file', EACCES: 'reading it is not allowed', EISDIR: 'it is a folder' }[
    reason
  ]
  return { type: 'HydraException', code: 'file-unreadable', message: `Could not read ${path}: ${words ?? reason}` }
}

export function filesInTheWay({ folder, files }: { folder: string; files: readonly string[] }): Complaint {
  return {
    type: 'HydraException',
    code: 'files-in-the-way',
    message: `In ${folder === '.' ? 'this folder' : folder} there is ${files.join(', ')} already, so nothing was written`,
    advice: 'Name a folder for the new files: hydraconf init my_app',
  }
}

export function jsonTooDeep({ limit }: { limit: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'json-too-deep',
    message: `The config nests deeper than ${limit} levels, and is not written as JSON`,
  }
}

export function jsonTooLong({ limit }: { limit: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'text-too-long',
    message: `The JSON takes more than ${limit} characters, and cannot be written as one text`,
    advice: 'Ask for a part of it, with --package or by its key',
  }
}

export function nothingToCompose({ path, folders }: { path: string; folders: readonly string[] }): Complaint {
  return {
    type: 'HydraException',
    code: 'nothing-composed',
    message: `Nothing was checked: there is no config (a file that ends in .yaml) in ${path}`,
    advice:
      folders.length === 0
        ? 'Name the folder of configs: hydraconf check -cp FOLDER'
        : `Configs are in ${folders.join(', ')}: hydraconf check -cp ${folders[0]}`,
  }
}

export function noSettings({ file }: { file: string }): Complaint {
  return { type: 'HydraException', code: 'no-settings', message: `There is no file of settings '${file}'` }
}

export function instantiateNotInstalled({ path }: { path: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'instantiate-not-installed',
    message: `@hydraconf/instantiate, which checks targets, is not installed where ${path} would look for it`,
    advice: 'npm install @hydraconf/instantiate',
  }
}

export function targetsMissing({ file }: { file: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'no-targets',
    message: `${file} exports no targets`,
    advice: "Export them by default, or as 'targets': export const targets = defineTargets({ 'my.optim.Adam': Adam })",
  }
}

export function targetsFailed({ file, reason }: { file: string; reason: string }): Complaint {
  return { type: 'HydraException', code: 'targets-failed', message: `${file} could not be loaded: ${reason}` }
}

export function settingsNotJson({ file }: { file: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'settings-not-json',
    message: `${file} is more than JSON, with comments perhaps, which would be lost`,
    advice: 'Without --vscode the lines to put in are printed',
  }
}

export function noProgramOfSweep({ dir, words }: { dir: string; words: readonly string[] }): Complaint {
  return {
    type: 'HydraException',
    code: 'no-program-of-sweep',
    message: `The journal of ${dir} does not say which program ran the sweep`,
    advice: `Start that program yourself, with: ${words.join(' ')}`,
  }
}

export function noParquetWriter({ name }: { name: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'no-parquet-writer',
    message: `Parquet is written by the package ${name}, which is not installed here`,
    advice: `npm install ${name}, or export CSV or lines of JSON`,
  }
}

export function noSweep({ dir }: { dir: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'no-sweep',
    message: `There is no sweep in ${dir}`,
    advice: 'Name the directory of a sweep, the one with multirun.yaml and .journal.jsonl in it',
  }
}
