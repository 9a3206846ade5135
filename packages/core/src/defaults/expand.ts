import type { Override } from '../grammar/override.js'
import { following } from '../interpolation/follow.js'
import type { ConfigEntry, DefaultsEntry, Document } from '../library/document.js'
import type { Library } from '../library/library.js'
import { emptyDocument } from '../library/read-document.js'
import {
  emptyGroup,
  interpolationInOptions,
  missingSelf,
  oldHeaderKeyword,
  oldHydraOverride,
  oldInterpolation,
  overrideNotLast,
  overrideUnderInterpolation,
  selfRequired,
  tooDeep,
} from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import { type Origin, PROGRAM } from '../text/source.js'
import type { Follow } from '../value/spot.js'
import { type Choice, choiceOf, type Decisions, type GroupIntent, openDecisions, type Unused } from './decisions.js'
import { type ConfigItem, type GroupItem, type Item, itemsOf } from './items.js'
import { noConfig, noOption, noPrimary, notChosen, openConfig } from './not-found.js'
import {
  configPathOf,
  headerPackage,
  nameOf,
  overrideKeyOf,
  type Place,
  packageOf,
  placeConfig,
  ROOT,
  type Within,
} from './place.js'
import { type ChoiceScope, choiceScope, type EntryInScope, resolveChoice } from './resolve-choice.js'
import type { AbsentNode, Choices, DefaultsTree, LoadedNode, PlacedEntry, TreeNode } from './tree.js'

export interface ExpandOptions {
  /** Put Hydra's own `hydra/config` in front, as every composition of an app does. */
  readonly prependHydra?: boolean
  /** Pass over options that are `???` instead of refusing: the outer config of a sweep may leave them to its jobs. */
  readonly skipMissing?: boolean
  /** Refuse a primary config whose list lacks `_self_`, instead of warning: Hydra's SELF_WARNING_AS_ERROR. */
  readonly requireSelf?: boolean
  /** What interpolated choices are followed with: resolvers and their environment. Unless given, there is none. */
  readonly follow?: Follow
}

export interface Expansion {
  readonly tree: DefaultsTree
  readonly choices: Choices
  readonly warnings: readonly string[]
  /** Overrides and deletions that met no entry, in the order they were given. */
  readonly unused: Unused
}

/** The name that Hydra gives to the config of an app that names none. It never reaches the final list. */
export const NO_CONFIG = '_dummy_empty_config_'

/**
 * The defaults tree of a primary config.
 *
 * Visits entries right to left, so that an `override` in a later sibling is known before an earlier sibling is opened.
 * The first to choose an option keeps it; the command line chooses before anyone. Choices that are interpolations
 * wait for the other entries of their list. Mirrors `create_defaults_list` up to its final checks.
 *
 * Throws MissingConfigException for a config that no source has, and ConfigCompositionException for lists that
 * contradict themselves.
 */
export function expandDefaults(
  library: Library,
  primary: string | undefined,
  intent: GroupIntent,
  options: ExpandOptions = {},
): Expansion {
  const decisions = openDecisions(intent)
  const walk: Walk = { library, options, appends: intent.appends, decisions, warnings: new Set() }
  const config = visitPrimary(walk, primary)
  const tree = options.prependHydra ? underRoot([visitHydra(walk), config]) : config
  return { tree, choices: decisions.choices, warnings: [...walk.warnings], unused: decisions.unused() }
}

/** What lives as long as one walk. */
interface Walk {
  readonly library: Library
  readonly options: ExpandOptions
  readonly appends: readonly Override[]
  readonly decisions: Decisions
  readonly warnings: Set<string>
}

/** A config about to be visited: which one, and where it stands. */
interface Visit {
  readonly place: Place
  readonly configPath: string
  /** The option, or the last name of a path; null: a group without a choice. */
  readonly name: string | null
  readonly isGroup: boolean
  readonly optional: boolean
  readonly label: string
  readonly written: DefaultsEntry | undefined
  /** Where the option was written, which may be far from the entry. */
  readonly origin: Origin
  readonly above: Above | undefined
}

/** Who includes whom, up to the root. */
interface Above {
  readonly configPath: string
  readonly depth: number
  /** Whether an interpolation chose a config on the way: overrides are not allowed below one. */
  readonly interpolated: boolean
  readonly above: Above | undefined
}

