import type { Complaint } from '@hydraconf/core'

/** Words for refusals of searches. */

export function distributionRefused(of: { text: string; why: string; advice?: string | undefined }): Complaint {
  return {
    type: 'HydraException',
    code: 'distribution-refused',
    message: `'${of.text}' cannot be searched: ${of.why}`,
    advice: of.advice,
  }
}

export function returnedRefused({ why }: { why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'returned-refused',
    message: `A trial cannot be compared with others: ${why}`,
    advice: 'What the task returns is what the search looks at',
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

export function settingRefused({ key, why, advice }: { key: string; why: string; advice?: string }): Complaint {
  return { key, type: 'HydraException', code: 'search-setting', message: `${key} ${why}`, advice }
}

/** What searches in another process, and how somebody comes by it. */
export interface PythonLibrary {
  /** `Optuna` */
  readonly name: string
  /** As `pip install` takes it. */
  readonly requirement: string
  /** What is missing where it is: `No module named '…'`. */
  readonly modules: readonly string[]
}

export function pythonFailed(of: {
  python: string
  isNamed: boolean
  library: PythonLibrary
  why: string
  key?: string | undefined
}): Complaint {
  const { python, isNamed, library, why, key } = of
  const { name, requirement, modules } = library
  const isMissing = modules.some((module) => why.includes(`No module named '${module}'`))
  const tried = isNamed ? '' : ', which was tried as neither hydra.sweeper.python nor HYDRACONF_PYTHON names another,'
  const install = `${python} -m pip install '${requirement}'`
  const other = 'hydra.sweeper.python and HYDRACONF_PYTHON name the Python'
  return {
    key,
    type: 'PluginException',
    code: 'python-failed',
    message: isMissing ? `The Python ${python}${tried} has no ${name}` : `${name} in ${python}${tried}: ${why}`,
    advice:
      key !== undefined ? undefined : isMissing ? `${install}. Or name another: +hydra.sweeper.python=PYTHON` : other,
  }
}
