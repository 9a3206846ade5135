import type { Complaint } from '../text/errors.js'
import type { Type } from '../value/value.js'
import { kindWords, typeWords } from './type-words.js'

/** Words for refusals of select, update and the container methods. `place` is the full key. */

const at = (place: string): string => (place === '' ? 'the root' : `'${place}'`)

export const missingValue = (place: string): Complaint => ({
  type: 'MissingMandatoryValue',
  code: 'missing-value',
  message: `Missing mandatory value: ${place}`,
  advice: `Its value is '???': give it one, for example ${place}=<value>`,
})

export const keyNotFound = (place: string, near: readonly string[] = []): Complaint => ({
  type: 'ConfigKeyError',
  code: 'key-not-found',
  message: `Key not found: ${at(place)}`,
  advice: suggestion(near),
})

export const keyNotInStruct = (place: string, near: readonly string[] = [], struct?: string): Complaint => ({
  type: 'ConfigKeyError',
  code: 'closed-key',
  message:
    struct === undefined
      ? `${at(place)} is not in the config, and no key can be added here: the config is closed (struct)`
      : `${at(place)} is ${place.startsWith('hydra.') ? "none of Hydra's settings" : `not a key that ${struct} declares`}`,
  advice: suggestion(near),
})

export const badKeyType = (key: string, place: string): Complaint => ({
  type: 'KeyValidationError',
  code: 'bad-key-type',
  message: `${key} cannot be a key of ${at(place)}: keys are strings, ints, floats, booleans, bytes or enum members`,
})

export const keyOfWrongType = (key: string, place: string, expected: Type | undefined): Complaint => ({
  type: 'KeyValidationError',
  code: 'key-of-wrong-type',
  message: `${key} cannot be a key of ${at(place)}${expected === undefined ? '' : `: its keys are declared, each as ${typeWords(expected)}`}`,
})

export const indexNotInt = (key: string, place: string): Complaint => ({
  type: 'KeyValidationError',
  code: 'index-not-int',
  message: `${at(place)} is a list, its indices are ints: ${key} is not one`,
})

export const pathIndexNotInt = (key: string, place: string): Complaint => ({
  type: 'ConfigTypeError',
  code: 'index-not-int',
  message: `${at(place)} is a list, its indices are ints: '${key}' is not one`,
})

export const indexOutOfRange = (place: string, length: number): Complaint => ({
  type: 'ConfigIndexError',
  code: 'index-out-of-range',
  message: `There is no ${at(place)}: the list has ${length} item${length === 1 ? '' : 's'}`,
  advice: length === 0 ? undefined : `Its first is 0, its last ${length - 1}. To make it longer set the whole list`,
})

export const emptyKey = (key: string): Complaint => ({
  type: 'ConfigIndexError',
  code: 'empty-key',
  message: `'${key}' names no key`,
  advice: 'Write a key as a.b, a[b] or [a].b',
})

export const notAContainer = (place: string, kind: string): Complaint => ({
  type: 'ConfigTypeError',
  code: 'not-a-container',
  message: `${at(place)} is ${kindWords(kind)}, and holds no keys`,
})

export const aboveRoot = (key: string, place: string): Complaint => ({
  type: 'ConfigKeyError',
  code: 'above-root',
  message: `'${key}' climbs above the root, seen from ${at(place)}`,
})

export const readonlyPlace = (place: string, doing: string): Complaint => ({
  type: 'ReadonlyConfigError',
  code: 'readonly',
  message: `Cannot ${doing} ${at(place)}: the config is read-only there`,
})

export const closedRemoval = (place: string, how: string): Complaint => ({
  type: 'ConfigTypeError',
  code: 'closed-removal',
  message: `Cannot ${how} ${at(place)}: the config is closed (struct), keys can be neither added nor removed`,
})

export const typedRemoval = (place: string, struct: string, how: string): Complaint => ({
  type: 'ConfigTypeError',
  code: 'typed-removal',
  message: `Cannot ${how} ${at(place)}: ${struct} declares it, so it has to be there`,
})

