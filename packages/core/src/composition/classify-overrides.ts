import { locateGroup, overrideKeyOf, ROOT } from '../defaults/package-path.js'
import { isSweep, type Override, type OverrideValue } from '../grammar/override.js'
import { valueOrigin } from '../grammar/override-element.js'
import type { Library } from '../library/library.js'
import { choiceIsNoOption, deletionIsNoOption, groupForceAdded } from '../messages/composition.js'
import { emptyGroup } from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import type { Intent } from './composition.js'

/**
 * What each override means, now that the library says which keys are groups. A map as value makes it an edit of
 * values even where a group of that name exists. Sweeps mean nothing yet: a sweep's own jobs carry one value each.
 * Mirrors how `ConfigLoaderImpl` tells config overrides from group overrides.
 *
 * @throws ConfigCompositionException for `++group=option`, and for a choice or deletion by something that names no
 * option
 */
export function classify(
  overrides: readonly Override[],
  library: Pick<Library, 'isGroup' | 'hasConfig' | 'rules'>,
): Intent {
  const choices = new Map<string, Override>()
  const appends: Override[] = []
  const deletions = new Map<string, Override>()
  const edits: Override[] = []
  for (const given of overrides) {
    if (given.value !== undefined && isSweep(given.value)) continue
    const override = library.rules.dialect.defaults.leadsWithGroup ? placed(given, library) : given
    if (deletesConfig(override, library)) {
      if (override.value !== undefined) throw raise(deletionIsNoOption({ text: override.text }), valueOrigin(override))
      deletions.set(overrideKey(override), override)
      continue
    }
    const isMap =
      override.value?.kind === 'map' && !(override.op === 'delete' && library.rules.dialect.defaults.deletesConfigs)
    if (isMap || !library.isGroup(override.key.name)) {
      edits.push(override)
      continue
    }
    switch (override.op) {
      case 'force-add':
        throw raise(groupForceAdded({ text: override.text, key: overrideKey(override) }), override.origin)
      case 'delete':
        if (!isDeletable(override.value))
          throw raise(deletionIsNoOption({ text: override.text }), valueOrigin(override))
        deletions.set(overrideKey(override), override)
        break
      case 'add':
        refuseUnlessOption(override)
        if (override.key.name === '') throw raise(emptyGroup(undefined), override.origin)
        appends.push(override)
        break
      case 'change':
      case 'extend':
        refuseUnlessOption(override)
        choices.set(overrideKey(override), override)
    }
  }
  return { choices: [...choices.values()], appends, deletions: [...deletions.values()], edits }
}

/** Dialect 1.4: `~name` may delete the entry of a config, where there is one of that name. */
function deletesConfig({ op, key }: Override, library: Pick<Library, 'isGroup' | 'hasConfig' | 'rules'>): boolean {
  const { deletesConfigs } = library.rules.dialect.defaults
  return op === 'delete' && deletesConfigs && !library.isGroup(key.name) && library.hasConfig(key.name)
}

/** Dialect 1.4: `db@_group_.source=mysql` is meant for `db@db.source`. */
function placed(override: Override, { isGroup, rules }: Pick<Library, 'isGroup' | 'rules'>): Override {
  const { op, key } = override
  const { name: group, package: pkg } = key
  if (op === 'add' || pkg?.split('.', 1)[0] !== '_group_' || !isGroup(group)) return override
  const [name, own] = overrideKeyOf(locateGroup({ group, package: pkg }, ROOT, rules), null, rules).split('@')
  return { ...override, key: { ...key, name: name!, package: own } }
}

/** `db@source`, as override keys are compared. */
function overrideKey({ key }: Override): string {
  return key.package === undefined ? key.name : `${key.name}@${key.package}`
}

function isDeletable(value: OverrideValue | undefined): boolean {
  return value === undefined || value.kind === 'null' || value.kind === 'text' || value.kind === 'quoted'
}

function refuseUnlessOption(override: Override): void {
  const kind = override.value!.kind
  if (kind === 'text' || kind === 'quoted' || kind === 'list') return
  throw raise(choiceIsNoOption({ text: override.text, key: overrideKey(override), kind }), valueOrigin(override))
}
