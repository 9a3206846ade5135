import type { Override, OverrideValue } from '../grammar/override.js'
import { valueOrigin } from '../grammar/override-element.js'
import type { GroupChoice, GroupEntry } from '../library/document.js'
import { multipleChoices } from '../messages/defaults.js'
import { type HydraconfError, raise } from '../text/errors.js'
import { describeOrigin, type Origin } from '../text/source.js'
import type { HoldingConfig } from './holding-config.js'
import type { Choices } from './tree.js'

/** What the command line says about groups. */
export interface GroupIntent {
  /** `db=mysql`: the option of a group that is in some list. */
  readonly choices: readonly Override[]
  /** `+db=mysql`: entries for the end of the primary config's list. */
  readonly appends: readonly Override[]
  /** `~db`, `~db=mysql` */
  readonly deletions: readonly Override[]
}

/**
 * What a group has for an option: one, several, or none. `???` and interpolations are still spelled as written. Where
 * the command line lists something that is no string, there is `undefined`, and a refusal if that is ever visited.
 */
export type Choice = string | readonly (string | undefined)[] | null

/** A choice made elsewhere than in the entry that it concerns. */
export interface GroupOverride {
  readonly choice: Choice
  readonly origin: Origin
  /** The `override` entry, and the config whose list has it; undefined: the command line. */
  readonly from: { readonly entry: GroupEntry; readonly holder: HoldingConfig } | undefined
}

/**
 * What was decided so far in one walk, and what came of it. The command line speaks before the walk begins; after that
 * the first to override a key keeps it.
 */
export interface GroupOverrides {
  readonly choices: Choices
  /** The choice for a key that someone overrides; the decision has then met its entry. */
  overridden(key: string): GroupOverride | undefined
  /** The keys that someone overrides. */
  overriddenKeys(): ReadonlySet<string>
  override(key: string, entry: GroupEntry, holder: HoldingConfig): void
  /** Whether the command line deletes this choice; the deletion has then met its entry. */
  deletes(key: string, option: string | null): boolean
  /** Records that a group has an option. Refuses another option for the same key. */
  choose(key: string, option: string | null, group: string, origin: Origin): void
  unused(): Unused
}

/** What met no entry of the tree. */
export interface Unused {
  readonly overrides: readonly UnusedGroupOverride[]
  readonly deletions: readonly Deletion[]
}

export interface Deletion {
  readonly key: string
  /** Undefined: whatever is chosen. */
  readonly option: string | undefined
  readonly origin: Origin
}

export interface UnusedGroupOverride extends GroupOverride {
  readonly key: string
  /** The keys that its group does have in the tree. */
  readonly keys: readonly string[]
}

export function groupOverridesOf(intent: GroupIntent): GroupOverrides {
  const overrides = new Map<string, GroupOverride>()
  for (const override of intent.choices) {
    overrides.set(keyText(override), { choice: choiceIn(override), origin: valueOrigin(override), from: undefined })
  }
  const deletions = new Map<string, Deletion>()
  for (const deletion of intent.deletions) {
    const key = keyText(deletion)
    const option = deletion.value === undefined ? undefined : textIn(deletion.value)
    deletions.set(key, { key, option, origin: deletion.origin })
  }
  const met = new Set<GroupOverride | Deletion>()
  const choices = new Map<string, string | null>()
  const places = new Map<string, Origin>()
  const keysOfGroup = new Map<string, Set<string>>()
  const keysOf = (group: string): string[] => [...(keysOfGroup.get(group) ?? [])].sort()

  return {
    choices,
    overridden(key) {
      const decision = overrides.get(key)
      if (decision !== undefined) met.add(decision)
      return decision
    },
    overriddenKeys: () => new Set(overrides.keys()),
    override(key, entry, holder) {
      const { choice, origin } = entry
      if (!overrides.has(key)) overrides.set(key, { choice: choiceOf(choice), origin, from: { entry, holder } })
    },
    deletes(key, option) {
      const deletion = deletions.get(key)
      if (deletion === undefined || (deletion.option !== undefined && deletion.option !== option)) return false
      met.add(deletion)
      return true
    },
    choose(key, option, group, origin) {
      const before = choices.get(key)
      const place = places.get(key)
      if (before === undefined || place === undefined) {
        choices.set(key, option)
        places.set(key, origin)
      } else if (before !== option) throw chosenTwice(key, { option: before, origin: place }, { option, origin })
      const keys = keysOfGroup.get(group)
      if (keys === undefined) keysOfGroup.set(group, new Set([key]))
      else keys.add(key)
    },
    unused: () => ({
      overrides: [...overrides]
        .filter(([, decision]) => !met.has(decision))
        .map(([key, decision]) => ({ ...decision, key, keys: keysOf(groupOf(key)) })),
      deletions: [...deletions.values()].filter((deletion) => !met.has(deletion)),
    }),
  }
}

interface Chosen {
  readonly option: string | null
  readonly origin: Origin
}

/** The walk is right to left: the first to choose stands last in the list, or further down, and is the one to mend. */
function chosenTwice(key: string, first: Chosen, other: Chosen): HydraconfError {
  const { source, start } = first.origin
  const added = source.kind === 'override' ? source.text.slice(0, start).replace(/^\+/, '') + first.option : undefined
  const elsewhere = describeOrigin(other.origin)
  return raise(multipleChoices({ key, here: first.option, other: other.option, elsewhere, added }), first.origin)
}

/** What an entry chooses, as written. */
export function choiceOf(choice: GroupChoice): Choice {
  switch (choice.kind) {
    case 'option':
      return choice.name
    case 'options':
      return choice.names
    case 'none':
      return null
    case 'missing':
      return '???'
    case 'interpolated':
      return choice.text
  }
}

/** The options that an override gives to a group. */
export function choiceIn({ value }: Override): Choice {
  if (value?.kind === 'text' || value?.kind === 'quoted') return value.value
  return value?.kind === 'list' ? value.items.map(textIn) : null
}

function textIn(item: OverrideValue): string | undefined {
  return item.kind === 'text' || item.kind === 'quoted' ? item.value : undefined
}

/** The key of an override as typed: `db`, `db@source`. */
function keyText({ key }: Override): string {
  return key.package === undefined ? key.name : `${key.name}@${key.package}`
}

const groupOf = (key: string): string => key.split('@', 1)[0]!