/** Hydra ends where Python's stack does, at a depth of about this. */
const DEEPEST = 300

function visitPrimary(walk: Walk, name: string | undefined): LoadedNode {
  const { library } = walk
  const path = name ?? NO_CONFIG
  const it = configVisit({ path, place: placeConfig({ path, package: undefined }, ROOT), origin: PROGRAM })
  if (name !== undefined && !library.hasConfig(it.configPath)) throw noPrimary(library, it.configPath)
  const document = name === undefined ? emptyDocument(NO_CONFIG) : library.load(it.configPath)!
  return opened(walk, it, document, true)
}

function visitHydra(walk: Walk): LoadedNode | AbsentNode {
  const path = 'hydra/config'
  const above: Above = { configPath: '<root>', depth: 0, interpolated: false, above: undefined }
  return visit(
    walk,
    configVisit({ path, place: placeConfig({ path, package: undefined }, ROOT), origin: PROGRAM, above }),
  )
}

function underRoot(children: readonly TreeNode[]): DefaultsTree {
  const entry: PlacedEntry = {
    configPath: '<root>',
    package: '',
    group: undefined,
    label: '<root>',
    written: undefined,
    primary: false,
    origin: PROGRAM,
  }
  return { kind: 'loaded', entry, document: undefined, children }
}

function visit(walk: Walk, it: Visit): LoadedNode | AbsentNode {
  const { library, decisions, options } = walk
  const { configPath, name, place, origin } = it
  if ((it.above?.depth ?? 0) > DEEPEST) throw raise(tooDeep(cycleIn(it.above)), origin)

  const document = name === null || name === '???' ? undefined : library.load(configPath)
  const key = it.isGroup ? overrideKeyOf(place, name, library.rules) : undefined
  if (key !== undefined) {
    if (place.group === '') throw raise(emptyGroup(it.above?.configPath), origin)
    if (decisions.deletes(key, name)) return absent(walk, it, document, 'deleted')
    decisions.choose(key, name, place.group, origin)
  }
  if (name === null) return absent(walk, it, document, 'null')
  if (configPath.endsWith('???')) {
    if (!options.skipMissing) {
      throw key === undefined ? openConfig(configPath, origin) : notChosen(library, place.group, key, origin)
    }
    if (name === '???') return absent(walk, it, document, 'missing')
    return { kind: 'loaded', entry: placed(walk, it, document, false), document: undefined, children: undefined }
  }
  if (document !== undefined) return opened(walk, it, document, false)
  if (it.optional) return absent(walk, it, document, 'optional')
  const parent = it.above?.configPath
  throw key === undefined
    ? noConfig(library, configPath, parent, origin)
    : noOption(library, { configPath, group: place.group, key, parent }, origin)
}

function absent(walk: Walk, it: Visit, document: Document | undefined, because: AbsentNode['because']): AbsentNode {
  return { kind: 'absent', entry: placed(walk, it, document, false), because }
}

function opened(walk: Walk, it: Visit, document: Document, primary: boolean): LoadedNode {
  for (const text of document.warnings) walk.warnings.add(text)
  const entry = placed(walk, it, document, primary)
  return { kind: 'loaded', entry, document, children: childrenOf(walk, it, entry, document) }
}

function placed(walk: Walk, it: Visit, document: Document | undefined, primary: boolean): PlacedEntry {
  const { rules } = walk.library
  const { place, name, configPath, label, written, origin } = it
  const header = document?.header.package
  if (rules.legacy && header !== undefined && /_group_|_name_/.test(header)) {
    walk.warnings.add(oldHeaderKeyword(configPath, header))
  }
  return {
    configPath,
    package: packageOf(place, headerPackage(header, place, rules), name, rules),
    group: it.isGroup ? { name: place.group, option: name, key: overrideKeyOf(place, name, rules) } : undefined,
    label,
    written,
    primary,
    origin,
  }
}

