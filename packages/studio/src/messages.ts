import type { Complaint } from '@hydraconf/core'

export function pageNotBuilt({ folder }: { folder: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-not-built',
    message: `The page of the studio is not there: ${folder}`,
    advice: 'In a checkout: npm run build',
  }
}

export function notAPort({ given }: { given: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-port',
    message: `'${given}' is no port`,
    advice: 'A port is a whole number from 1 to 65535.',
  }
}

export function noPortFree({ first, last }: { first: number; last: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-port',
    message: `The ports ${first} to ${last} are all in use`,
    advice: 'Name another one: --port NUMBER',
  }
}

export function exportNotEmpty({ folder }: { folder: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-export',
    message: `${folder} holds files that no export wrote`,
    advice: 'Name a new folder, or an empty one.',
  }
}

export function changedMeanwhile({ file }: { file: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-save',
    message: `${file} was changed on disk meanwhile: nothing was written`,
    advice: 'Look at what changed, then save again.',
  }
}

export function notEdits(): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-save',
    message: 'What was sent to be saved is no list of files with their texts: nothing was written',
    advice: 'Load the page again: it may be of another version',
  }
}

export function notAFileOfTheTree({ file }: { file: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-save',
    message: `${file} is no file of a config folder: nothing was written`,
    advice: undefined,
  }
}

export function alreadyThere({ file }: { file: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-new-file',
    message: `${file} is there already: nothing was written`,
    advice: 'Open it, or name another one.',
  }
}

export function noPlaceForFile({ path }: { path: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-new-file',
    message: `'${path}' is no name of a config in this folder`,
    advice: 'Name it by its path from the folder on: db/mysql.yaml',
  }
}

export function panelName({ name, plugin }: { name: string; plugin: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'studio-panel',
    message: `The plugin '${plugin}' names a panel '${name}'`,
    advice: 'A name has small letters, digits and -, and begins with a letter.',
  }
}

export function panelTwice({ name, plugins }: { name: string; plugins: readonly [string, string] }): Complaint {
  return {
    type: 'PluginException',
    code: 'studio-panel',
    message: `The plugins '${plugins[0]}' and '${plugins[1]}' both have a panel '${name}'`,
    advice: undefined,
  }
}

export function panelNotThere({ name }: { name: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'studio-panel',
    message: `The script of the panel '${name}' cannot be loaded, or defines no panel`,
    advice: 'It calls hydraconf.panel({ show }). In a checkout it is made by npm run build.',
  }
}

interface PartlyWritten {
  readonly written: readonly string[]
  /** The one that failed, and those behind it. */
  readonly left: readonly string[]
  readonly why: string
}

export function partlyWritten({ written, left, why }: PartlyWritten): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-save',
    message: `${left[0]} could not be written: ${why}. Written before it: ${written.join(', ')}. Not written: ${left.join(', ')}`,
    advice: 'Mend that, then save again: the edits that are not written are still in the page.',
  }
}
