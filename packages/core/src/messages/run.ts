// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the interpolations that messages speak of
import type { Complaint } from '../text/errors.js'

export function runNotDescribable({ key, needs }: { key: string; needs: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'run-not-describable',
    message: `${key} has to be ${needs}: the run is described there`,
  }
}

export function variableNotSet({ name }: { name: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'variable-not-set',
    message: `hydra.job.env_copy names ${name}, and there is no such environment variable`,
    advice: 'Set it, or take it off the list.',
  }
}

export function nowArguments(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'now-arguments',
    message: '${now:…} takes one argument, the format of the time',
    advice: 'For example ${now:%Y-%m-%d}',
  }
}

export function pythonVersionArguments(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'python-version-arguments',
    message: '${python_version:…} takes at most one argument: major, minor or micro',
  }
}

export function pythonVersionUnknown(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'python-version-unknown',
    message: '${python_version:…} asks for the version of a Python, and none runs here',
    advice: 'Say which one it is for with the fact pythonVersion, or write the version out.',
  }
}

export function hydraArguments(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'hydra-arguments',
    message: '${hydra:…} takes one argument, a key below hydra',
    advice: 'For example ${hydra:runtime.cwd}',
  }
}

export function noHydraNode(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'no-hydra-node',
    message: '${hydra:…} has nothing to look into: the config is not composed yet, or was made without Hydra',
    advice: 'Resolve it once composing is done.',
  }
}

export function badDirnameOption(wanted: string): Complaint {
  return {
    type: 'ValidationError',
    code: 'override-dirname-options',
    message: `hydra_override_dirname takes ${wanted}`,
  }
}

/** `hydra.mode`, as Hydra 1.4 reads it before it composes. */
export function notAMode({ mode }: { mode: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'mode',
    message: `hydra.mode is RUN or MULTIRUN, not ${mode}`,
    advice: 'It is read before anything is composed, from the command line or the primary config alone.',
  }
}

export function modeChanged({ mode, set }: { mode: string; set: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'mode',
    message: `A config sets hydra.mode to ${set}, when ${mode} was settled already`,
    advice: 'Set it in the primary config or on the command line.',
  }
}
