import type { Complaint } from '@hydraconf/core'

/** Words for refusals of `instantiate`, one factory an error. `key` is the full key of the node, empty at the top. */

const at = (key: string): string => (key === '' ? '' : `'${key}': `)

const named = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return `the text '${value}'`
    case 'function':
      return `the function ${value.name}`
    case 'object':
      return 'a map'
    default:
      return `${String(value)} (${typeof value})`
  }
}

/** Node's `_target_` names nothing that the program lets a config make. */
export const targetNotLocated = (key: string, name: string, why: string, advice: string | undefined): Complaint => ({
  type: 'InstantiationException',
  code: 'target-not-located',
  key,
  message: `${at(key)}cannot make '${name}': ${why}`,
  advice,
})

export const notOnTheList = (name: string, near: readonly string[]): Complaint => ({
  type: 'ImportError',
  code: 'target-not-on-the-list',
  message: `'${name}' is not on the list of targets`,
  advice:
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : `Put it on the list that the program hands to instantiate: { '${name}': ... }`,
})

/** A function that the call hands over is an argument: what a config refers to is made only where it is on the list. */
export const targetOnlyReferredTo = (key: string, name: string): Complaint => ({
  type: 'InstantiationException',
  code: 'target-not-located',
  key,
  message: `${at(key)}cannot make ${name === '' ? 'a function' : `the function ${name}`}: the config refers to it, and it is not on the list of targets`,
  advice: 'Put it on the list, or have the program write it as _target_ itself',
})

/** Of plain objects that the program hands over: they may hold themselves. */
export const configTooDeep = (levels: number): Complaint => ({
  type: 'ConfigValueError',
  code: 'too-deep',
  message: `The config that instantiate was given is nested deeper than ${levels} levels, or holds itself`,
})

export const emptyName = (): Complaint => ({
  type: 'ImportError',
  code: 'target-empty',
  message: 'the name of the target is empty',
})

export const emptyPart = (name: string): Complaint => ({
  type: 'ValueError',
  code: 'target-malformed',
  message: `'${name}' is no dotted name: a part of it is empty`,
})

export const notAClass = (name: string, found: unknown): Complaint => ({
  type: 'ValueError',
  code: 'not-a-class',
  message: `'${name}' is ${named(found)}, not a class`,
})

export const notAFunction = (name: string, found: unknown): Complaint => ({
  type: 'ValueError',
  code: 'not-callable',
  message: `'${name}' is ${named(found)}, not a class or function`,
})

export const notListed = (name: string): Complaint => ({
  type: 'InstantiationException',
  code: 'target-not-on-the-list',
  message: `${name || 'A function without a name'} is not on the list of targets, so no config can name it`,
  advice: 'Put it on the list that is handed to builds and instantiate',
})

export const targetNotCallable = (key: string, found: unknown): Complaint => ({
  type: 'InstantiationException',
  code: 'target-not-callable',
  key,
  message: `${at(key)}_target_ is ${named(found)}, nothing that can be called`,
  advice: 'It takes the name of a class or function on the list of targets',
})

export const targetFailed = (key: string, name: string, why: string): Complaint => ({
  type: 'InstantiationException',
  code: 'target-failed',
  key,
  message: `${at(key)}${name} failed: ${why}`,
})

export const badArguments = (key: string, name: string, found: unknown): Complaint => ({
  type: 'InstantiationException',
  code: 'args-not-a-list',
  key,
  message: `${at(key)}_args_ of ${name} is ${named(found)}, not a list`,
})

export const notABool = (key: string, setting: string, found: unknown): Complaint => ({
  type: 'TypeError',
  code: 'setting-not-a-bool',
  key,
  message: `${at(key)}${setting} takes true or false, not ${named(found)}`,
})

export const nothingToInstantiate = (found: unknown): Complaint => ({
  type: 'InstantiationException',
  code: 'not-a-config',
  message: `instantiate takes a config, a map or a list, not ${named(found)}`,
})

export const partialList = (): Complaint => ({
  type: 'InstantiationException',
  code: 'partial-list',
  message: '_partial_ does not go with a list at the top: it has no target of its own',
})

export const unresolvedArgument = (key: string): Complaint => ({
  type: 'InstantiationException',
  code: 'unresolved-argument',
  message: `The argument '${key}' of the call is an interpolation, or missing (???): Hydra 1.4 takes values there`,
  advice: 'Put it into the config, or hand over what it stands for',
})

export const missingParameter = (key: string): Complaint => ({
  type: 'MissingMandatoryValue',
  code: 'missing-value',
  key,
  message: `'${key}' has no value yet (???)`,
  advice: 'Give it one in the config, on the command line, or at the call of instantiate',
})

export const targetCircle = (key: string): Complaint => ({
  type: 'InterpolationResolutionError',
  code: 'instantiate-circle',
  key,
  message: `${at(key)}it is made out of itself, by way of an interpolation`,
})

export const parametersRefused = (key: string, name: string, what: string): Complaint => ({
  type: 'InstantiationException',
  code: 'parameters-refused',
  key,
  message: `'${key}': ${name} refuses it: ${what}`,
})

export const asynchronousCheck = (name: string): Complaint => ({
  type: 'InstantiationException',
  code: 'asynchronous-check',
  message: `The schema of ${name} answers with a promise; instantiate checks before it makes anything, and does not wait`,
})

export const unexpectedArgument = (name: string, names: readonly string[]): Complaint => ({
  type: 'TypeError',
  code: 'unexpected-argument',
  message: `there is no parameter '${name}'`,
  advice: `Parameters: ${names.join(', ')}`,
})

export const argumentTwice = (name: string): Complaint => ({
  type: 'TypeError',
  code: 'argument-twice',
  message: `the parameter '${name}' is given by position and by name`,
})

export const tooManyArguments = (count: number, limit: number): Complaint => ({
  type: 'TypeError',
  code: 'too-many-arguments',
  message: `${count} positional arguments are more than the ${limit} that a call takes here`,
  advice: 'Hand over one list of them: _args_: [[...]], or an argument with a name',
})

export const emptyFamily = (name: string): Complaint => ({
  type: 'ValueError',
  code: 'bad-family',
  message: `'${name}' is no family of targets: it takes a name in front of '.*', and no other star`,
})

export const familyOfNothing = (name: string): Complaint => ({
  type: 'ValueError',
  code: 'bad-family',
  message: `'${name}' takes an object that has the functions, a module for one`,
})

export const exportNotThere = (of: { name: string; module: string; near: readonly string[] }): Complaint => ({
  type: 'ImportError',
  code: 'export-not-there',
  message: `The module '${of.module}' has no export '${of.name}'`,
  advice: of.near.length === 0 ? undefined : `Did you mean ${of.near.join(' or ')}?`,
})

export const exportTwice = (of: { name: string; owner: string; module: string }): Complaint => ({
  type: 'ValueError',
  code: 'target-twice',
  message: `'${of.name}' stands for an export of '${of.owner}' and for one of '${of.module}'`,
  advice: `Name one of them yourself: { '${of.module}': { 'another.name': 'export' } }`,
})

/** What Hydra does without a word. */

export const argumentsTakenApart = (key: string, text: string): string =>
  `${at(key)}_args_ is the text '${text}': it is taken apart into its characters, as in Python`

export const convertUnknown = (key: string, convert: string): string =>
  `${at(key)}_convert_ '${convert}' is none of none, partial, object, all: it counts as none`

export const parameterLeftOut = (key: string): string => `'${key}' has no value yet (???): a partial is made without it`

export const argumentsOfList = (): string => 'The arguments of instantiate are not used: its config is a list'
