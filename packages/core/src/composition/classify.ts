import type { Element, Override, OverrideValue } from '../grammar/override.js'
import type { Library } from '../library/library.js'
import { choiceIsNoOption, deletionIsNoOption, groupForceAdded } from '../messages/composition.js'
import { raise } from '../text/errors.js'
import type { Intent } from './types.js'

/**
 * What each override means, now that the library says which keys are groups. A map as value makes it an edit of
 * values even where a group of that name exists. Sweeps mean nothing yet: a sweep's own jobs carry one value each.
 */
export function classify(overrides: readonly Override[], library: Pick<Library, 'isGroup'>): Intent {
  const choices = new Map<string, Override>()
  const appends: Override[] = []
  const deletions = new Map<string, Override>()
  const edits: Override[] = []
  for (const override of overrides) {
    if (isSweep(override.value)) continue
    if (override.value?.kind === 'map' || !library.isGroup(override.key.name)) {
      edits.push(override)
      continue
    }
    switch (override.op) {
      case 'force-add':
        throw raise(groupForceAdded({ text: override.text, key: keyText(override) }), override.origin)
      case 'delete':
        if (!isDeletable(override.value)) throw raise(deletionIsNoOption({ text: override.text }), override.origin)
        deletions.set(keyText(override), override)
        break
      case 'add':
        refuseUnlessOption(override)
        appends.push(override)
        break
      case 'change':
        refuseUnlessOption(override)
        choices.set(keyText(override), override)
    }
  }
  return { choices: [...choices.values()], appends, deletions: [...deletions.values()], edits }
}

/** `db@source`, as override keys are compared. */
export function keyText({ key }: Override): string {
  return key.package === undefined ? key.name : `${key.name}@${key.package}`
}

export function isSweep(value: OverrideValue | undefined): boolean {
  switch (value?.kind) {
    case 'choice':
    case 'range':
    case 'interval':
    case 'glob':
      return true
    default:
      return false
  }
}

function isDeletable(value: OverrideValue | undefined): boolean {
  return value === undefined || value.kind === 'null' || value.kind === 'text' || value.kind === 'quoted'
}

function refuseUnlessOption(override: Override): void {
  const kind = (override.value as Element).kind
  if (kind === 'text' || kind === 'quoted' || kind === 'list') return
  throw raise(choiceIsNoOption({ text: override.text, key: keyText(override), kind }), override.origin)
}