export const noAttributes = (key: string, place: string): Complaint => ({
  type: 'ConfigAttributeError',
  code: 'no-attributes',
  message: `${at(place)} is a list, and has no attribute '${key}'`,
})

export const noContainer = (place: string, doing: string, kind: string): Complaint => ({
  type: 'ConfigTypeError',
  code: 'no-container',
  message: `Cannot ${doing} ${at(place)}: it is ${kindWords(kind)}`,
})

export const nothingAt = (place: string): Complaint => ({
  type: 'ConfigTypeError',
  code: 'nothing-there',
  message: `${at(place)} can hold no keys`,
})

export const collidingKeys = (place: string, key: string): Complaint => ({
  type: 'ConfigKeyError',
  code: 'colliding-keys',
  message: `${at(place)} has several keys that a plain object would spell '${key}'`,
  advice: "Ask for maps: toJs(config, { maps: 'map' })",
})

export const notAValue = (place: string, kind: string): Complaint => ({
  type: 'UnsupportedValueType',
  code: 'not-a-value',
  message: `${at(place)} is ${kind}, which no config can hold`,
  advice: 'Configs hold null, booleans, numbers, bigints, strings, bytes, arrays, plain objects and Maps',
})

export const notADotlist = (): Complaint => ({
  type: 'ConfigValueError',
  code: 'not-a-dotlist',
  message: 'A dotlist is a list of strings such as a.b=1',
})

export const tooDeep = (levels: number): Complaint => ({
  type: 'ConfigValueError',
  code: 'too-deep',
  message: `The config is nested deeper than ${levels} levels`,
})

export const valueTextTooLong = (limit: number): Complaint => ({
  type: 'ConfigValueError',
  code: 'text-too-long',
  message: `The text of this list or map would have more than ${limit} characters`,
})

export const keyTooDeep = (limit: number): Complaint => ({
  type: 'ConfigKeyError',
  code: 'key-too-deep',
  message: `A key has at most ${limit} parts, and this one has more`,
})

/** The same refusal, as attribute access words it in Python. */
export const asAttribute = (complaint: Complaint): Complaint =>
  complaint.type === 'ConfigKeyError' ? { ...complaint, type: 'ConfigAttributeError' } : complaint

function suggestion(near: readonly string[]): string | undefined {
  return near.length === 0 ? undefined : `Did you mean ${near.join(' or ')}?`
}

interface Unknown {
  readonly name: string
  /** The full key of the map; empty at the root. */
  readonly place: string
  readonly near: readonly string[]
  readonly known: readonly string[]
}

/** A strict config object was asked for a key that it does not have. */
export const keyNotThere = ({ name, place, near, known }: Unknown): Complaint => ({
  type: 'ConfigAttributeError',
  code: 'key-not-there',
  key: place === '' ? name : `${place}.${name}`,
  message: place === '' ? `The config has no key '${name}'` : `'${place}' has no key '${name}'`,
  advice: meant(near, known),
})

/** A strict config object was given a key that it does not have. */
export const keyNotToBeAdded = (unknown: Unknown): Complaint => ({
  ...keyNotThere(unknown),
  code: 'key-not-to-be-added',
  advice: meant(unknown.near, unknown.known) ?? 'A config takes no new keys; a copy of it does: { ...config }',
})

function meant(near: readonly string[], known: readonly string[]): string | undefined {
  if (near.length > 0) return `Did you mean ${near.map((key) => `'${key}'`).join(' or ')}?`
  return known.length === 0 ? 'It is empty' : `It has ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', ...' : ''}`
}

export const keysCollide = (text: string): Complaint => ({
  type: 'KeyValidationError',
  code: 'keys-look-alike',
  message: `The int ${text} and the text '${text}' cannot both be keys of one map`,
  advice: 'Rename or remove one of them.',
})
