import type { Complaint } from '@hydraconf/core'

export const unknownRelease = (name: string, near: string, known: readonly string[]): Complaint => ({
  type: 'ConfigValueError',
  code: 'unknown-release',
  message: `ModelOpt ${name} does not come with this package; it has ${known.join(', ')}.`,
  advice:
    `The nearest is ${near}. Of ${name} itself nothing is known: its formats, its recipes, and whether its rules are other ones. ` +
    '--modelopt-from DIR|WHEEL reads them from an installed or downloaded ModelOpt.',
})

export const noModelOptAt = (path: string, why: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'no-modelopt',
  message: `${path} is no ModelOpt: ${why}.`,
  advice:
    'Name the wheel (pip download --no-deps nvidia-modelopt==0.47.0), or the folder that it is installed in (site-packages, or the environment itself).',
})

export const formatsInPython = (path: string, modelopt: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'formats-in-python',
  message: `${path} is ModelOpt ${modelopt}, whose formats are written in Python; they have been YAML since 0.45.`,
  advice: `--modelopt ${modelopt} works if that release comes with this package.`,
})
