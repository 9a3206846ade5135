import type { Complaint } from '@hydraconf/core'

/** Words for refusals of searches with Optuna or its stand-in. */

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
