import type { Complaint } from '../text/errors.js'
import type { Type } from '../value/value.js'
import { kindWords, typeWords } from './type-words.js'

const grammar = (code: string, message: string, advice?: string): Complaint => ({
  type: 'GrammarParseError',
  code,
  message,
  advice,
})

export const unclosedInterpolation = (): Complaint =>
  grammar('unclosed-interpolation', "This '${' has no '}'.", "Close it, or write '\\${' for a plain '${'.")

export const unexpectedInKey = (char: string): Complaint =>
  grammar(
    'unexpected-in-key',
    `${shown(char)} cannot stand here in an interpolation's key.`,
    'A key is written ${a.b[0]}, a resolver call ${name:argument}.',
  )

export const emptyKey = (): Complaint =>
  grammar('empty-key', 'A key is missing in this interpolation.', 'A key is written ${a.b[0]}.')

export const notAResolverName = (name: string): Complaint =>
  grammar(
    'bad-resolver-name',
    `'${name}' is not a resolver's name.`,
    "A name is made of letters, digits, '_' and '-', in parts joined by dots: ${oc.env:HOME}.",
  )

export const unexpectedInValue = (char: string): Complaint =>
  grammar(
    'unexpected-in-value',
    `${shown(char)} cannot stand here in a resolver's argument.`,
    'Put the argument in quotes to take it as text.',
  )

export const unclosed = (what: string, close: string): Complaint =>
  grammar('unclosed', `This ${what} is not closed: ${close} is missing.`)

export const missingArgument = (): Complaint =>
  grammar('missing-argument', 'A value is missing here.', "Write '' for an empty string.")

export const emptyText = (): Complaint => grammar('empty-text', 'There is nothing to read in an empty text.')

export const onlyBlanks = (): Complaint => ({
  type: 'InterpolationResolutionError',
  code: 'only-blanks',
  message: 'Blanks alone are not a value.',
  advice: "Put them in quotes: ' '.",
})

export const interpolatedMapKey = (): Complaint =>
  grammar('bad-map-key', 'A map key here is plain text: no quotes, no interpolation.', 'Write {key: value}.')

export const textAfterValue = (char: string): Complaint =>
  grammar('text-after-value', `The value ends before ${shown(char)}.`, 'Put text that holds this character in quotes.')

export const nestedTooDeep = (limit: number): Complaint =>
  grammar('nested-too-deep', `Interpolations, lists and maps are nested more than ${limit} deep here.`)

function shown(char: string): string {
  return char === '' ? 'The end of the text' : `'${char}'`
}

/** Below: interpolations that are well formed and cannot be resolved. `place` is the full key of the one at hand. */
interface At {
  readonly place: string
  /** The keys that asked for this one, the first being the one that was asked for; empty when it is that one itself. */
  readonly askedBy: readonly string[]
}

type Failure = 'InterpolationResolutionError' | 'InterpolationKeyError' | 'InterpolationToMissingValueError'

const failed = (at: At, type: Failure, code: string, message: string, advice?: string): Complaint => ({
  type,
  code,
  message: `${where(at)}${message}${trail(at)}`,
  advice,
})

export const referenceNotFound = (at: At, key: string, near: readonly string[]): Complaint => ({
  ...failed(
    at,
    'InterpolationKeyError',
    'interpolation-key-not-found',
    `\${${key}} refers to a key that is not there.`,
    near.length > 0
      ? `Did you mean \${${near.join('} or ${')}}?`
      : 'A key is named from the root of the config, ${db.port}, or with a dot in front from where it stands, ${.port}',
  ),
  near,
})

export const aboveTheRoot = (at: At, key: string): Complaint =>
  failed(at, 'InterpolationKeyError', 'above-root', `\${${key}} has more dots than there are levels above it.`)

export const refersToMissing = (at: At, missing: string): Complaint =>
  failed(
    at,
    'InterpolationToMissingValueError',
    'interpolation-to-missing',
    `it refers to '${missing}', which is missing ('???').`,
    `Give it a value, for example ${missing}=<value>`,
  )

export const resultMissing = (at: At): Complaint =>
  failed(at, 'InterpolationToMissingValueError', 'result-missing', "its result is '???', which is no value.")

export const nothingBelow = (at: At, key: string, node: string, kind: string): Complaint =>
  resolution(
    at,
    'not-a-container',
    `\${${key}} looks below '${node}', which is not a map or a list but ${kindWords(kind)}.`,
    `Refer to the value itself: \${${node}}`,
  )

export const referenceIndexNotInt = (at: At, key: string, part: string, list: string): Complaint =>
  resolution(at, 'index-not-int', `\${${key}} looks in the list '${list}' for '${part}', which is not an int.`)

export const interpolationCycle = (keys: readonly string[]): Complaint => ({
  type: 'InterpolationResolutionError',
  code: 'interpolation-cycle',
  message: `These interpolations go in a circle: ${shortened(keys)}`,
  advice: 'One of them must have a value of its own.',
})

export const refersToParent = (at: At, key: string): Complaint =>
  resolution(at, 'interpolation-to-parent', `\${${key}} refers to a node that holds the interpolation itself.`)

export const chainTooLong = (at: At, limit: number): Complaint =>
  resolution(at, 'interpolation-too-deep', `more than ${limit} interpolations need one another here.`)

export const textTooLong = (at: At, limit: number): Complaint =>
  resolution(at, 'text-too-long', `its text would have more than ${limit} characters.`)

export const noPlaceToResolveFrom = (): Complaint => ({
  type: 'InterpolationResolutionError',
  code: 'interpolation-without-parent',
  message: 'An interpolation that is the whole config has nothing to refer to.',
})

