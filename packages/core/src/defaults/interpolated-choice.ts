import { textValue } from '../grammar/text-value.js'
import { choiceNotText, unresolvedChoice } from '../messages/defaults.js'
import { HydraconfError, raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { childNode, type Follow, rootNode } from '../value/config-node.js'
import { list, map, nullValue } from '../value/constructors.js'
import type { MapValue, Value } from '../value/value.js'
import type { LocatedEntry, LocatedGroup } from './entries-of-config.js'
import type { Choice } from './group-overrides.js'
import type { HoldingConfig } from './holding-config.js'
import { configPathOf } from './package-path.js'
import type { Choices } from './tree.js'

/** What an interpolated choice can refer to. */
export interface ChoiceScope {
  /** The choices made so far, by override key, and under `defaults` the list it stands in. */
  readonly values: MapValue
  readonly keys: readonly string[]
  readonly follow: Follow
}

/** An entry of the list around a choice: a config by path, or a group with its choice. */
export type EntryInScope = string | readonly [key: string, choice: Choice]

/** The list as interpolations see it under `defaults`: with its overrides, without a `_self_` that nobody wrote. */
export function entriesInScope(
  items: readonly LocatedEntry[],
  taken: ReadonlyMap<LocatedGroup, Choice>,
  holder: HoldingConfig,
): EntryInScope[] {
  const entries: EntryInScope[] = []
  for (const item of items) {
    if (item.kind === 'group') {
      entries.push([item.key, taken.has(item) ? taken.get(item)! : item.choice])
    } else if (item.kind === 'config') entries.push(configPathOf(item.entry.path, holder))
    else if (item.written !== undefined) entries.push(configPathOf('_self_', holder))
  }
  return entries
}

export function choiceScope(choices: Choices, entries: readonly EntryInScope[], follow: Follow): ChoiceScope {
  const values = new Map<string, Value>()
  for (const [key, option] of choices) values.set(key, asValue(option))
  values.set('defaults', list(entries.map(entryValue)))
  return { values: map(values), keys: [...choices.keys()], follow }
}

/** The name that an interpolated choice or path comes to. */
export function resolveChoice(text: string, { values, keys, follow }: ChoiceScope, origin: Origin): string {
  const choice = textValue(text, origin)
  // The choice hangs below the scope, one level down, as relative references count it.
  const holder = { value: map([['choice', choice]]), key: '_', parent: rootNode(values) }
  const { value } = refusing(text, keys, origin, () => follow(childNode(holder, 'choice')!))
  if (value.kind !== 'str') throw raise(choiceNotText(text, value.kind), origin)
  return value.value
}

function refusing<T>(text: string, keys: readonly string[], origin: Origin, resolve: () => T): T {
  try {
    return resolve()
  } catch (error) {
    if (!(error instanceof HydraconfError) || !error.isA('InterpolationResolutionError')) throw error
    throw raise(unresolvedChoice(text, keys, reasonOf(error)), origin, error)
  }
}

function reasonOf(error: HydraconfError): string {
  if (error.isA('InterpolationKeyError')) return 'it refers to a group that has no choice here'
  if (error.isA('InterpolationToMissingValueError')) return 'it refers to a choice that is still open (???)'
  return error.summary
}

function entryValue(entry: EntryInScope): Value {
  return typeof entry === 'string' ? textValue(entry) : map([[entry[0], asValue(entry[1])]])
}

function asValue(choice: Choice): Value {
  if (choice === null) return nullValue()
  return typeof choice === 'string' ? textValue(choice) : list(choice.map((name) => textValue(name ?? '')))
}