function childrenOf(walk: Walk, it: Visit, parent: PlacedEntry, document: Document): TreeNode[] | undefined {
  const { rules } = walk.library
  const within: Within = { group: it.place.group, package: parent.package }
  const hasPackage = (it.place.package ?? headerPackage(document.header.package, it.place, rules)) !== undefined
  const { items, lacksSelf } = itemsOf(document, within, hasPackage, parent.primary ? walk.appends : [])
  if (items.length === 0) return undefined
  if (lacksSelf && parent.primary && hasContent(document)) {
    if (walk.options.requireSelf) throw raise(selfRequired(parent.configPath))
    walk.warnings.add(missingSelf(parent.configPath))
  }
  const above: Above = {
    configPath: parent.configPath,
    depth: (it.above?.depth ?? 0) + 1,
    interpolated: it.above?.interpolated ?? false,
    above: it.above,
  }
  const live = recordOverrides(walk, items, above)
  const reversed: (TreeNode | Deferred)[] = []
  for (let at = live.length - 1; at >= 0; at--) visitItem(walk, live[at]!, within, above, reversed)
  const settled = settle(walk, reversed, items, within, above)
  return settled.length === 0 ? undefined : settled.reverse()
}

/** Whether a config says anything itself. What it leaves open (`???`) does not count. */
function hasContent({ body }: Document): boolean {
  if (body.kind !== 'map') return false
  for (const value of body.items.values()) if (value.kind !== 'missing') return true
  return false
}

/**
 * Takes the overrides out of a list, the first in it first. Refuses an entry behind an override: it would read as if it
 * were chosen later than it is.
 */
function recordOverrides(walk: Walk, items: readonly Item[], above: Above): Item[] {
  const { library, decisions, warnings } = walk
  const live: Item[] = []
  let lastOverride: GroupItem | undefined
  let mayFollow = true
  for (const item of items) {
    const isGroup = item.kind === 'group'
    // Version base 1.1 takes a hydra group in a defaults list for an override, keyword or not.
    const isOldOverride =
      isGroup && library.rules.legacy && !item.entry.override && item.entry.group.startsWith('hydra/')
    const isOverride = isGroup && (item.entry.override || isOldOverride)
    if (item.kind !== 'self' && !mayFollow && !isOverride && !(isGroup && item.external)) {
      throw raise(overrideNotLast(above.configPath, labelOf(lastOverride!), labelOf(item)), item.entry.origin)
    }
    if (!isOverride) {
      live.push(item)
      continue
    }
    const key = keyOf(walk, item, choiceOf(item.entry.choice))
    if (isOldOverride) warnings.add(oldHydraOverride(above.configPath, item.entry.group))
    else mayFollow = false
    lastOverride = item
    if (above.interpolated) throw raise(overrideUnderInterpolation(above.configPath, labelOf(item)), item.entry.origin)
    decisions.override(key, item.entry, above.configPath)
  }
  return live
}

/** An entry whose option is an interpolation: it waits until the rest of its list is settled. */
interface Deferred {
  readonly kind: 'deferred'
  readonly item: ConfigItem | GroupItem
  readonly text: string
  readonly origin: Origin
}

function visitItem(walk: Walk, item: Item, within: Within, above: Above, into: (TreeNode | Deferred)[]): void {
  switch (item.kind) {
    case 'self':
      into.push({ kind: 'self', written: item.written, label: item.label })
      return
    case 'config': {
      const path = configPathOf(item.entry.path, within)
      if (path.includes('${')) into.push({ kind: 'deferred', item, text: path, origin: item.entry.origin })
      else into.push(visit(walk, configVisit({ ...item.entry, written: item.entry, place: item.place, above })))
      return
    }
    case 'group': {
      const { choice, origin } = chosen(walk, item)
      if (typeof choice === 'object' && choice !== null) {
        for (const name of choice.toReversed()) into.push(visitOption(walk, item, name, origin, within, above))
      } else if (choice?.includes('${')) into.push({ kind: 'deferred', item, text: choice, origin })
      else into.push(visit(walk, groupVisit(item, choice, origin, above)))
    }
  }
}

/** What a group entry chooses once everyone was heard who may override it. */
function chosen(walk: Walk, item: GroupItem): { choice: Choice; origin: Origin } {
  const own = choiceOf(item.entry.choice)
  return walk.decisions.overridden(keyOf(walk, item, own)) ?? { choice: own, origin: item.entry.choice.origin }
}

