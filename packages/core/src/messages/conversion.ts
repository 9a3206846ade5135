import type { Complaint } from '../text/errors.js'

/** Words for values that a declared type refuses. */

const at = (place: string): string => (place === '' ? 'The root' : `'${place}'`)

export const notConvertible = (place: string, value: string, kind: string, type: string): Complaint => ({
  type: 'ValidationError',
  code: 'wrong-type',
  message: `${at(place)} takes ${type}, not ${value} (${kind})`,
})

export const notOptional = (place: string, type: string): Complaint => ({
  type: 'ValidationError',
  code: 'not-optional',
  message: `${at(place)} takes ${type}, and cannot be null`,
  advice: `Give it a value, or declare it Optional[${type}]`,
})

export const notAMember = (place: string, value: string, type: string, members: readonly string[]): Complaint => ({
  type: 'ValidationError',
  code: 'not-a-member',
  message: `${at(place)} takes a member of ${type}, not ${value}`,
  advice: `Members: ${members.join(', ')}`,
})

export const notASubclass = (place: string, given: string, type: string): Complaint => ({
  type: 'ValidationError',
  code: 'not-a-subclass',
  message: `${at(place)} takes ${type} or what extends it, not ${given}`,
})

export const wrongKeyType = (place: string, key: string, type: string): Complaint => ({
  type: 'KeyValidationError',
  code: 'wrong-key-type',
  message: `${at(place)} takes keys of type ${type}: ${key} is not one`,
})

export const unionOfContainers = (place: string, type: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'union-of-containers',
  message: `${at(place)} is declared ${type}: a union cannot hold lists, dicts or structs`,
  advice: 'Declare it Any, or one of them',
})
