import type { Complaint } from '@hydraconf/core'

/** Words for options that a program gives and that are not what they have to be. */

export function unknownOption(option: {
  of: string
  name: string
  instead: readonly string[]
  known: readonly string[]
  advice: string | undefined
}): Complaint {
  const { of, name, instead, known, advice } = option
  const meant = instead.length === 0 ? `There are ${known.join(', ')}` : `Did you mean ${instead.join(' or ')}?`
  return {
    type: 'HydraException',
    code: 'unknown-option',
    message: `${of} no option '${name}'`,
    advice: advice ?? meant,
  }
}

export function optionKind(option: { name: string; takes: string; example: string; given: string }): Complaint {
  const { name, takes, example, given } = option
  return {
    type: 'HydraException',
    code: 'option-kind',
    message: `'${name}' is ${takes}, not ${given}`,
    advice: `For example ${example}`,
  }
}

export function noTask({ given }: { given: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'no-task',
    message: `hydraMain takes a task, the function that it calls with the config; it was given ${given}`,
    advice: "For example hydraMain({ configDir: 'conf', configName: 'config' }, (config, run) => { ... })",
  }
}
