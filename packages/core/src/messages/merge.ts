import type { Complaint } from '../text/errors.js'
import type { Type } from '../value/value.js'
import { kindWords, typeWords } from './type-words.js'

/** Words for refusals of merge. */

export const unlikeContainers = (place: string, onto: 'map' | 'list', from: 'map' | 'list'): Complaint => ({
  type: 'ConfigTypeError',
  code: 'unlike-containers',
  message: `Cannot merge a ${from} into ${place === '' ? 'the root' : `'${place}'`}, which is a ${onto}`,
})

export const notAConfig = (place: string, kind: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'not-a-config',
  message: `Only maps and lists can be merged: ${place === '' ? 'the value' : `'${place}'`} is ${kindWords(kind)}`,
})

export const unlikeTarget = (about: {
  readonly place: string
  readonly target: string
  readonly type: Type
  readonly kind: string
}): Complaint => ({
  type: 'ValidationError',
  code: 'unlike-target',
  message: `'${about.place}' stands for '${about.target}', which is declared as ${typeWords(about.type)}, and cannot become ${kindWords(about.kind)}`,
  advice: `Take the interpolation out of the config before, or merge a map or list that fits '${about.target}'`,
})
