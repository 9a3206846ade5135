import type { TreeNode } from '../defaults/tree.js'
import { override } from '../grammar/override-builder.js'
import { allGroups } from '../library/walk-folders.js'
import type { Origin } from '../text/source.js'
import { defaultsIn } from './compute-defaults-list.js'
import type { Environment } from './environment.js'
import { openFor } from './open-library.js'

/** A config group where it stands, or could: its options, the one that is chosen, and what would choose each. */
export interface ReachableGroup {
  /** As an override names it: `db`, `db@backup`. */
  readonly key: string
  readonly group: string
  /** `???` is a choice that is left open, null none; undefined: the group is in no defaults list. */
  readonly chosen: string | null | undefined
  /** What chose it: an entry of a defaults list, or an override. Undefined where nothing did. */
  readonly by: Origin | undefined
  /** The override for each option. */
  readonly overrides: ReadonlyMap<string, string>
}

/**
 * Every group in reach of a command line, sorted: those of the defaults tree, and those that could be added to it. Nothing is
 * merged, so it answers where a choice is still open, too.
 *
 * @throws HydraconfError where the defaults lists do not fit together
 */
export function reachableGroups(
  environment: Environment,
  configName: string | undefined,
  texts: readonly string[],
): readonly ReachableGroup[] {
  const opened = openFor(environment, configName, texts)
  const { library, overrides: given } = opened
  const { choices, tree } = defaultsIn(opened, configName, { skipMissing: true })
  const origins = new Map(entriesOf(tree))
  const appended = new Set(
    given
      .filter(({ op }) => op === 'add')
      .map(({ key }) => (key.package === undefined ? key.name : `${key.name}@${key.package}`)),
  )
  const placed = [...choices].map(([key, chosen]) => ({ key, chosen: chosen as string | null | undefined }))
  const met = new Set(placed.map(({ key }) => groupOf(key)))
  const open = [...allGroups(library)].filter((group) => !met.has(group)).map((key) => ({ key, chosen: undefined }))
  return [...placed, ...open]
    .map(({ key, chosen }): ReachableGroup => {
      const group = groupOf(key)
      const sign = chosen === undefined || appended.has(key) ? '+' : ''
      const overrides = library
        .options(group, 'config')
        .map((option) => [option, `${sign}${chooseText(key, option)}`] as const)
      return { key, group, chosen, by: origins.get(key), overrides: new Map(overrides) }
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** The entries of a tree that choose from a group, by override key. */
function* entriesOf(node: TreeNode): Generator<readonly [key: string, origin: Origin]> {
  if (node.kind === 'self') return
  const { group, origin } = node.entry
  if (group !== undefined) yield [group.key, origin]
  if (node.kind === 'loaded') for (const child of node.children ?? []) yield* entriesOf(child)
}

//   db@backup.main
//   ^^ the group, up to the package
function groupOf(key: string): string {
  return key.split('@')[0]!
}

function chooseText(key: string, option: string): string {
  const at = key.indexOf('@')
  return at === -1
    ? override.choose(key, option)
    : override.choose(key.slice(0, at), option, { package: key.slice(at + 1) })
}
