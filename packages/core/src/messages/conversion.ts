import type { Complaint } from '../text/errors.js'
import type { Struct, Type } from '../value/value.js'
import { kindWords, memberWords, structWords, typeWords } from './type-words.js'

/** Words for values that a declared type refuses. */

const at = (place: string): string => (place === '' ? 'The root' : `'${place}'`)

/** A value that does not fit: a single one with its text, a list or map by what it is. */
export interface Given {
  readonly kind: string
  readonly text?: string
  /** The structured config that it is an instance of. */
  readonly struct?: string | undefined
}

export const notConvertible = (place: string, given: Given, type: Type): Complaint => ({
  type: 'ValidationError',
  code: 'wrong-type',
  message: `${at(place)} takes ${typeWords(type)}, not ${givenWords(given)}`,
  advice: type.kind === 'bool' ? 'Write true or false' : undefined,
})

export const notOptional = (place: string, type: Type): Complaint => ({
  type: 'ValidationError',
  code: 'not-optional',
  message: `${at(place)} takes ${typeWords(type)}, and cannot be null`,
  advice: place.startsWith('hydra.') ? 'Give it a value' : 'Give it a value, or let its schema allow null',
})

export const notAMember = (place: string, value: string, members: Iterable<string>): Complaint => ({
  type: 'ValidationError',
  code: 'not-a-member',
  message: `${at(place)} takes ${memberWords(members)}, not ${value}`,
})

export const notASubclass = (place: string, given: Given, struct: Struct): Complaint => ({
  type: 'ValidationError',
  code: 'not-a-subclass',
  message: `${at(place)} takes ${structWords(struct)} or a schema that extends it, not ${givenWords(given)}`,
})

export const wrongKeyType = (place: string, key: string, type: Type): Complaint => ({
  type: 'KeyValidationError',
  code: 'wrong-key-type',
  message: `The keys of ${place === '' ? 'the root' : `'${place}'`} have to be of one type: each ${typeWords(type)}. ${key} is not`,
})

export const ambiguous = (place: string, type: Type): Complaint => ({
  type: 'ValidationError',
  code: 'ambiguous-choice',
  message: `${at(place)} is declared as ${typeWords(type)}, and more than one of them takes this`,
  advice: 'Give it a default that is one of them: what comes later is merged into that one.',
})

export const unionOfContainers = (place: string, type: Type): Complaint => ({
  type: 'ConfigValueError',
  code: 'union-of-containers',
  message: `${at(place)} is declared as ${typeWords(type)}: a choice of types cannot hold lists or maps`,
  advice: 'Declare it as one of them, or leave the type out',
})

function givenWords({ kind, text, struct }: Given): string {
  if (struct !== undefined) return `a map as ${struct} declares it`
  if (text === undefined || kind === 'map' || kind === 'list') return kindWords(kind)
  return kind === 'str' ? `the string '${text}'` : `${text} (${kindWords(kind)})`
}
