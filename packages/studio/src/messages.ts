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

export function notAFileOfTheTree({ file }: { file: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'studio-save',
    message: `${file} is no file of a config folder: nothing was written`,
    advice: undefined,
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