export const tooManyValues = (limit: number): Complaint => ({
  type: 'InterpolationResolutionError',
  code: 'too-many-values',
  message: `With its interpolations resolved the config would hold more than ${limit} values.`,
  advice: 'Containers that refer to containers several times multiply: refer to the values that are needed.',
})

export const noKeyIn = (at: At, text: string): Complaint => resolution(at, 'no-key', `'${text}' holds no key.`)

export const notAKeyPart = (at: At, text: string, kind: string): Complaint =>
  resolution(
    at,
    'not-a-key',
    `an interpolation inside a key gives ${kindWords(kind)}, ${text}, and a key is made of strings.`,
    'Put it in quotes where it is defined.',
  )

export const notANamePart = (at: At, text: string, kind: string): Complaint =>
  resolution(
    at,
    'not-a-name',
    `an interpolation inside a resolver's name gives ${kindWords(kind)}, ${text}, not a string.`,
  )

export const unknownResolver = (at: At, name: string, near: readonly string[]): Complaint => ({
  type: 'UnsupportedInterpolationType',
  code: 'unknown-resolver',
  message: `${where(at)}there is no resolver '${name}'.${trail(at)}`,
  advice: near.length === 0 ? 'Resolvers are handed over in the options.' : `Did you mean ${near.join(' or ')}?`,
})

export const resolverFailed = (at: At, name: string, why: string): Complaint =>
  resolution(at, 'resolver-failed', `resolver '${name}' failed: ${why}`)

export const malformedOnTheWay = (at: At, why: string): Complaint => resolution(at, 'grammar', why)

export const wrongResult = (at: At, text: string, why: string): Complaint => ({
  type: 'InterpolationValidationError',
  code: 'interpolation-validation',
  message: `${where(at)}what ${text} stands for does not fit: ${why}${trail(at)}`,
})

export const resultNotAConfig = (place: string, kind: string): Complaint => ({
  type: 'UnsupportedValueType',
  code: 'result-not-a-config',
  message: `The ${kind} that a resolver made for '${place}' cannot become part of the config.`,
  advice: 'Wrap it in ${oc.create:…}, which makes a config of it.',
})

export const containerNotTaken = (place: string, kind: string, type: Type): Complaint => ({
  type: 'UnsupportedValueType',
  code: 'container-not-taken',
  message: `'${place}' takes ${typeWords(type)}, and cannot become the ${kind} that it refers to`,
  advice: 'Leave --resolve away, or refer to a single value.',
})

export const madeItem = (at: At, item: string, kind: string): Complaint => ({
  type: 'InterpolationResolutionError',
  code: 'made-item',
  message: `${where(at)}a resolver makes '${item}' a ${kind}, and an item of a list that is made so cannot be referred to while a config is resolved in place${trail(at)}`,
  advice: 'Call the resolver here as well.',
})

export const madeConfigNotTaken = (place: string, kind: string): Complaint => ({
  type: 'KeyValidationError',
  code: 'made-config-not-taken',
  message: `The ${kind} that oc.create or oc.dict made for '${place}' cannot be resolved in place: OmegaConf 2.4 finds no key for it.`,
  advice: 'Leave --resolve away; the task sees the value all the same.',
})

/** Below: why a built-in resolver fails, in words that `resolverFailed` completes. */
export const wrongCount = (usage: string): string => `it is called as \${${usage}}.`
export const notAString = (what: string, kind: string): string =>
  `its ${what} must be a string, not ${kindWords(kind)}.`
export const variableNotSet = (name: string): string =>
  `the environment variable '${name}' is not set, and no default is given. Write \${oc.env:${name},default}.`
export const searchAboveRoot = (key: string): string => `'${key}' has more dots than there are levels above it.`
export const keyNotThere = (key: string): string => `key '${key}' is not there.`
export const keyIsMissing = (key: string): string => `'${key}' is missing ('???').`
export const notAMap = (key: string, kind: string): string => `'${key}' is not a map but ${kindWords(kind)}.`
export const notCreatable = (kind: string): string =>
  `a config is made of a map, a list or YAML text, not of ${kindWords(kind)}.`
export const nullAsKey = (): string => 'null cannot be the key of a config.'
export const notAValue = (what: string): string =>
  `it returned ${what}: a config holds null, booleans, numbers, strings, bytes, lists and maps.`
export const notAResolver = ({ name }: { name: string }): Complaint => ({
  type: 'PluginException',
  code: 'not-a-resolver',
  message: `What is given as the resolver '${name}' is no function`,
  advice: `Give a function, ${name}: (a, b) => ..., or what resolver(...) or valueResolver(...) makes of one.`,
})
export const yamlNotAtHand = (): string => 'reading YAML text needs the option readYaml.'
export const isDeprecated = (oldKey: string, newKey: string): string =>
  `'${oldKey}' is deprecated. Change your code and config to use '${newKey}'`

const resolution = (at: At, code: string, message: string, advice?: string): Complaint =>
  failed(at, 'InterpolationResolutionError', code, message, advice)

const where = ({ place }: At): string => (place === '' ? '' : `Cannot resolve '${place}': `)

const trail = ({ place, askedBy }: At): string =>
  askedBy.length === 0 ? '' : `\n  asked for by ${shortened([...askedBy, place])}`

/** A path of keys, its middle left out when it is long. */
function shortened(keys: readonly string[]): string {
  const shown = keys.length <= 8 ? keys : [...keys.slice(0, 4), `… ${keys.length - 7} more …`, ...keys.slice(-3)]
  return shown.join(' -> ')
}
