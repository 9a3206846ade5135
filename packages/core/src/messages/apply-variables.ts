import type { Complaint } from '../text/errors.js'
import { type KeySuggestions, meant } from './apply-overrides.js'
import { sentences } from './composition.js'
import { kindWords } from './type-words.js'

export function variableKeyNotThere(of: { name: string; key: string; around: KeySuggestions }): Complaint {
  const { name, key, around } = of
  return {
    type: 'ConfigCompositionException',
    code: 'variable-key-not-there',
    key,
    message: `The environment variable ${name} stands for '${key}', and there is no such key to change`,
    advice: sentences(meant(around, '')),
    near: around.near,
  }
}

/** The text of a variable may be a secret: no message shows it. */
export function variableNotFit(of: { name: string; key: string; kind: string }): Complaint {
  const { name, key, kind } = of
  return {
    type: 'ConfigCompositionException',
    code: 'variable-not-fit',
    key,
    message: `The environment variable ${name} stands for '${key}', which is ${kindWords(kind)}, and its text is none`,
    advice: ADVICE[kind],
  }
}

export function variableRefused(of: { name: string; key: string; why: string }): Complaint {
  const { name, key, why } = of
  return {
    type: 'ConfigCompositionException',
    code: 'variable-not-fit',
    key,
    message: `The environment variable ${name} cannot stand for '${key}': ${why}`,
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  bool: 'Write true or false.',
  int: 'Write a number.',
  float: 'Write a number.',
  list: 'Write it as an override has it: [a,b].',
  map: 'Write it as an override has it: {key: value}. An option of a config group is chosen on the command line.',
}