/** One option of a list: from here on a config by path. */
function visitOption(
  walk: Walk,
  item: GroupItem,
  name: string,
  origin: Origin,
  within: Within,
  above: Above,
): TreeNode {
  if (name.includes('${')) throw raise(interpolationInOptions(above.configPath, name), origin)
  const { group, optional } = item.entry
  const path = `${group}/${name}`
  const place = placeConfig({ path, package: item.place.package }, within)
  return visit(walk, configVisit({ path, optional, place, origin, written: item.entry, above }))
}

/** Visits what waited, the last entry first, with all that the others of the list have chosen in sight. */
function settle(
  walk: Walk,
  reversed: readonly (TreeNode | Deferred)[],
  items: readonly Item[],
  within: Within,
  above: Above,
): TreeNode[] {
  if (!reversed.some(({ kind }) => kind === 'deferred')) return reversed as TreeNode[]
  const scope = choiceScope(walk.decisions.choices, inScope(walk, items, within), walk.options.follow ?? following())
  const below = { ...above, interpolated: true }
  return reversed.map((node) => (node.kind === 'deferred' ? visitDeferred(walk, node, scope, within, below) : node))
}

function visitDeferred(
  walk: Walk,
  { item, text, origin }: Deferred,
  scope: ChoiceScope,
  within: Within,
  above: Above,
): TreeNode {
  if (item.kind === 'group') {
    if (/^\$\{defaults\.\d\./.test(text) && !walk.library.rules.legacy) {
      throw raise(oldInterpolation(keyOf(walk, item, text), text), origin)
    }
    return visit(walk, groupVisit(item, resolveChoice(text, scope, origin), origin, above))
  }
  // Hydra takes the whole path it came to, group and all, as relative to the group once more.
  const path = resolveChoice(text, scope, origin)
  const place = placeConfig({ path, package: item.place.package }, within)
  return visit(walk, configVisit({ ...item.entry, path, written: item.entry, place, above }))
}

/** The list as interpolations see it under `defaults`. */
function inScope(walk: Walk, items: readonly Item[], within: Within): EntryInScope[] {
  return items
    .filter((item) => item.kind !== 'self' || item.written !== undefined)
    .map((item) => {
      if (item.kind === 'self') return configPathOf('_self_', within)
      if (item.kind === 'config') return configPathOf(item.entry.path, within)
      const own = choiceOf(item.entry.choice)
      const key = keyOf(walk, item, own)
      return [key, item.entry.override ? own : chosen(walk, item).choice] as const
    })
}

interface ConfigVisit extends Partial<Pick<ConfigEntry, 'optional'>> {
  readonly path: string
  readonly place: Place
  readonly origin: Origin
  readonly written?: DefaultsEntry
  readonly above?: Above
}

function configVisit({ path, place, optional = false, origin, written, above }: ConfigVisit): Visit {
  const configPath = configPathOf(path, place.within)
  return { place, configPath, name: nameOf(path), isGroup: false, optional, label: path, written, origin, above }
}

function groupVisit({ entry, place }: GroupItem, name: string | null, origin: Origin, above: Above): Visit {
  const configPath = `${place.group}/${name ?? 'null'}`
  const label = `${entry.group}: ${name ?? 'null'}`
  return { place, configPath, name, isGroup: true, optional: entry.optional, label, written: entry, origin, above }
}

function keyOf(walk: Walk, { place }: GroupItem, choice: Choice): string {
  return overrideKeyOf(place, typeof choice === 'string' ? choice : null, walk.library.rules)
}

function labelOf({ entry }: ConfigItem | GroupItem): string {
  const name = entry.kind === 'config' ? entry.path : entry.group
  const at = entry.package === undefined ? name : `${name}@${entry.package}`
  if (entry.kind === 'config') return at
  const choice = choiceOf(entry.choice)
  return `${at}: ${typeof choice === 'object' && choice !== null ? `[${choice.join(', ')}]` : (choice ?? 'null')}`
}

/** The includes that lead in a circle, from one config back to itself. */
function cycleIn(above: Above | undefined): string[] {
  const cycle: string[] = []
  for (let at = above; at !== undefined && (cycle.length < 2 || cycle.at(-1) !== cycle[0]); at = at.above) {
    cycle.push(at.configPath)
    if (cycle.length > 8) break
  }
  return cycle.reverse()
}
