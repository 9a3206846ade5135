import type { Complaint } from '../text/errors.js'
import { type Refusal, sentences } from './composition.js'
import { kindWords } from './type-words.js'

export function notAGroup({ text, group }: { text: string; group: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'not-a-group',
    message: `'${text}' chooses an option, but there is no config group '${group}'`,
    advice: 'Only a group takes a package after @; for a value leave it out.',
  }
}

/** What stands around a key that is not there. */
export interface KeySuggestions {
  /** The deepest value that the path of the key reaches; empty: the config itself. */
  readonly holder: string
  readonly kind: string
  /** Keys that may be meant. */
  readonly near: readonly string[]
  /** Names of the keys that the holder has. */
  readonly keys: readonly string[]
  /** No other key is ever taken there. */
  readonly isFixed: boolean
  /** A key of the holder that has dots in its name and reads as the rest of the path. */
  readonly dotted?: string | undefined
}

export function keyNotThere({ key, text, around }: { key: string; text: string; around: KeySuggestions }): Complaint {
  const { holder, kind, isFixed, dotted } = around
  if (dotted !== undefined) {
    return {
      type: 'ConfigCompositionException',
      code: 'key-not-there',
      message: `There is no '${key.slice(0, -dotted.length)}${dotted.split('.')[0]}' for '${key}' to change: '${dotted}' is one key, with a dot in its name`,
      advice: 'No override reaches a key with a dot in its name. Change it in the file that sets it.',
    }
  }
  const isBelow = kind !== 'map' && holder !== key
  const add = isFixed ? '' : isBelow ? `To put a map in its place use +${text}` : `To add it use +${text}`
  return {
    type: 'ConfigCompositionException',
    code: 'key-not-there',
    message: `There is no '${key}' to change${isBelow ? `: '${holder}' is ${kindWords(kind)}` : ''}`,
    advice: sentences(meant(around, ''), add),
  }
}

export function alreadyThere({ key, text }: { key: string; text: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'already-there',
    message: `'${key}' is there already, and + only adds`,
    advice: `To change it use ${text.slice(1)}, to add or change it +${text}`,
  }
}

/** `nulls`: null and `???` count as nothing. */
export function nothingToDelete({
  key,
  around,
  nulls,
}: {
  key: string
  around: KeySuggestions
  nulls: boolean
}): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'nothing-to-delete',
    message: `There is no '${key}' to delete${nulls ? ' (null and ??? count as nothing)' : ''}`,
    advice: sentences(meant(around, '~')),
  }
}

export function notAList({ key, is }: { key: string; is: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'not-a-list',
    message: `extend_list appends to a list, and '${key}' is ${kindWords(is)}`,
  }
}

export function itemNotDeleted({ key, list }: { key: string; list: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'item-not-deleted',
    message: `'${key}' is an item of a list, and only keys of maps can be deleted`,
    advice: `Set the list as it should be: ${list}=[...]`,
  }
}

export function deletedValueDiffers({ key, value, text }: { key: string; value: string; text: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'deleted-value-differs',
    message: `'${text}' deletes '${key}' only if that is its value, and its value is ${value}`,
    advice: `To delete it whatever it is use ~${key}`,
  }
}

/** Hydra's class hides OmegaConf's, which stays in the message. */
export function editRefused({ summary, type, advice }: Refusal): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'edit-refused',
    message: `Could not override: ${summary} (${type})`,
    advice,
  }
}

/** `Did you mean db.port?`, or what there is to choose from. */
export function meant({ holder, near, keys }: KeySuggestions, prefix: string): string {
  if (near.length > 0) return `Did you mean ${prefix}${near.join(` or ${prefix}`)}?`
  if (keys.length === 0) return ''
  const some = keys.length > 12 ? `${keys.slice(0, 12).join(', ')} and ${keys.length - 12} more` : keys.join(', ')
  return `${holder === '' ? 'The config' : `'${holder}'`} has ${some}.`
}
